package sekisho.server.staff;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sekisho.server.audit.Action;
import sekisho.server.audit.Audit;
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

    /// Starts a session; joins the caller's transaction.
    AccountToken start(UUID staffId) {
        AccountToken token = AccountToken.random(staffId);
        store.insert(staffId, UUID.randomUUID(), token.token().hash());
        return token;
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
