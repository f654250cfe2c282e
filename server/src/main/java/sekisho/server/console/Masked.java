package sekisho.server.console;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sekisho.server.account.EmailAddress;

/// How addresses and phone numbers stand on the pages of support.
public final class Masked {
    private static final int SHOWN = 2;

    /// Ten digits or more in Unicode form NFKC, whatever hyphens stand between them.
    private static final Pattern PHONE =
            Pattern.compile("(?<!\\d)(?<!\\d[\\p{Pd}ー−])[+0](?:[ ()\\p{Pd}ー−]{0,3}\\d){9,14}(?!\\d)");

    private Masked() {}

    /// A phone number of which only the last digits are left.
    public static String phone(String number) {
        return "••••" + number.substring(Math.max(0, number.length() - SHOWN));
    }

    /// A text with each address and phone number in it masked. All else stays as it was typed.
    public static String text(String text) {
        String masked = EmailAddress.maskAll(text);
        StringBuilder folded = new StringBuilder(masked.length());
        List<Integer> from = new ArrayList<>(masked.length());
        for (int i = 0; i < masked.length(); i = masked.offsetByCodePoints(i, 1)) {
            int c = masked.codePointAt(i);
            if (Character.getType(c) != Character.FORMAT) {
                String form = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC);
                folded.append(form);
                for (int k = 0; k < form.length(); k++) {
                    from.add(i);
                }
            }
        }
        StringBuilder shown = new StringBuilder(masked.length());
        int end = 0;
        Matcher phone = PHONE.matcher(folded);
        while (phone.find()) {
            shown.append(masked, end, from.get(phone.start())).append(phone(phone.group()));
            end = masked.offsetByCodePoints(from.get(phone.end() - 1), 1);
        }
        return shown.append(masked, end, masked.length()).toString();
    }

    /// Whether a phone number stands in a text, which is in form NFKC.
    static boolean holdsPhone(String text) {
        return PHONE.matcher(text).find();
    }
}
