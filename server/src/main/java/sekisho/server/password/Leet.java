package sekisho.server.password;

/// Digits and signs that people write for letters.
final class Leet {
    private static final String SIGNS = "013457@$!";
    private static final String LETTERS = "oieastasi";

    private Leet() {}

    /// The text with such signs as the letters that they stand for.
    static String letters(String text) {
        StringBuilder letters = new StringBuilder(text);
        for (int i = 0; i < letters.length(); i++) {
            int sign = SIGNS.indexOf(letters.charAt(i));
            if (sign >= 0) {
                letters.setCharAt(i, LETTERS.charAt(sign));
            }
        }
        return letters.toString();
    }
}
