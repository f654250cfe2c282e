package sekisho.server.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.stereotype.Component;
import sekisho.server.platform.SiteProperties;

/// The security headers of every response: nothing is kept, framed, sniffed, sent to or loaded from
/// anywhere else.
@Component
class PageHeaders implements HeaderWriter {
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
            + "font-src 'self'; form-action 'self'; base-uri 'none'; ";

    private final String contentSecurityPolicy;
    private final boolean secure;

    PageHeaders(SiteProperties site, Environment environment) {
        // The lobby of the demo shows the pages in frames of its own.
        contentSecurityPolicy = POLICY
                + (environment.acceptsProfiles(Profiles.of("demo"))
                        ? "frame-src 'self'; frame-ancestors 'self'"
                        : "frame-ancestors 'none'");
        secure = site.secure();
    }

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        if (!response.containsHeader(HttpHeaders.CACHE_CONTROL)) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Content-Security-Policy", contentSecurityPolicy);
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader(
                "Permissions-Policy",
                "publickey-credentials-get=(self), publickey-credentials-create=(self), otp-credentials=(self), "
                        + "camera=(), microphone=(), geolocation=()");
        response.setHeader("X-Content-Type-Options", "nosniff");
        // What reduced User-Agents hide; the next request of a Chromium has them.
        response.setHeader("Accept-CH", "Sec-CH-UA-Platform-Version, Sec-CH-UA-Model");
        if (secure) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
