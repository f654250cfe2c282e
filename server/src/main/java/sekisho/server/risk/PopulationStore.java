package sekisho.server.risk;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sekisho.engine.Feature;
import sekisho.engine.Population;

/// Table `population_count`: how often proven sign-ins of all members showed each value.
@Repository
class PopulationStore {
    private static final int LARGEST = 50_000;

    private final JdbcClient jdbc;

    PopulationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Count(String feature, String value, double weight) {}

    /// The most common values.
    Population load() {
        List<Count> counts = jdbc.sql("""
                select feature, value, weight from population_count
                order by weight desc
                limit :largest
                """)
                .param("largest", LARGEST)
                .query((row, number) ->
                        new Count(row.getString("feature"), row.getString("value"), row.getDouble("weight")))
                .list();
        Map<Feature, Map<String, Double>> byFeature = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            Map<String, Double> values = new HashMap<>();
            for (Count count : counts) {
                if (count.feature.equals(feature.name())) {
                    values.put(count.value, count.weight);
                }
            }
            byFeature.put(feature, values);
        }
        return Population.of(byFeature);
    }

    /// Adds to the counts, in one order of rows so that two servers don't wait for each other.
    void add(Map<Population.Observation, Integer> counts) {
        List<Map.Entry<Population.Observation, Integer>> sorted = counts.entrySet().stream()
                .sorted((a, b) -> compare(a.getKey(), b.getKey()))
                .toList();
        jdbc.sql("""
                insert into population_count (feature, value, weight)
                select * from unnest(:features, :values, :weights)
                on conflict (feature, value) do update set weight = population_count.weight + excluded.weight
                """)
                .param(
                        "features",
                        sorted.stream()
                                .map(entry -> entry.getKey().feature().name())
                                .toArray(String[]::new))
                .param(
                        "values",
                        sorted.stream().map(entry -> entry.getKey().value()).toArray(String[]::new))
                .param(
                        "weights",
                        sorted.stream()
                                .mapToDouble(entry -> entry.getValue().doubleValue())
                                .toArray())
                .update();
    }

    private static int compare(Population.Observation a, Population.Observation b) {
        int byFeature = a.feature().compareTo(b.feature());
        return byFeature != 0 ? byFeature : a.value().compareTo(b.value());
    }
}
