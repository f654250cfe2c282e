package sekisho.replay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One side of a chart.
///
/// @param label what is shown, with its unit
/// @param isLogarithmic whether equal distances are equal factors
record Axis(String label, double low, double high, boolean isLogarithmic, List<Tick> ticks) {
    record Tick(double value, String label) {}

    private static final int TICKS = 6;

    /// From 0 to 100 %.
    static Axis shares(String label) {
        return shares(label, 1);
    }

    /// From 0 to a share that is at least the highest one to show.
    static Axis shares(String label, double highest) {
        double step = niceStep(Math.max(highest, 0.01) / TICKS);
        int steps = (int) Math.ceil(Math.max(highest, 0.01) / step - 1e-9);
        List<Tick> ticks = IntStream.rangeClosed(0, steps)
                .mapToObj(i -> new Tick(i * step, Numbers.round(Math.round(i * step * 1e6) / 1e6)))
                .toList();
        return new Axis(label, 0, steps * step, false, ticks);
    }

    /// Challenge rates from 0.01 to 100 %.
    static Axis challenged(String label) {
        List<Tick> ticks = Stream.of(0.0001, 0.001, 0.01, 0.1, 1.0)
                .map(share -> new Tick(share, Numbers.round(share)))
                .toList();
        return new Axis(label, ticks.getFirst().value(), 1, true, ticks);
    }

    /// The first so many sign-ins of a member.
    static Axis histories(String label) {
        List<Tick> ticks = IntStream.of(1, 10, 20, 30, ReauthByHistory.LONGEST)
                .mapToObj(history -> new Tick(history, String.valueOf(history)))
                .toList();
        return new Axis(label, 0, ReauthByHistory.LONGEST + 1, false, ticks);
    }

    /// Any range of plain numbers.
    static Axis numbers(String label, double low, double high) {
        double step = Math.max(1, niceStep((high - low) / TICKS));
        double first = Math.floor(low / step) * step;
        double last = Math.max(Math.ceil(high / step) * step, first + step);
        List<Tick> ticks = new ArrayList<>();
        for (double value = first; value <= last; value += step) {
            ticks.add(new Tick(value, Numbers.fixed(value, 0)));
        }
        return new Axis(label, first, last, false, List.copyOf(ticks));
    }

    /// Names side by side, at 0, 1, 2 and so on.
    static Axis names(String label, List<String> names) {
        List<Tick> ticks = IntStream.range(0, names.size())
                .mapToObj(i -> new Tick(i, names.get(i)))
                .toList();
        return new Axis(label, -0.5, names.size() - 0.5, false, ticks);
    }

    /// Where a value lies: 0 at the low end, 1 at the high end; values beyond lie at the ends.
    double place(double value) {
        double place = isLogarithmic
                ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
                : (value - low) / (high - low);
        return Math.clamp(place, 0, 1);
    }

    private static double niceStep(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= least * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }
}
