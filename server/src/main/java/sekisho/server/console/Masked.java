package sekisho.server.console;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sekisho.server.account.EmailAddress;

/// How addresses and phone numbers stand on the pages of support.
public final class Masked {
    private static final int SHOWN = 2;

    private static final Pattern PHONE = Pattern.compile("(?<![\\d-])[+0]\\d[\\d ()-]{7,14}\\d(?!\\d)");

    private Masked() {}

    /// A phone number of which only the last digits are left.
    public static String phone(String number) {
        return "••••" + number.substring(Math.max(0, number.length() - SHOWN));
    }

    /// A text with each address and phone number in it masked.
    public static String text(String text) {
        return PHONE.matcher(EmailAddress.maskAll(text))
                .replaceAll(found -> Matcher.quoteReplacement(phone(found.group())));
    }
}
