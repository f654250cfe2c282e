package sekisho.engine;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How common each value is among all members. Immutable; a value never seen gets a reserved share.
///
/// Addresses and prefixes are not counted: there are too many of them, and they belong to people.
public final class Population {
    /// So many sign-ins weigh as much as the even spread that is assumed before anything was counted.
    static final double RESERVED_WEIGHT = 50;

    private static final Population EMPTY = new Population(Map.of());

    /// One value that a sign-in showed.
    public record Observation(Feature feature, String value) {}

    private final Map<Feature, Map<String, Double>> counts;
    private final Map<Feature, Double> totals;

    private Population(Map<Feature, Map<String, Double>> counts) {
        this.counts = counts;
        this.totals = new EnumMap<>(Feature.class);
        counts.forEach((feature, weights) -> totals.put(
                feature,
                weights.values().stream().mapToDouble(Double::doubleValue).sum()));
    }

    /// A population that has seen nothing.
    public static Population empty() {
        return EMPTY;
    }

    /// A population from weights by feature and value, the values spelled as in [#observations].
    ///
    /// @throws IllegalArgumentException if a weight is negative or not finite
    public static Population of(Map<Feature, Map<String, Double>> counts) {
        Map<Feature, Map<String, Double>> copy = new EnumMap<>(Feature.class);
        counts.forEach((feature, weights) -> {
            for (Map.Entry<String, Double> entry : weights.entrySet()) {
                if (!(entry.getValue() >= 0) || !Double.isFinite(entry.getValue())) {
                    throw new IllegalArgumentException(
                            "weight of " + feature + " " + entry.getKey() + " is " + entry.getValue());
                }
            }
            copy.put(feature, new HashMap<>(weights));
        });
        return new Population(copy);
    }

    /// The values that a sign-in adds to the population. Count those of proven sign-ins only.
    public static List<Observation> observations(Evidence evidence) {
        List<Observation> seen = new ArrayList<>();
        for (Feature feature : Feature.values()) {
            String value = isCounted(feature) ? Traits.valueOf(feature, evidence) : null;
            if (value != null) {
                seen.add(new Observation(feature, value));
            }
        }
        return List.copyOf(seen);
    }

    /// How common a value is, above 0 and at most 1. A value seen once is never rarer than one never seen.
    public double share(Feature feature, String value) {
        double seen = counts.getOrDefault(feature, Map.of()).getOrDefault(value, 0.0);
        double total = totals.getOrDefault(feature, 0.0);
        return (seen + RESERVED_WEIGHT * evenShare(feature)) / (total + RESERVED_WEIGHT);
    }

    /// The share of each value if all were equally common: one by a rough number of values that occur.
    static double evenShare(Feature feature) {
        return switch (feature) {
            case ADDRESS, PREFIX -> 1.0 / 50;
            case ASN -> 1.0 / 100;
            case COUNTRY -> 1.0 / 30;
            case BROWSER -> 1.0 / 10;
            case SYSTEM -> 1.0 / 6;
            case DEVICE_TYPE -> 1.0 / 4;
            case LANGUAGE -> 1.0 / 20;
            case NETWORK_TYPE -> 1.0 / 5;
        };
    }

    private static boolean isCounted(Feature feature) {
        return switch (feature) {
            case ADDRESS, PREFIX -> false;
            case ASN, COUNTRY, BROWSER, SYSTEM, DEVICE_TYPE, LANGUAGE, NETWORK_TYPE -> true;
        };
    }
}
