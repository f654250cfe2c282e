package sekisho.server.risk;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Which reverse proxies stand before the server, so that their `X-Forwarded-For` may be believed.
///
/// @param trusted address ranges of the proxies, none by default; wider than /8 (IPv6: /16) is refused
///     at start
/// @param depth how many proxies may stand in a row, 1 to 10
@ConfigurationProperties("sekisho.proxy")
record ProxyProperties(
        @DefaultValue List<String> trusted,
        @DefaultValue("3") int depth) {
    private static final int WIDEST_V4 = 8;
    private static final int WIDEST_V6 = 16;

    ProxyProperties {
        trusted = List.copyOf(trusted);
        for (String range : trusted) {
            Cidr cidr = Cidr.parse(range.strip());
            if (cidr.bits() < (cidr.network().v6() ? WIDEST_V6 : WIDEST_V4)) {
                throw new IllegalArgumentException("sekisho.proxy.trusted has \"" + range
                        + "\", which would let anybody choose the address that we see:"
                        + " list the addresses of your own proxies only");
            }
        }
        if (depth < 1 || depth > 10) {
            throw new IllegalArgumentException("sekisho.proxy.depth is " + depth + ", but must be from 1 to 10");
        }
    }

    List<Cidr> ranges() {
        return trusted.stream().map(String::strip).map(Cidr::parse).toList();
    }
}
