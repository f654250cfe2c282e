package sekisho.server.mail;

import java.util.Locale;
import java.util.regex.Pattern;

/// The one plain address that a mail goes to.
final class Recipient {
    /// Local part of RFC 5321 §4.1.2 without quoting, but dots anywhere: Japanese carriers gave such
    /// addresses out.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
            + "@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    private static final int LONGEST = 254;

    private Recipient() {}

    /// The address itself.
    ///
    /// @throws IllegalArgumentException for a list, a display name, a line break or anything but one
    ///     plain address
    static String checked(String address) {
        if (address.length() > LONGEST || !PLAIN.matcher(address).matches()) {
            throw new IllegalArgumentException("the recipient isn't one plain mail address");
        }
        return address;
    }

    /// Whether the address is one that nobody can ever own (RFC 2606 §2): it stands for a missing one.
    static boolean isNobody(String address) {
        return address.toLowerCase(Locale.ROOT).endsWith(".invalid");
    }

    /// The address as a log may show it: `h***@example.jp`.
    static String masked(String address) {
        int at = address.lastIndexOf('@');
        return at < 1 ? "***" : address.charAt(0) + "***" + address.substring(at);
    }
}
