package sekisho.server.platform;

import java.security.SecureRandom;

/// The reference number (照合番号) that pairs page, mail, history and support, such as `K7-4Q2`. It
/// opens nothing.
public final class ReferenceNumber {
    /// No letter or digit that is mistaken for another one.
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static final SecureRandom RANDOM = new SecureRandom();

    private ReferenceNumber() {}

    /// A new one: 2 + 4 characters, 30 bits.
    public static String random() {
        StringBuilder text = new StringBuilder(7);
        for (int i = 0; i < 6; i++) {
            if (i == 2) {
                text.append('-');
            }
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
