package sekisho.server.staff.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Component;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.web.Cookies;
import sekisho.server.staff.StaffSessions;

/// The cookies of the console: the session and the invitation that is being used, which go with the browser, and what
/// tells a browser that somebody of the staff has signed in with before.
@Component
class StaffCookies {
    private static final String SESSION = "staff";
    private static final String BROWSER = "staff-browser";
    private static final String JOINING = "staff-join";

    /// As long as the row behind it is kept.
    private static final Duration BROWSER_KEPT = Duration.ofDays(90);

    private final StaffSessions sessions;
    private final Cookies cookies;
    private final CsrfTokenRepository csrfTokens;

    StaffCookies(StaffSessions sessions, Cookies cookies, CsrfTokenRepository csrfTokens) {
        this.sessions = sessions;
        this.cookies = cookies;
        this.csrfTokens = csrfTokens;
    }

    Optional<AccountToken> session(HttpServletRequest request) {
        return Optional.ofNullable(cookies.read(request, SESSION)).flatMap(AccountToken::parse);
    }

    Optional<AccountToken> browser(HttpServletRequest request) {
        return Optional.ofNullable(cookies.read(request, BROWSER)).flatMap(AccountToken::parse);
    }

    Optional<AccountToken> joining(HttpServletRequest request) {
        return Optional.ofNullable(cookies.read(request, JOINING)).flatMap(AccountToken::parse);
    }

    /// One of the staff is in: a new session in place of the one before, and a new token against forged forms.
    void enter(HttpServletRequest request, HttpServletResponse response, StaffSessions.Started started) {
        session(request).ifPresent(sessions::endReplaced);
        cookies.set(response, SESSION, started.session().text(), null);
        cookies.set(response, BROWSER, started.browser().text(), BROWSER_KEPT);
        csrfTokens.saveToken(null, request, response);
    }

    void leave(HttpServletRequest request, HttpServletResponse response) {
        dropSession(response);
        csrfTokens.saveToken(null, request, response);
    }

    void dropSession(HttpServletResponse response) {
        cookies.clear(response, SESSION);
    }

    void keepJoining(HttpServletResponse response, AccountToken joining) {
        cookies.set(response, JOINING, joining.text(), null);
    }

    void dropJoining(HttpServletResponse response) {
        cookies.clear(response, JOINING);
    }
}
