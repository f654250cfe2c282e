package sekisho.server.challenge;

import java.text.Normalizer;
import java.util.Locale;

/// An answer to a security question, without what people write now so and now so: width, case, hiragana or
/// katakana, long-vowel marks, spaces and signs. What is left is compared.
public final class FoldedAnswer {
    /// The fewest signs that may be left of an answer.
    public static final int SHORTEST = 4;

    /// The longest text that is looked at, in UTF-16 units, as typed and as folded; longer ones fold to nothing.
    public static final int LONGEST = 100;

    private static final int KATAKANA_FIRST = 'ァ';
    private static final int KATAKANA_LAST = 'ヶ';
    private static final int KATAKANA_TO_HIRAGANA = 'ァ' - 'ぁ';

    private final String text;

    private FoldedAnswer(String text) {
        this.text = text;
    }

    /// Folds what was typed.
    public static FoldedAnswer of(String typed) {
        if (typed.length() > LONGEST) {
            return new FoldedAnswer("");
        }
        String plain = Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder();
        plain.codePoints()
                .map(FoldedAnswer::hiragana)
                .filter(FoldedAnswer::counts)
                .forEach(folded::appendCodePoint);
        String text = Normalizer.normalize(folded, Normalizer.Form.NFC);
        return new FoldedAnswer(text.length() > LONGEST ? "" : text);
    }

    /// How many signs are left.
    public int length() {
        return text.codePointCount(0, text.length());
    }

    /// Whether it is one sign again and again.
    public boolean monotonous() {
        return text.codePoints().distinct().count() < 2;
    }

    /// Whether one of the two holds the other.
    public boolean overlaps(FoldedAnswer other) {
        return other.length() > 1 && length() > 1 && (text.contains(other.text) || other.text.contains(text));
    }

    /// Whether both are the same.
    public boolean sameAs(FoldedAnswer other) {
        return text.equals(other.text);
    }

    /// The secret itself: for the hash, never for a log, a page or the database.
    String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "FoldedAnswer(●)";
    }

    private static int hiragana(int sign) {
        return sign >= KATAKANA_FIRST && sign <= KATAKANA_LAST ? sign - KATAKANA_TO_HIRAGANA : sign;
    }

    /// Letters, digits and the marks that belong to letters; a long-vowel mark is written as ー, a dash or not
    /// at all.
    private static boolean counts(int sign) {
        return sign != 'ー'
                && (Character.isLetterOrDigit(sign) || Character.getType(sign) == Character.NON_SPACING_MARK);
    }
}
