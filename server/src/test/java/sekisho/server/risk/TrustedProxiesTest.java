package sekisho.server.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import sekisho.server.platform.SiteProperties;
import sekisho.server.platform.StartupRefused;
import sekisho.server.platform.web.Cookies;
import sekisho.server.risk.web.ClientRequests;

/// K53: who may say where a request came from.
class TrustedProxiesTest {
    private static TrustedProxies trusting(int depth, String... ranges) {
        return new TrustedProxies(new ProxyProperties(List.of(ranges), depth));
    }

    private static String address(TrustedProxies proxies, String socket, String... lines) {
        return proxies.clientAddress(socket, Arrays.asList(lines));
    }

    @Test
    void k53_withoutConfiguredProxiesNobodyChoosesHisAddress() {
        TrustedProxies none = trusting(3);

        assertThat(address(none, "198.51.100.7", "203.0.113.9")).isEqualTo("198.51.100.7");
        assertThat(address(none, "127.0.0.1", "203.0.113.9")).isEqualTo("127.0.0.1");
    }

    @Test
    void k53_aPeerThatIsNoProxyIsTheClientWhateverItWrites() {
        TrustedProxies proxies = trusting(3, "10.0.0.0/24");

        assertThat(address(proxies, "10.0.1.1", "203.0.113.9")).isEqualTo("10.0.1.1");
        assertThat(address(proxies, "2001:db8::1", "203.0.113.9, 10.0.0.1")).isEqualTo("2001:db8::1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1; 203.0.113.9; 203.0.113.9",
                "1; 6.6.6.6, 203.0.113.9; 203.0.113.9",
                "2; 6.6.6.6, 203.0.113.9; 203.0.113.9",
                "2; 6.6.6.6, 203.0.113.9, 10.0.0.2; 203.0.113.9",
                "1; 6.6.6.6, 203.0.113.9, 10.0.0.2; 10.0.0.2",
                "3; 10.0.0.3, 10.0.0.2; 10.0.0.3",
                "3; 6.6.6.6, 10.0.0.4, 10.0.0.3, 10.0.0.2; 10.0.0.4"
            })
    void k53_theHeaderIsReadFromTheRightThroughTrustedHopsAndNoDeeper(int depth, String header, String client) {
        assertThat(address(trusting(depth, "10.0.0.0/24"), "10.0.0.1", header)).isEqualTo(client);
    }

    @Test
    void k53_repeatedHeaderLinesCountAsOneListInTheirOrder() {
        TrustedProxies proxies = trusting(3, "10.0.0.0/24");

        assertThat(address(proxies, "10.0.0.1", "6.6.6.6", "203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(address(proxies, "10.0.0.1", "203.0.113.9", "10.0.0.2")).isEqualTo("203.0.113.9");
        assertThat(address(proxies, "10.0.0.1", "6.6.6.6, 203.0.113.9", "10.0.0.2"))
                .isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "unknown",
                "localhost",
                "www.example.com",
                "203.0.113",
                "203.0.113.9.1",
                "203.0.113.256",
                "203.0.113.09",
                "0313.0.0.1",
                "0x7f.0.0.1",
                "2130706433",
                "203.0.113.9:",
                "203.0.113.9:99999999",
                "203.0.113.9:80:80",
                "[203.0.113.9]",
                "fe80::1%eth0",
                "[fe80::1%25eth0]:80",
                "2001:db8::1::2",
                "2001:db8",
                "12345::",
                "::ffff:1.2.3.400",
                "２０３.0.113.9",
                "203.0.113.9;for=1.1.1.1",
                "for=203.0.113.9",
                "203.0.113.9\u0000",
                "\"203.0.113.9\""
            })
    void k53_whatIsNoAddressEndsTheWalkAtTheProxyThatSaidIt(String junk) {
        TrustedProxies proxies = trusting(3, "10.0.0.0/24");

        assertThat(address(proxies, "10.0.0.1", "6.6.6.6," + junk)).isEqualTo("10.0.0.1");
        assertThat(address(proxies, "10.0.0.1", "6.6.6.6", junk)).isEqualTo("10.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "::ffff:203.0.113.9, 203.0.113.9",
        "::FFFF:CB00:7109, 203.0.113.9",
        "203.0.113.9:4711, 203.0.113.9",
        "[2001:DB8:0:0:1:0:0:1]:4711, 2001:db8::1:0:0:1",
        "[2001:db8::1], 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "0:0:0:0:0:0:0:1, ::1",
        "::, ::",
        "2001:0db8::, 2001:db8::"
    })
    void k53_oneAddressHasOneSpelling(String written, String canonical) {
        assertThat(address(trusting(1, "10.0.0.1"), "10.0.0.1", written)).isEqualTo(canonical);
    }

    @Test
    void k53_aSocketMayBeMappedOrCarryAZone() {
        assertThat(address(trusting(1, "10.0.0.0/8"), "::ffff:10.0.0.1", "203.0.113.9"))
                .isEqualTo("203.0.113.9");
        assertThat(address(trusting(1), "fe80:0:0:0:0:0:0:1%eth0", "203.0.113.9"))
                .isEqualTo("fe80::1");
        assertThat(address(trusting(1, "2001:db8::/32"), "2001:db8::5", "203.0.113.9"))
                .isEqualTo("203.0.113.9");
        assertThat(trusting(1).clientAddress(null, List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0/0",
                "::/0",
                "0.0.0.0/1",
                "128.0.0.0/1",
                "8000::/1",
                "::ffff:0:0/96",
                "10.0.0.1/8",
                "10.0.0.0/33",
                "10.0.0.0/x",
                "10.0.0.0/-1",
                "proxy.example.com",
                ""
            })
    void k53_theServerRefusesToStartWhenItWouldTrustEverybody(String range) {
        assertThatThrownBy(() -> new ProxyProperties(List.of(range), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + range + "\"");
    }

    @Test
    void k53_theServerRefusesToStartWhenAnythingElseRewritesTheAddress() {
        ProxyProperties properties = new ProxyProperties(List.of(), 1);
        MockEnvironment environment = new MockEnvironment().withProperty("server.forward-headers-strategy", "native");

        assertThatThrownBy(() -> new RiskConfiguration().trustedProxies(properties, environment))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("sekisho.proxy.trusted");
    }

    @Test
    void k53_theForwardedHeaderIsNotBelieved() {
        ClientRequests requests = new ClientRequests(
                trusting(3, "10.0.0.0/24"),
                new Cookies(new SiteProperties(URI.create("http://localhost:8080"), Path.of("data"), "せ", "S")));
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr("10.0.0.1");
        request.addHeader("Forwarded", "for=6.6.6.6");
        request.addHeader("X-Real-IP", "6.6.6.6");
        request.addHeader("X-Forwarded-For", "6.6.6.6, 203.0.113.9");

        assertThat(requests.of(request).address()).isEqualTo("203.0.113.9");
    }
}
