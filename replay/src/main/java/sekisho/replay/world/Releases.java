package sekisho.replay.world;

import java.util.ArrayList;
import java.util.List;

/// Versions and the days on which they came, counted from the first day of the era.
record Releases(List<String> versions, List<Integer> days) {

    static Releases of(Parameters group) {
        List<String> versions = group.names();
        List<Integer> days = new ArrayList<>();
        for (String version : versions) {
            days.add(group.whole(version));
        }
        return new Releases(versions, List.copyOf(days));
    }

    /// The newest on this day; the first of all before that.
    String on(int day) {
        int newest = 0;
        for (int i = 1; i < days.size() && days.get(i) <= day; i++) {
            newest = i;
        }
        return versions.get(newest);
    }
}
