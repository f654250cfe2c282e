package sekisho.server.mail;

import java.util.regex.Pattern;

/// Cleans what came from outside before it enters a mail: names, devices and places can be chosen by an
/// attacker.
final class Facts {
    private static final int MOST_CODE_POINTS = 120;

    /// Control, format (bidi, zero width), line and paragraph separator, private, unassigned, lone
    /// surrogate.
    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}\\p{Zs}]+");

    /// What mark-up, an address or a link begins with, and the sign that stands for the code.
    private static final Pattern MARKS = Pattern.compile("[<>@●\\\\]|://");

    /// A dot before a letter: mail programs turn `evil.example` into a link. With a space behind it
    /// they don't.
    private static final Pattern LINKING_DOT = Pattern.compile("[.．。｡](?=\\p{L})");

    private Facts() {}

    /// The text in one line of at most 120 characters, without invisible characters and with nothing
    /// that a mail program makes a link of.
    static String clean(String text) {
        String cut = cut(text, 4 * MOST_CODE_POINTS);
        String plain = MARKS.matcher(UNSEEN.matcher(cut).replaceAll(" ")).replaceAll(" ");
        String linkless = LINKING_DOT.matcher(plain).replaceAll(". ").replaceAll(" {2,}", " ");
        return cut(linkless.strip(), MOST_CODE_POINTS);
    }

    private static String cut(String text, int codePoints) {
        return text.codePointCount(0, text.length()) <= codePoints
                ? text
                : text.substring(0, text.offsetByCodePoints(0, codePoints - 1)) + "…";
    }
}
