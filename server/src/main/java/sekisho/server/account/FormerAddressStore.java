package sekisho.server.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sekisho.server.account.FormerAddresses.Left;

@Repository
class FormerAddressStore {
    private final JdbcClient db;

    FormerAddressStore(JdbcClient db) {
        this.db = db;
    }

    Left leave(UUID accountId, UUID undoId, String reference, EmailAddress address, int days) {
        return db.sql("""
                        insert into email_undo (account_id, undo_id, reference, old_email, old_identifier, expires_at)
                        values (:account, :undo, :reference, :email, :identifier, now() + make_interval(days => :days))
                        returning *
                        """)
                .param("account", accountId)
                .param("undo", undoId)
                .param("reference", reference)
                .param("email", address.text())
                .param("identifier", address.canonical())
                .param("days", days)
                .query(FormerAddressStore::left)
                .single();
    }

    Optional<Left> find(EmailAddress address, String reference) {
        return db.sql("""
                        select * from email_undo
                        where old_identifier = :identifier and reference = :reference
                          and closed_at is null and expires_at > now()
                        """)
                .param("identifier", address.canonical())
                .param("reference", reference)
                .query(FormerAddressStore::left)
                .optional();
    }

    List<UUID> leftBy(EmailAddress address) {
        return db.sql("""
                        select distinct account_id from email_undo
                        where old_identifier = :identifier and closed_at is null and expires_at > now()
                        """)
                .param("identifier", address.canonical())
                .query((row, n) -> row.getObject("account_id", UUID.class))
                .list();
    }

    void close(UUID accountId, UUID undoId) {
        db.sql("""
                        update email_undo set closed_at = now()
                        where account_id = :account and closed_at is null and changed_at >=
                            (select changed_at from email_undo
                             where account_id = :account and undo_id = :undo and closed_at is null and expires_at > now())
                        """).param("account", accountId).param("undo", undoId).update();
    }

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

    void closeSince(UUID accountId, Instant since) {
        db.sql("""
                        update email_undo set closed_at = now()
                        where account_id = :account and changed_at > :since and closed_at is null
                        """)
                .param("account", accountId)
                .param("since", Timestamp.from(since))
                .update();
    }

    private static Left left(ResultSet row, int n) throws SQLException {
        return new Left(
                row.getObject("account_id", UUID.class),
                row.getObject("undo_id", UUID.class),
                row.getString("reference"),
                EmailAddress.parse(row.getString("old_email")).orElseThrow(),
                row.getTimestamp("changed_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }
}
