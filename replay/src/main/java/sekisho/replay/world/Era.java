package sekisho.replay.world;

/// How browsers name themselves.
enum Era {
    /// With full versions, models and builds.
    Y2020("2020"),
    /// Reduced and frozen, with client hints from Chromium.
    Y2026("2026");

    private final String year;

    Era(String year) {
        this.year = year;
    }

    @Override
    public String toString() {
        return year;
    }
}
