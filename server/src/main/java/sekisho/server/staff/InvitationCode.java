package sekisho.server.staff;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;

/// The one-time code of an invitation: 16 signs, 80 bits, told from mouth to ear or typed from a slip.
final class InvitationCode {
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int LENGTH = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private InvitationCode() {}

    /// A new one, in groups of four.
    static String random() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            text.append(i > 0 && i % 4 == 0 ? "-" : "").append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /// What was typed as it is compared: width, case, spaces and hyphens make no difference.
    static String plain(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Pd}]", "");
    }
}
