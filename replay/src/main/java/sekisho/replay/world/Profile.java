package sekisho.replay.world;

import java.util.Locale;

/// How often members sign in.
enum Profile {
    /// A few times a year.
    SHOP,
    /// As in the RBA dataset: median 2, 90th percentile 9, 99th percentile 28 a year.
    DATASET,
    /// From daily to less than monthly.
    MIXED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
