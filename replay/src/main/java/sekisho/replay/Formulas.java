package sekisho.replay;

/// Keeps a text from being a formula for a spreadsheet: an apostrophe before its first character, where that could
/// begin one or is an apostrophe itself.
final class Formulas {
    private static final char QUOTE = '\'';
    private static final String BEGINNINGS = "=+-@\t\r＝＋－＠" + QUOTE;

    private Formulas() {}

    static String quoted(String text) {
        return !text.isEmpty() && BEGINNINGS.indexOf(text.charAt(0)) >= 0 ? QUOTE + text : text;
    }

    /// Whether a text begins with the apostrophe of [#quoted].
    static boolean isQuoted(char[] chars, int offset, int length) {
        return length > 0 && chars[offset] == QUOTE;
    }
}
