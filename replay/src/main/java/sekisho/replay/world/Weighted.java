package sekisho.replay.world;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Things to draw from, each with its share.
final class Weighted<T> {
    private final List<T> items;
    private final double[] upTo;

    private Weighted(List<T> items, double[] upTo) {
        this.items = items;
        this.upTo = upTo;
    }

    /// Leaves out what has no share.
    static <T> Weighted<T> of(List<T> all, ToDoubleFunction<T> share) {
        List<T> items = new ArrayList<>();
        double[] upTo = new double[all.size()];
        double sum = 0;
        for (T item : all) {
            double weight = share.applyAsDouble(item);
            if (weight > 0) {
                sum += weight;
                upTo[items.size()] = sum;
                items.add(item);
            }
        }
        if (items.isEmpty()) {
            throw new IllegalArgumentException("Nothing has a share");
        }
        return new Weighted<>(List.copyOf(items), upTo);
    }

    /// The first is the most usual, by Zipf's law.
    static <T> Weighted<T> zipf(List<T> all, double exponent) {
        double[] upTo = new double[all.size()];
        double sum = 0;
        for (int rank = 0; rank < upTo.length; rank++) {
            sum += StrictMath.pow(rank + 1, -exponent);
            upTo[rank] = sum;
        }
        return new Weighted<>(List.copyOf(all), upTo);
    }

    T draw(Dice dice) {
        double at = dice.unit() * upTo[items.size() - 1];
        int low = 0;
        int high = items.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at < upTo[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return items.get(low);
    }

    List<T> items() {
        return items;
    }

    /// The part of all that falls to the item, from 0 to 1.
    double share(int item) {
        double before = item == 0 ? 0 : upTo[item - 1];
        return (upTo[item] - before) / upTo[items.size() - 1];
    }
}
