package sekisho.server.selfservice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sekisho.server.account.EmailAddress;

@Repository
class EmailChangeStore {
    private final JdbcClient db;

    EmailChangeStore(JdbcClient db) {
        this.db = db;
    }

    /// A change under way.
    record Change(UUID changeId, String reference, EmailAddress to) {}

    /// The address that an account leaves.
    record Leaving(UUID accountId, UUID undoId, String reference, EmailAddress old) {}

    /// The address that an account has left.
    record Undo(UUID accountId, UUID undoId, EmailAddress old, Instant changedAt) {}

    /// Begins a change in place of the one before.
    void begin(UUID accountId, Change change) {
        db.sql("""
                        insert into email_change (account_id, change_id, reference, new_email, expires_at)
                        values (:account, :change, :reference, :to, now() + interval '1 hour')
                        on conflict (account_id) do update
                            set change_id = excluded.change_id, reference = excluded.reference,
                                new_email = excluded.new_email, expires_at = excluded.expires_at
                        """)
                .param("account", accountId)
                .param("change", change.changeId())
                .param("reference", change.reference())
                .param("to", change.to().text())
                .update();
    }

    Optional<Change> find(UUID accountId) {
        return db.sql("""
                        select * from email_change where account_id = :account and expires_at > now()
                        """)
                .param("account", accountId)
                .query((row, n) -> new Change(
                        row.getObject("change_id", UUID.class),
                        row.getString("reference"),
                        EmailAddress.parse(row.getString("new_email")).orElseThrow()))
                .optional();
    }

    void end(UUID accountId) {
        db.sql("delete from email_change where account_id = :account")
                .param("account", accountId)
                .update();
    }

    /// Keeps the address that an account has just left.
    ///
    /// @return until when it can be had back
    Instant leave(Leaving undo, int days) {
        return db.sql("""
                        insert into email_undo (account_id, undo_id, reference, old_email, old_identifier, expires_at)
                        values (:account, :undo, :reference, :email, :identifier, now() + make_interval(days => :days))
                        returning expires_at
                        """)
                .param("account", undo.accountId())
                .param("undo", undo.undoId())
                .param("reference", undo.reference())
                .param("email", undo.old().text())
                .param("identifier", undo.old().canonical())
                .param("days", days)
                .query((row, n) -> row.getTimestamp("expires_at").toInstant())
                .single();
    }

    /// The account goes back to an address that it has left: nothing is to be had back by it, nor by those
    /// of later changes.
    ///
    /// @return false if it hasn't left that address, or too long ago
    boolean goBack(UUID accountId, EmailAddress address) {
        return db.sql("""
                        update email_undo set closed_at = now()
                        where account_id = :account and closed_at is null and changed_at >=
                            (select min(changed_at) from email_undo
                             where account_id = :account and old_identifier = :identifier
                               and closed_at is null and expires_at > now())
                        """)
                        .param("account", accountId)
                        .param("identifier", address.canonical())
                        .update()
                > 0;
    }

    /// Until when the latest change of an address can be undone.
    Optional<Instant> undoableUntil(UUID accountId) {
        return db.sql("""
                        select expires_at from email_undo
                        where account_id = :account and closed_at is null and expires_at > now()
                        order by expires_at desc limit 1
                        """)
                .param("account", accountId)
                .query((row, n) -> row.getTimestamp("expires_at").toInstant())
                .optional();
    }

    Optional<Undo> findUndo(EmailAddress old, String reference) {
        return db.sql("""
                        select * from email_undo
                        where old_identifier = :identifier and reference = :reference
                          and closed_at is null and expires_at > now()
                        """)
                .param("identifier", old.canonical())
                .param("reference", reference)
                .query(EmailChangeStore::undo)
                .optional();
    }

    /// Uses an undo up, and with it those of all later changes.
    ///
    /// @return false if it was used or has run out
    boolean closeUndo(UUID accountId, UUID undoId) {
        return db.sql("""
                        update email_undo set closed_at = now()
                        where account_id = :account and closed_at is null and changed_at >=
                            (select changed_at from email_undo
                             where account_id = :account and undo_id = :undo and closed_at is null and expires_at > now())
                        """).param("account", accountId).param("undo", undoId).update() > 0;
    }

    private static Undo undo(ResultSet row, int n) throws SQLException {
        return new Undo(
                row.getObject("account_id", UUID.class),
                row.getObject("undo_id", UUID.class),
                EmailAddress.parse(row.getString("old_email")).orElseThrow(),
                row.getTimestamp("changed_at").toInstant());
    }
}
