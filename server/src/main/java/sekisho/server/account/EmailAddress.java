package sekisho.server.account;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An e-mail address as a member types it, checked and in canonical form.
///
/// Full-width letters and digits of a Japanese keyboard are folded; any other character outside ASCII
/// is refused in the local part, so that no look-alike (dotless i, Kelvin sign, long s) ever meets
/// another address. The domain is lower-cased and in its ASCII form (RFC 5891).
///
/// @param text what mails go to
/// @param canonical what accounts are looked up by: `text` in lower case
public record EmailAddress(String text, String canonical) {
    private static final Pattern IN_TEXT = Pattern.compile("(?<![^\\s@<>])[^\\s@<>]++@[^\\s@<>]+");

    private static final int MAX_LENGTH = 254;
    private static final int MAX_LOCAL_LENGTH = 64;
    private static final String LOCAL_SYMBOLS = "!#$%&'*+/=?^_`{|}~.-";

    /// Reads an address; empty if it isn't one.
    public static Optional<EmailAddress> parse(String typed) {
        if (typed.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String folded = foldFullWidth(typed).strip();
        int at = folded.indexOf('@');
        if (at < 1 || at > MAX_LOCAL_LENGTH || at != folded.lastIndexOf('@')) {
            return Optional.empty();
        }
        String local = folded.substring(0, at);
        if (!local.chars().allMatch(EmailAddress::isLocalCharacter)) {
            return Optional.empty();
        }
        return asciiDomain(folded.substring(at + 1)).map(domain -> {
            String text = local + "@" + domain;
            return new EmailAddress(text, text.toLowerCase(Locale.ROOT));
        });
    }

    /// Whether both are the same mailbox, however they were typed.
    public boolean sameAs(EmailAddress other) {
        return canonical.equals(other.canonical);
    }

    /// First and last letter of the local part and the whole domain, in lower case: `h••••o@example.jp`. So a page
    /// doesn't tell an address as it was typed from one as it is stored.
    public static String mask(String typed) {
        String address = typed.toLowerCase(Locale.ROOT);
        int at = address.indexOf('@');
        if (at < 1) {
            return "••••";
        }
        String local = address.substring(0, at);
        String tail = local.length() > 2 ? local.substring(local.length() - 1) : "";
        return local.charAt(0) + "••••" + tail + address.substring(at);
    }

    /// A text with each address in it masked.
    public static String maskAll(String text) {
        return IN_TEXT.matcher(text).replaceAll(found -> Matcher.quoteReplacement(mask(found.group())));
    }

    private static Optional<String> asciiDomain(String domain) {
        if (domain.isEmpty() || domain.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            String ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            boolean dotted = ascii.indexOf('.') > 0 && !ascii.endsWith(".") && !ascii.contains("..");
            return dotted && ascii.length() <= 253 ? Optional.of(ascii) : Optional.empty();
        } catch (IllegalArgumentException notADomain) {
            return Optional.empty();
        }
    }

    private static boolean isLocalCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || LOCAL_SYMBOLS.indexOf(c) >= 0;
    }

    private static String foldFullWidth(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '！' && c <= '～') {
                folded.append((char) (c - '！' + '!'));
            } else if (c == '　') {
                folded.append(' ');
            } else {
                folded.append(c);
            }
        }
        return folded.toString();
    }
}
