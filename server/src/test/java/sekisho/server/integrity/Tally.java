package sekisho.server.integrity;

import java.util.Map;
import java.util.TreeMap;

/// How often what happened.
final class Tally {
    private final Map<String, Integer> counts = new TreeMap<>();

    void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    int of(String what) {
        return counts.getOrDefault(what, 0);
    }

    void add(Tally other) {
        other.counts.forEach((what, count) -> counts.merge(what, count, Integer::sum));
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
