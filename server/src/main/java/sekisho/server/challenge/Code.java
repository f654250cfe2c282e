package sekisho.server.challenge;

import java.security.SecureRandom;
import java.text.Normalizer;

/// A code of six random digits (NIST SP 800-63B-4 §3.1.3.2). Never logged, never on a page.
final class Code {
    static final int DIGITS = 6;
    private static final int COUNT = 1_000_000;
    private static final int MOST_TYPED = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String digits;

    private Code(String digits) {
        this.digits = digits;
    }

    static Code random() {
        return new Code("%06d".formatted(RANDOM.nextInt(COUNT)));
    }

    /// What a member typed: full-width digits, spaces and hyphens are fine.
    sealed interface Typed {
        record Complete(Code code) implements Typed {}

        record Malformed(int digits) implements Typed {}
    }

    static Typed read(String typed) {
        if (typed.length() > MOST_TYPED) {
            return new Typed.Malformed(0);
        }
        String plain = Normalizer.normalize(typed, Normalizer.Form.NFKC).replaceAll("[\\s\\p{Pd}ー−]", "");
        boolean onlyDigits = plain.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!onlyDigits || plain.length() != DIGITS) {
            int digits = (int) plain.chars().filter(c -> c >= '0' && c <= '9').count();
            return new Typed.Malformed(digits);
        }
        return new Typed.Complete(new Code(plain));
    }

    /// The digits themselves: for the mail and for the keyed hash only.
    String reveal() {
        return digits;
    }

    @Override
    public String toString() {
        return "●●●●●●";
    }
}
