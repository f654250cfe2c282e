package sekisho.engine;

import java.util.Map;

/// How common each value is among all members. Immutable; a value never seen gets a reserved share.
public final class Population {
    /// One value that a sign-in showed.
    public record Observation(Feature feature, String value) {}

    private final Map<Feature, Map<String, Double>> counts;

    private Population(Map<Feature, Map<String, Double>> counts) {
        this.counts = counts;
    }

    /// A population that has seen nothing.
    public static Population empty() {
        return new Population(Map.of());
    }

    /// A population from weights by feature and value.
    public static Population of(Map<Feature, Map<String, Double>> counts) {
        throw new UnsupportedOperationException();
    }

    /// The values that a sign-in adds to the population.
    public static java.util.List<Observation> observations(Evidence evidence) {
        throw new UnsupportedOperationException();
    }
}
