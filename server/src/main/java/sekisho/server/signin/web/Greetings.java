package sekisho.server.signin.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sekisho.server.device.Devices;
import sekisho.server.device.RememberedAccount;
import sekisho.server.platform.AccountToken;
import sekisho.server.session.Sessions;

/// Whom a browser may be greeted as, by the cookies that it holds.
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

    /// The accounts that this browser names, the latest first.
    List<RememberedAccount> accounts(HttpServletRequest request) {
        return devices.accounts(cookies.devices(request)).stream()
                .filter(account -> !account.nameHidden())
                .toList();
    }

    /// The account of a handle.
    Optional<RememberedAccount> find(HttpServletRequest request, String handle) {
        return accounts(request).stream()
                .filter(account -> account.handle().equals(handle))
                .findFirst();
    }

    /// The account that is meant when none was chosen: the one whose session ended, or the only one.
    Optional<RememberedAccount> meant(HttpServletRequest request) {
        List<RememberedAccount> accounts = accounts(request);
        Optional<UUID> ended = cookies.session(request).map(AccountToken::accountId);
        return accounts.stream()
                .filter(account -> accounts.size() == 1
                        || ended.filter(account.accountId()::equals).isPresent())
                .findFirst();
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
