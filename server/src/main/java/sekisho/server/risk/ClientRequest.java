package sekisho.server.risk;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a request showed of its client, without servlet types. Longer values are cut before anybody
/// reads them.
///
/// @param address the client address in canonical text (RFC 5952); empty when there is none
/// @param userAgent the User-Agent header, at most 512 characters
/// @param acceptLanguage the Accept-Language header, at most 128 characters
/// @param clientHints the `sec-ch-ua…` headers by lower-case name, each at most 128 characters
/// @param browserKey tells this browser from every other: a hash of a random value that only it was
///     given, so that nobody else can seem to be it; `null` if it brought none
public record ClientRequest(
        String address,
        @Nullable String userAgent,
        @Nullable String acceptLanguage,
        Map<String, String> clientHints,
        @Nullable String browserKey) {
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

    /// A request of a browser that brought no value of its own.
    public ClientRequest(
            String address,
            @Nullable String userAgent,
            @Nullable String acceptLanguage,
            Map<String, String> clientHints) {
        this(address, userAgent, acceptLanguage, clientHints, null);
    }

    /// The neighbourhood of the address, as CIDR text: what limits by network count by. Clients without
    /// an address share one.
    public String prefix() {
        IpAddress client = IpAddress.parse(address);
        return client == null ? "" : client.prefix();
    }

    private static String cut(String text, int cap) {
        return text.length() <= cap ? text : text.substring(0, cap);
    }
}
