package sekisho.server.staff;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;
import sekisho.server.audit.Action;
import sekisho.server.audit.Actor;
import sekisho.server.audit.Audit;
import sekisho.server.audit.AuditEntry;
import sekisho.server.platform.ServerKeys;
import sekisho.server.platform.Transactions;

/// What the operator of the machine does to the accounts of staff. He never sees or chooses a password.
@Component
public class StaffAccounts {
    /// How long an invitation is good.
    public static final Duration INVITED_FOR = Duration.ofHours(24);

    private final StaffStore store;
    private final StaffSessionStore sessions;
    private final Audit audit;
    private final Transactions transactions;
    private final ServerKeys keys;

    StaffAccounts(
            StaffStore store, StaffSessionStore sessions, Audit audit, Transactions transactions, ServerKeys keys) {
        this.store = store;
        this.sessions = sessions;
        this.audit = audit;
        this.transactions = transactions;
        this.keys = keys;
    }

    /// The staff of a database, for a command beside the server.
    ///
    /// @param witness keeps number and MAC of each entry in the log
    public static StaffAccounts in(DataSource database, ServerKeys keys, Consumer<AuditEntry> witness) {
        return new StaffAccounts(
                StaffStore.in(database),
                StaffSessionStore.in(database),
                Audit.in(database, keys, witness),
                Transactions.on(database),
                keys);
    }

    /// An invitation. Its code is told to the invited, and kept nowhere.
    public record Invitation(String code, Instant until) {
        @Override
        public String toString() {
            return "Invitation(●)";
        }
    }

    /// Invites somebody. Whoever is called so already gets a new password and new one-time passwords: what he had
    /// is void at once, and so are his sessions.
    public Invitation invite(StaffName name, StaffRole role, Actor operator) {
        String code = InvitationCode.random();
        return transactions.inOne(() -> {
            UUID staffId = store.put(UUID.randomUUID(), name, role);
            byte[] mac = mac(keys, keys.currentId(), staffId, code);
            Instant until = store.invite(staffId, mac, keys.currentId(), INVITED_FOR);
            sessions.endAll(staffId);
            audit.write(operator, Action.INVITED, null, null, name.text() + ", " + role.authority());
            return new Invitation(code, until);
        });
    }

    /// Ends somebody's access; false if there is nobody of that name who has any.
    public boolean disable(StaffName name, Actor operator) {
        return transactions.inOne(() -> store.disable(name)
                .map(gone -> {
                    sessions.endAll(gone.staffId());
                    audit.write(operator, Action.DISABLED, null, null, gone.name());
                    return true;
                })
                .orElse(false));
    }

    /// All of the staff, by name.
    public List<StaffListing> list() {
        return store.list();
    }

    static byte[] mac(ServerKeys keys, String keyId, UUID staffId, String code) {
        byte[] plain = InvitationCode.plain(code).getBytes(StandardCharsets.UTF_8);
        return keys.mac(keyId, "staff-invitation", ServerKeys.bytes(staffId), plain);
    }
}
