package sekisho.server.platform;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// The reference number (照合番号) that pairs page, mail, history and support, such as `K7-4Q2`. It
/// opens nothing.
public final class ReferenceNumber {
    /// No letter or digit that is mistaken for another one.
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static final int LENGTH = 6;

    private static final SecureRandom RANDOM = new SecureRandom();

    private ReferenceNumber() {}

    /// Reads what somebody typed: small or full-width letters, spaces and any hyphen are fine.
    ///
    /// @return empty if no number of ours looks like that
    public static Optional<String> read(String typed) {
        return plain(typed, LENGTH).map(ReferenceNumber::written);
    }

    /// The same for a number of another length, without its hyphen.
    public static Optional<String> plain(String typed, int length) {
        String plain = Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Pd}ー−]", "");
        boolean ours = plain.length() == length && plain.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
        return ours ? Optional.of(plain) : Optional.empty();
    }

    /// A new one: 2 + 4 characters, 30 bits.
    public static String random() {
        return of(RANDOM.nextLong());
    }

    /// So many characters by chance, 5 bits each, at most 12.
    public static String characters(int length) {
        return characters(RANDOM.nextLong(), length);
    }

    /// The one that an attempt has whose record is gone: always the same.
    public static String of(UUID attemptId) {
        return of(attemptId.getLeastSignificantBits());
    }

    private static String of(long bits) {
        return written(characters(bits, LENGTH));
    }

    private static String characters(long bits, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt((int) ((bits >>> (5 * i)) & 31)));
        }
        return text.toString();
    }

    private static String written(String plain) {
        return plain.substring(0, 2) + "-" + plain.substring(2);
    }
}
