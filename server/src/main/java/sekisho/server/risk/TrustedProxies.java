package sekisho.server.risk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells the client's address from the addresses that proxies report. `X-Forwarded-For` is read from
/// the right and only through proxies that the site has configured; what a client wrote itself stands
/// further left and is never reached. `Forwarded` (RFC 7239) is not read at all.
public final class TrustedProxies {
    private final List<Cidr> trusted;
    private final int depth;

    TrustedProxies(ProxyProperties properties) {
        trusted = properties.ranges();
        depth = properties.depth();
    }

    /// The address of the client in canonical text.
    ///
    /// @param socket address of the peer of the connection
    /// @param forwardedFor the lines of `X-Forwarded-For` in their order
    /// @return the last address that a trusted hop has vouched for; empty if the socket has none
    public String clientAddress(@Nullable String socket, List<String> forwardedFor) {
        IpAddress client = socket == null ? null : IpAddress.parse(withoutZone(socket));
        if (client == null) {
            return "";
        }
        int line = forwardedFor.size() - 1;
        int end = line < 0 ? 0 : forwardedFor.get(line).length();
        for (int hop = 0; hop < depth && line >= 0 && isTrusted(client); hop++) {
            String text = forwardedFor.get(line);
            int comma = text.lastIndexOf(',', end - 1);
            IpAddress before = readHop(text.substring(comma + 1, end));
            if (before == null) {
                break;
            }
            client = before;
            end = comma;
            if (comma < 0) {
                line--;
                end = line < 0 ? 0 : forwardedFor.get(line).length();
            }
        }
        return client.text();
    }

    private boolean isTrusted(IpAddress address) {
        for (Cidr range : trusted) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /// `address`, `address:port`, `[address]` or `[address]:port`, as proxies write it.
    private static @Nullable IpAddress readHop(String element) {
        String hop = element.strip();
        int bracket = hop.indexOf(']');
        if (hop.startsWith("[") && bracket > 0) {
            boolean v6 = hop.lastIndexOf(':', bracket) > 0;
            return v6 && isPort(hop.substring(bracket + 1)) ? IpAddress.parse(hop.substring(1, bracket)) : null;
        }
        int colon = hop.indexOf(':');
        if (colon > 0 && hop.lastIndexOf(':') == colon) {
            return isPort(hop.substring(colon)) ? IpAddress.parse(hop.substring(0, colon)) : null;
        }
        return IpAddress.parse(hop);
    }

    private static boolean isPort(String text) {
        if (text.isEmpty()) {
            return true;
        }
        return text.length() >= 2
                && text.length() <= 6
                && text.charAt(0) == ':'
                && text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
    }

    private static String withoutZone(String socket) {
        int zone = socket.indexOf('%');
        return zone < 0 ? socket : socket.substring(0, zone);
    }
}
