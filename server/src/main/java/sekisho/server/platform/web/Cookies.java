package sekisho.server.platform.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import sekisho.server.platform.SiteProperties;

/// The cookies of the site, by their short names `session`, `device`, `attempt`, `support`, `lang`, `staff`. On
/// https the real name has the prefix `__Host-`, so that no other host can set it (RFC 6265bis §4.1.3.2); plain
/// http exists on loopback only. All are HttpOnly, SameSite=Lax, Path=/; those of staff are SameSite=Strict. What
/// keeps staff and members apart is that each area reads its own ones only.
@Component
public class Cookies {
    private static final String OF_STAFF = "staff";

    private final boolean secure;

    public Cookies(SiteProperties site) {
        this.secure = site.secure();
    }

    /// Sets a cookie that lives that long, or until the browser ends if `maxAge` is null.
    public void set(HttpServletResponse response, String name, String value, @Nullable Duration maxAge) {
        ResponseCookie.ResponseCookieBuilder cookie = build(name, value);
        if (maxAge != null) {
            cookie.maxAge(maxAge);
        }
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.build().toString());
    }

    /// The value of a cookie; null if there is none, or if two of that name differ and nobody can say
    /// which is ours.
    public @Nullable String read(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return null;
        }
        String value = null;
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(realName(name))) {
                if (value != null && !value.equals(cookie.getValue())) {
                    return null;
                }
                value = cookie.getValue();
            }
        }
        return value;
    }

    /// Tells the browser to forget a cookie.
    public void clear(HttpServletResponse response, String name) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                build(name, "").maxAge(Duration.ZERO).build().toString());
    }

    /// The name that the browser knows a cookie by.
    public String realName(String name) {
        return (secure ? "__Host-" : "") + "sekisho-" + name;
    }

    private ResponseCookie.ResponseCookieBuilder build(String name, String value) {
        return ResponseCookie.from(realName(name), value)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite(name.startsWith(OF_STAFF) ? "Strict" : "Lax");
    }
}
