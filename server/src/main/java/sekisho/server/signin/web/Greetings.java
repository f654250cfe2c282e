package sekisho.server.signin.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import sekisho.server.device.Devices;
import sekisho.server.device.RememberedAccount;
import sekisho.server.platform.AccountToken;
import sekisho.server.session.Sessions;

/// Reads from the cookies of a browser whom it may be greeted as, and what has ended.
@Component
class Greetings {
    private final Devices devices;
    private final Sessions sessions;
    private final MemberCookies cookies;

    Greetings(Devices devices, Sessions sessions, MemberCookies cookies) {
        this.devices = devices;
        this.sessions = sessions;
        this.cookies = cookies;
    }

    /// Whom the browser may be greeted as.
    Greeting of(HttpServletRequest request) {
        List<RememberedAccount> accounts = devices.accounts(cookies.devices(request)).stream()
                .filter(account -> !account.nameHidden())
                .toList();
        return new Greeting(
                accounts, cookies.session(request).map(AccountToken::accountId).orElse(null));
    }

    /// Why this account's password is asked for.
    AskCause cause(HttpServletRequest request, RememberedAccount account) {
        return cookies.session(request)
                .filter(token -> token.accountId().equals(account.accountId()))
                .flatMap(sessions::findEnding)
                .map(AskCause::of)
                .orElse(account.unused() ? AskCause.UNUSED : AskCause.NOT_SIGNED_IN);
    }

    /// What ended the session that this browser had, whoever's it was.
    Optional<AskCause> news(HttpServletRequest request) {
        return cookies.session(request)
                .flatMap(sessions::findEnding)
                .map(AskCause::of)
                .filter(AskCause::news);
    }
}
