package sekisho.server.audit;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import sekisho.server.platform.ServerKeys;
import sekisho.server.platform.SiteProperties;

/// The log of what staff did. An entry is written in the transaction that does it, so there is never one without the
/// other. Each entry leaves its number and MAC in the server's log too, and the last one in the data directory: there a
/// cut end of the table shows.
@Component
public class Audit {
    private static final Logger log = LoggerFactory.getLogger(Audit.class);

    private final AuditStore store;
    private final ServerKeys keys;
    private final Consumer<AuditEntry> witness;

    @Autowired
    Audit(AuditStore store, ServerKeys keys, SiteProperties site) {
        HeadFile file = HeadFile.ofServer(site.dataDir());
        this(store, keys, entry -> {
            log.info("audit {}", entry.head());
            file.keep(entry);
        });
    }

    private Audit(AuditStore store, ServerKeys keys, Consumer<AuditEntry> witness) {
        this.store = store;
        this.keys = keys;
        this.witness = witness;
    }

    /// The log of a database, for a command beside the server.
    ///
    /// @param witness keeps number and MAC of each entry, where the server's log would
    public static Audit in(DataSource database, ServerKeys keys, Consumer<AuditEntry> witness) {
        return new Audit(AuditStore.in(database), keys, witness);
    }

    /// Writes an entry; joins the caller's transaction, and needs one. From here until its end nobody else writes, so
    /// it stands at the end of the work.
    ///
    /// @param accountId the account that it is about, if it is about one
    /// @param reason what the actor gave as his reason
    public void write(
            Actor actor,
            Action action,
            @Nullable UUID accountId,
            @Nullable String caseNumber,
            @Nullable String reason) {
        lock();
        AuditStore.Last last = store.last();
        AuditEntry entry = AuditMac.sealed(
                keys, last.seq() + 1, last.now(), actor, action, accountId, caseNumber, reason, last.mac());
        store.insert(entry);
        // What is rolled back was never written.
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                witness.accept(entry);
            }
        });
    }

    /// The latest entries of one of the staff, the newest first.
    public List<AuditEntry> latestOf(UUID staffId, int most) {
        return store.latestOf(staffId, most);
    }

    /// How often somebody did something within the last time.
    public int countSince(UUID staffId, Action action, Duration last) {
        return store.countSince(staffId, Set.of(action), last);
    }

    /// Waits for its turn to write; the caller's transaction then goes on alone.
    void lock() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("an entry is written together with what it tells, in one transaction");
        }
        store.lock();
    }
}
