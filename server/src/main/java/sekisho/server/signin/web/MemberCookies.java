package sekisho.server.signin.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Component;
import sekisho.server.device.DeviceCookie;
import sekisho.server.device.Devices;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.web.Cookies;
import sekisho.server.session.Sessions;
import sekisho.server.signin.Entry;

/// The three cookies of a member's browser: the session, the attempt under way, the recognised device.
@Component
public class MemberCookies {
    private static final String SESSION = "session";
    private static final String DEVICE = "device";
    private static final String ATTEMPT = "attempt";
    private static final Duration ATTEMPT_KEPT = Duration.ofHours(1);

    private final Sessions sessions;
    private final Cookies cookies;
    private final CsrfTokenRepository csrfTokens;

    MemberCookies(Sessions sessions, Cookies cookies, CsrfTokenRepository csrfTokens) {
        this.sessions = sessions;
        this.cookies = cookies;
        this.csrfTokens = csrfTokens;
    }

    /// The accounts that this browser is recognised for.
    public DeviceCookie devices(HttpServletRequest request) {
        return DeviceCookie.parse(cookies.read(request, DEVICE));
    }

    /// The attempt under way in this browser.
    public Optional<AccountToken> attempt(HttpServletRequest request) {
        return Optional.ofNullable(cookies.read(request, ATTEMPT)).flatMap(AccountToken::parse);
    }

    /// Ties an attempt to this browser; it outlives a closed window, so that it can be resumed from a
    /// bookmark.
    public void keepAttempt(HttpServletResponse response, AccountToken attempt) {
        cookies.set(response, ATTEMPT, attempt.text(), ATTEMPT_KEPT);
    }

    /// The member is in: a new session in place of the one before, a new device token, no attempt, and
    /// a new token against forged forms.
    public void enter(HttpServletRequest request, HttpServletResponse response, Entry entry) {
        Optional.ofNullable(cookies.read(request, SESSION))
                .flatMap(AccountToken::parse)
                .ifPresent(sessions::endReplaced);
        cookies.set(response, SESSION, entry.session().text(), entry.stay() ? Sessions.STAY : null);
        if (entry.device() != null) {
            cookies.set(response, DEVICE, devices(request).with(entry.device()).text(), Devices.REMEMBERED_FOR);
        }
        cookies.clear(response, ATTEMPT);
        csrfTokens.saveToken(null, request, response);
    }

    /// The member is out; the browser stays recognised.
    public void leave(HttpServletRequest request, HttpServletResponse response) {
        cookies.clear(response, SESSION);
        cookies.clear(response, ATTEMPT);
        csrfTokens.saveToken(null, request, response);
    }
}
