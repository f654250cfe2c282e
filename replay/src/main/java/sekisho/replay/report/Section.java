package sekisho.replay.report;

/// A chapter of the page.
interface Section {
    /// Names its texts and the place that the contents lead to.
    String name();

    /// Whether there is something to say.
    default boolean isNeeded(Analysis analysis) {
        return true;
    }

    /// Writes what follows the heading.
    void write(Sheet sheet, Analysis analysis);
}
