package sekisho.server.selfservice;

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
}
