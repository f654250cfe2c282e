package sekisho.server.signin;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.engine.Evidence;
import sekisho.server.account.Accounts;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.Transactions;
import sekisho.server.risk.Browsers;
import sekisho.server.risk.ClientRequest;
import sekisho.server.risk.Places;
import sekisho.server.session.Beginning;
import sekisho.server.session.Sessions;
import sekisho.server.session.Sessions.EndCause;
import sekisho.server.session.SignedIn;

/// Judges running sessions at each use. A session cookie belongs to the browser that it was given to:
/// where it turns up in another network and another browser at once, it was copied, and the session
/// ends. Either alone is everyday life: phones change networks, browsers pretend to be others. A session
/// is compared with its beginning, never with its last use, so that no thief shifts what it is compared
/// with, and nothing has to be written.
@Component
public class RunningSessions {
    private final Sessions sessions;
    private final Accounts accounts;
    private final Places places;
    private final Browsers browsers;
    private final Transactions transactions;

    RunningSessions(Sessions sessions, Accounts accounts, Places places, Browsers browsers, Transactions transactions) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.places = places;
        this.browsers = browsers;
        this.transactions = transactions;
    }

    /// Who holds this token, if his session is open and it is still he who uses it.
    public Optional<SignedIn> find(AccountToken token, ClientRequest client) {
        Optional<SignedIn> member = sessions.find(token);
        if (member.isPresent() && isElsewhere(member.get().beginning(), client)) {
            end(member.get());
            return Optional.empty();
        }
        return member;
    }

    private void end(SignedIn member) {
        transactions.inOne(member.accountId(), () -> {
            accounts.lock(member.accountId());
            sessions.end(member.accountId(), member.sessionId(), EndCause.UNUSUAL);
            return true;
        });
    }

    private boolean isElsewhere(Beginning beginning, ClientRequest client) {
        Evidence.Browser browser = browsers.read(client);
        if (!differ(beginning.browser(), browser.family()) && !differ(beginning.system(), browser.system())) {
            return false;
        }
        Evidence.Network network = places.find(client.address());
        return differ(beginning.asn(), network.asn()) && differ(beginning.prefix(), network.prefix());
    }

    /// What isn't known isn't different.
    private static boolean differ(@Nullable Object before, @Nullable Object now) {
        return before != null && now != null && !Objects.equals(before, now);
    }
}
