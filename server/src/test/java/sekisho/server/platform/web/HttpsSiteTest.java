package sekisho.server.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import sekisho.server.platform.SiteProperties;

/// What differs where members come by https, and in the demo.
class HttpsSiteTest {
    private static final SiteProperties SITE =
            new SiteProperties(URI.create("https://signin.example.jp"), Path.of("data"), "店", "Shop");

    @Test
    void k45OnlyThisHostCanSetOurCookies() {
        Cookies cookies = new Cookies(SITE);
        MockHttpServletResponse response = new MockHttpServletResponse();
        cookies.set(response, "session", "abc", null);
        cookies.set(response, "device", "def", Duration.ofDays(180));
        cookies.clear(response, "attempt");
        assertThat(response.getHeaders("Set-Cookie"))
                .satisfiesExactly(
                        session -> assertThat(session)
                                .isEqualTo("__Host-sekisho-session=abc; Path=/; Secure; HttpOnly; SameSite=Lax"),
                        device -> assertThat(device)
                                .startsWith("__Host-sekisho-device=def; Path=/; Max-Age=15552000;")
                                .contains("Secure; HttpOnly; SameSite=Lax")
                                .doesNotContain("Domain"),
                        attempt -> assertThat(attempt).startsWith("__Host-sekisho-attempt=; Path=/; Max-Age=0;"));
    }

    @Test
    void k45ACookieWithoutThePrefixIsNotOurs() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setCookies(new jakarta.servlet.http.Cookie("sekisho-session", "planted"));
        assertThat(new Cookies(SITE).read(request, "session")).isNull();
    }

    @Test
    void browsersRememberThatThisSiteIsHttpsOnly() {
        assertThat(headers(new MockEnvironment()).getHeader("Strict-Transport-Security"))
                .isEqualTo("max-age=31536000");
    }

    @Test
    void onlyTheDemoMayFrameItsOwnPages() {
        MockEnvironment demo = new MockEnvironment();
        demo.setActiveProfiles("demo");
        assertThat(headers(demo).getHeader("Content-Security-Policy"))
                .endsWith("frame-src 'self'; frame-ancestors 'self'");
        assertThat(headers(new MockEnvironment()).getHeader("Content-Security-Policy"))
                .endsWith("frame-ancestors 'none'")
                .doesNotContain("frame-src");
    }

    @Test
    void aPublicSiteAnswersToItsOwnNameOnly() {
        Hosts hosts = new Hosts(SITE);
        assertThat(hosts.allows("SignIn.example.jp")).isTrue();
        assertThat(hosts.allows("localhost")).isFalse();
        assertThat(hosts.allows("127.0.0.1")).isFalse();
        assertThat(hosts.isOwnOrigin("https://signin.example.jp", "signin.example.jp"))
                .isTrue();
        assertThat(hosts.isOwnOrigin("http://signin.example.jp", "signin.example.jp"))
                .isFalse();
    }

    private static MockHttpServletResponse headers(MockEnvironment environment) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new PageHeaders(SITE, environment).writeHeaders(new MockHttpServletRequest(), response);
        return response;
    }
}
