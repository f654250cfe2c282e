package sekisho.replay.world;

/// How often members sign in.
public enum Profile {
    /// A few times a year.
    shop,
    /// As in the RBA dataset: median 2, 90th percentile 9, 99th percentile 28 a year.
    dataset,
    /// From daily to less than monthly.
    mixed
}
