package sekisho.server.risk;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a request showed of its client, without servlet types. Longer values are cut before anybody reads them.
///
/// @param address the client address in canonical text (RFC 5952); empty when there is none
/// @param userAgent the User-Agent header, at most 512 characters
/// @param acceptLanguage the Accept-Language header, at most 128 characters
/// @param clientHints the `sec-ch-ua…` headers by lower-case name, each at most 128 characters
public record ClientRequest(
        String address,
        @Nullable String userAgent,
        @Nullable String acceptLanguage,
        Map<String, String> clientHints) {
    /// Longest User-Agent that is looked at, in characters.
    public static final int USER_AGENT_CAP = 512;

    /// Longest Accept-Language or client hint that is looked at, in characters.
    public static final int HINT_CAP = 128;

    private static final int ADDRESS_CAP = 64;

    public ClientRequest {
        address = cut(address, ADDRESS_CAP);
        userAgent = userAgent == null ? null : cut(userAgent, USER_AGENT_CAP);
        acceptLanguage = acceptLanguage == null ? null : cut(acceptLanguage, HINT_CAP);
        Map<String, String> hints = new HashMap<>();
        for (String name : ClientHint.NAMES) {
            String value = clientHints.get(name);
            if (value != null) {
                hints.put(name, cut(value, HINT_CAP));
            }
        }
        clientHints = Map.copyOf(hints);
    }

    /// Tells the browsers of one account apart within a few seconds, without keeping what they showed.
    public String fingerprint() {
        return Integer.toHexString(Objects.hash(address, userAgent));
    }

    private static String cut(String text, int cap) {
        return text.length() <= cap ? text : text.substring(0, cap);
    }
}
