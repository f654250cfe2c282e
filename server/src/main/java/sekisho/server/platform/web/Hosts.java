package sekisho.server.platform.web;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;
import sekisho.server.platform.SiteProperties;

/// The hosts that this site answers to: that of the issuer, and every name of loopback if the issuer is
/// on loopback.
@Component
class Hosts {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> allowed;
    private final String scheme;
    private final String issuerOrigin;

    Hosts(SiteProperties site) {
        URI issuer = site.issuer();
        String host = issuer.getHost().toLowerCase(Locale.ROOT);
        allowed = LOOPBACK.contains(host) ? LOOPBACK : Set.of(host);
        scheme = issuer.getScheme().toLowerCase(Locale.ROOT);
        issuerOrigin = scheme + "://" + host + (issuer.getPort() < 0 ? "" : ":" + issuer.getPort());
    }

    boolean allows(String serverName) {
        return allowed.contains(serverName.toLowerCase(Locale.ROOT));
    }

    /// Whether an `Origin` header (RFC 6454 §7) names this site: the issuer, or the host that this
    /// request asked for.
    boolean isOwnOrigin(String origin, String hostHeader) {
        String text = origin.toLowerCase(Locale.ROOT);
        return text.equals(issuerOrigin) || text.equals(scheme + "://" + hostHeader.toLowerCase(Locale.ROOT));
    }
}
