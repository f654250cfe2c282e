package sekisho.server.signin.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Component;
import sekisho.server.device.DeviceCookie;
import sekisho.server.device.Devices;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.web.Cookies;
import sekisho.server.session.Sessions;
import sekisho.server.signin.Entry;

/// The three cookies of a member's browser: the session, the attempt under way, the remembered accounts.
/// Session and accounts are kept longer than they are good for, so that who comes back late is still
/// called by name and told why the password is asked.
@Component
public class MemberCookies {
    /// The browser in which somebody writes to support without signing in: whoever comes in or goes out ends it.
    public static final String SUPPORT = "support";

    private static final String SESSION = "session";
    private static final String DEVICE = "device";
    private static final String ATTEMPT = "attempt";
    private static final Duration ATTEMPT_KEPT = Duration.ofHours(1);

    /// How much longer a cookie lives than what it stands for: as long as the row behind it is kept.
    private static final Duration COOKIE_KEPT = Duration.ofDays(90);

    private static final Duration DEVICE_KEPT = Devices.REMEMBERED_FOR.plus(COOKIE_KEPT);

    private final Sessions sessions;
    private final Cookies cookies;
    private final CsrfTokenRepository csrfTokens;

    MemberCookies(Sessions sessions, Cookies cookies, CsrfTokenRepository csrfTokens) {
        this.sessions = sessions;
        this.cookies = cookies;
        this.csrfTokens = csrfTokens;
    }

    /// The accounts that this browser is remembered for.
    public DeviceCookie devices(HttpServletRequest request) {
        return DeviceCookie.parse(cookies.read(request, DEVICE));
    }

    /// The attempt under way in this browser.
    public Optional<AccountToken> attempt(HttpServletRequest request) {
        return Optional.ofNullable(cookies.read(request, ATTEMPT)).flatMap(AccountToken::parse);
    }

    /// The session of this browser, be it open or ended.
    Optional<AccountToken> session(HttpServletRequest request) {
        return Optional.ofNullable(cookies.read(request, SESSION)).flatMap(AccountToken::parse);
    }

    /// Whether anything came in the session cookie.
    boolean hasSession(HttpServletRequest request) {
        return cookies.read(request, SESSION) != null;
    }

    /// Ties an attempt to this browser; it outlives a closed window, so that it can be resumed from a
    /// bookmark.
    public void keepAttempt(HttpServletResponse response, AccountToken attempt) {
        cookies.set(response, ATTEMPT, attempt.text(), ATTEMPT_KEPT);
    }

    /// The member is in: a new session in place of the one before, a new device token, no attempt, and
    /// a new token against forged forms.
    public void enter(HttpServletRequest request, HttpServletResponse response, Entry entry) {
        session(request).ifPresent(sessions::endReplaced);
        cookies.set(response, SESSION, entry.session().text(), sessionKept(entry.stay()));
        if (entry.device() != null) {
            keepDevices(response, devices(request).with(entry.device()));
        }
        cookies.clear(response, ATTEMPT);
        cookies.clear(response, SUPPORT);
        csrfTokens.saveToken(null, request, response);
    }

    /// The session is used: its cookies live their whole time again.
    void renew(HttpServletRequest request, HttpServletResponse response, boolean stay) {
        session(request).ifPresent(token -> cookies.set(response, SESSION, token.text(), sessionKept(stay)));
        if (!devices(request).tokens().isEmpty()) {
            keepDevices(response, devices(request));
        }
    }

    /// The member is out; the browser stays recognised.
    public void leave(HttpServletRequest request, HttpServletResponse response) {
        dropSession(response);
        cookies.clear(response, ATTEMPT);
        cookies.clear(response, SUPPORT);
        csrfTokens.saveToken(null, request, response);
    }

    /// The browser no longer knows this account.
    void forget(HttpServletRequest request, HttpServletResponse response, UUID accountId) {
        keepDevices(response, devices(request).without(accountId));
        if (session(request)
                .filter(token -> token.accountId().equals(accountId))
                .isPresent()) {
            dropSession(response);
        }
    }

    /// Takes a session cookie away that stands for nothing.
    void dropSession(HttpServletResponse response) {
        cookies.clear(response, SESSION);
    }

    private void keepDevices(HttpServletResponse response, DeviceCookie devices) {
        if (devices.tokens().isEmpty()) {
            cookies.clear(response, DEVICE);
        } else {
            cookies.set(response, DEVICE, devices.text(), DEVICE_KEPT);
        }
    }

    private static @Nullable Duration sessionKept(boolean stay) {
        return stay ? Sessions.STAY.plus(COOKIE_KEPT) : null;
    }
}
