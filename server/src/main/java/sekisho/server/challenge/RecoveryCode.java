package sekisho.server.challenge;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/// A recovery code that a member saves on paper: 16 signs, 78 bits (NIST SP 800-63B-4 §4.2.1.1 asks for
/// 64). It is shown once and never logged.
public final class RecoveryCode {
    /// How many signs a code has.
    public static final int SIGNS = 16;

    /// No sign that is mistaken for another one: neither 0 and O nor 1, I and L, nor U and V.
    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int GROUP = 4;
    private static final int MOST_TYPED = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String signs;

    private RecoveryCode(String signs) {
        this.signs = signs;
    }

    static RecoveryCode random() {
        StringBuilder signs = new StringBuilder(SIGNS);
        for (int i = 0; i < SIGNS; i++) {
            signs.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return new RecoveryCode(signs.toString());
    }

    /// Reads what a member typed: small and full-width letters, spaces and hyphens are fine. Empty if it
    /// can't be a code.
    public static Optional<RecoveryCode> read(String typed) {
        if (typed.length() > MOST_TYPED) {
            return Optional.empty();
        }
        String plain = Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .replaceAll("[\\s\\p{Pd}ー−]", "")
                .toUpperCase(Locale.ROOT);
        boolean known = plain.chars().allMatch(sign -> ALPHABET.indexOf(sign) >= 0);
        return known && plain.length() == SIGNS ? Optional.of(new RecoveryCode(plain)) : Optional.empty();
    }

    /// The code in groups of four, as it is printed: for the page that shows it once.
    public String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < SIGNS; i += GROUP) {
            text.append(i == 0 ? "" : "-").append(signs, i, i + GROUP);
        }
        return text.toString();
    }

    byte[] bytes() {
        return signs.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "RecoveryCode(●)";
    }
}
