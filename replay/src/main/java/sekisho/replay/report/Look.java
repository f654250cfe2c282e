package sekisho.replay.report;

import java.util.List;

/// How a line or a set of points is told from the others: by colour, by dashes and by the shape of its marks,
/// so that colour alone is never needed.
///
/// @param colour at least 3:1 against white
/// @param dashes as in `stroke-dasharray`; `none` for a solid line
record Look(String colour, String dashes, Mark mark) {
    enum Mark {
        CIRCLE,
        SQUARE,
        TRIANGLE,
        DIAMOND,
        CROSS
    }

    /// For what is only there to compare with.
    static final Look REFERENCE = new Look("#595959", "2 3", Mark.CIRCLE);

    static final List<Look> LEGITIMATE_AND_ATTACKS =
            List.of(new Look("#0017c1", "none", Mark.SQUARE), new Look("#c74700", "none", Mark.TRIANGLE));

    private static final List<String> COLOURS =
            List.of("#0017c1", "#c74700", "#197a4b", "#8b008b", "#00687b", "#1a1a1a", "#ce0000");
    private static final List<String> DASHES = List.of("none", "7 3", "2 2", "8 2 2 2", "12 3");

    /// The look of the n-th engine, the same on the whole page.
    static Look of(int n) {
        Mark[] marks = Mark.values();
        return new Look(COLOURS.get(n % COLOURS.size()), DASHES.get(n % DASHES.size()), marks[n % marks.length]);
    }

    static List<String> colours() {
        return COLOURS;
    }
}
