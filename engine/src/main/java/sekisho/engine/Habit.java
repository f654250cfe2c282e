package sekisho.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What is remembered of one feature of one member: its values with a decaying weight each. Immutable
/// and bounded.
record Habit(List<Entry> entries) {
    /// So many values are kept; the least weight goes first.
    static final int MAX_VALUES = 8;

    /// A value below this weight is forgotten: about 500 days after it was seen once.
    static final float FORGOTTEN_BELOW = 0.01f;

    static final int NO_VERSION = -1;

    static final Habit NONE = new Habit(List.of());

    private static final Comparator<Entry> WEAKEST_FIRST = Comparator.comparingDouble(Entry::weight)
            .thenComparingInt(Entry::lastDay)
            .thenComparing(Entry::value);

    /// One remembered value.
    ///
    /// @param parent the wider value it was seen in, such as the provider of a prefix; empty if there
    ///     is none
    /// @param lastDay day of the last proven sign-in that showed it, counted from 1970-01-01 UTC
    /// @param version newest version seen, or [#NO_VERSION]
    record Entry(String value, String parent, float weight, int lastDay, int version) {}

    Habit {
        entries = List.copyOf(entries);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    boolean knows(String value) {
        return weight(value) > 0;
    }

    double weight(String value) {
        for (Entry entry : entries) {
            if (entry.value.equals(value)) {
                return entry.weight;
            }
        }
        return 0;
    }

    int newestVersion(String value) {
        for (Entry entry : entries) {
            if (entry.value.equals(value)) {
                return entry.version;
            }
        }
        return NO_VERSION;
    }

    double total() {
        double sum = 0;
        for (Entry entry : entries) {
            sum += entry.weight;
        }
        return sum;
    }

    /// About how many different values the member uses; at least 1.
    double variety() {
        double sum = 0;
        for (Entry entry : entries) {
            sum += Math.min(1, entry.weight);
        }
        return Math.max(1, sum);
    }

    /// Only what was seen in one wider value.
    Habit within(String parent) {
        List<Entry> inside = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            if (entry.parent.equals(parent)) {
                inside.add(entry);
            }
        }
        return inside.size() == entries.size() ? this : new Habit(inside);
    }

    /// The values, the most usual first.
    List<String> mostUsual() {
        return entries.stream()
                .sorted(WEAKEST_FIRST.reversed())
                .map(Entry::value)
                .toList();
    }

    Habit decayed(double factor) {
        if (factor == 1 || entries.isEmpty()) {
            return this;
        }
        List<Entry> kept = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            float weight = (float) (entry.weight * factor);
            if (weight >= FORGOTTEN_BELOW) {
                kept.add(new Entry(entry.value, entry.parent, weight, entry.lastDay, entry.version));
            }
        }
        return new Habit(kept);
    }

    Habit with(String value, String parent, float weight, int day, int version) {
        List<Entry> changed = new ArrayList<>(entries.size() + 1);
        Entry learned = new Entry(value, parent, weight, day, version);
        for (Entry entry : entries) {
            if (entry.value.equals(value)) {
                learned = new Entry(
                        value,
                        parent.isEmpty() ? entry.parent : parent,
                        Math.min(entry.weight + weight, HistoryBytes.MAX_WEIGHT),
                        Math.max(entry.lastDay, day),
                        Math.max(entry.version, version));
            } else {
                changed.add(entry);
            }
        }
        if (learned.weight < FORGOTTEN_BELOW) {
            return this;
        }
        if (changed.size() == MAX_VALUES) {
            changed.remove(changed.stream().min(WEAKEST_FIRST).orElseThrow());
        }
        changed.add(learned);
        return new Habit(changed);
    }
}
