package sekisho.server.staff;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.server.audit.Action;
import sekisho.server.audit.Audit;
import sekisho.server.hotstate.Lane;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.Transactions;

/// Who of the staff is signed in.
@Component
public class StaffSessions {
    /// How long an unused session lives.
    public static final Duration IDLE = Duration.ofMinutes(15);

    /// How long any session lives.
    public static final Duration LONGEST = Duration.ofHours(8);

    private final StaffSessionStore store;
    private final Audit audit;
    private final Transactions transactions;

    StaffSessions(StaffSessionStore store, Audit audit, Transactions transactions) {
        this.store = store;
        this.audit = audit;
        this.transactions = transactions;
    }

    /// Who holds this token, and counts its use.
    public Optional<StaffMember> find(AccountToken token) {
        Optional<StaffMember> member =
                store.find(token.accountId(), token.token().hash(), IDLE, LONGEST);
        member.ifPresent(store::use);
        return member;
    }

    /// What a browser gets at a sign-in.
    ///
    /// @param session opens the console
    /// @param browser opens nothing, and outlives the session: strangers can't use up the tries of this browser
    public record Started(AccountToken session, AccountToken browser) {}

    /// Starts a session; joins the caller's transaction.
    Started start(UUID staffId) {
        Started started = new Started(AccountToken.random(staffId), AccountToken.random(staffId));
        store.insert(
                staffId,
                UUID.randomUUID(),
                started.session().token().hash(),
                started.browser().token().hash());
        return started;
    }

    /// Whose tries somebody uses up in a browser: its own if he has signed in there before.
    ///
    /// @param browser `null` if it holds no token
    Lane lane(UUID staffId, @Nullable AccountToken browser) {
        if (browser == null || !browser.accountId().equals(staffId)) {
            return Lane.UNKNOWN;
        }
        return store.findByBrowser(staffId, browser.token().hash())
                .map(Lane::device)
                .orElse(Lane.UNKNOWN);
    }

    /// Ends the session of a token, if it is open: the same browser starts another one.
    public void endReplaced(AccountToken token) {
        store.endReplaced(token.accountId(), token.token().hash());
    }

    /// Ends the session that somebody works with.
    public void signOut(StaffMember member) {
        transactions.inOne(() -> {
            boolean ended = store.end(member.staffId(), member.sessionId());
            if (ended) {
                audit.write(member.actor(), Action.SIGNED_OUT, null, null, null);
            }
            return ended;
        });
    }
}
