package sekisho.server.console;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sekisho.server.console.RecoveryRequests.RecoveryRequest;
import sekisho.server.support.SupportCase;

@Repository
class RecoveryRequestStore {
    private static final int MOST = 50;

    private final JdbcClient db;

    RecoveryRequestStore(JdbcClient db) {
        this.db = db;
    }

    /// @return false if one waits on the account already
    boolean insert(SupportCase on, String newEmail, Locale locale, String reason, UUID requestedBy, Duration open) {
        return db.sql("""
                        insert into recovery_request (account_id, request_id, case_id, new_email, new_locale, reason,
                                                      requested_by, expires_at)
                        select :account, gen_random_uuid(), :case, :email, :locale, :reason, :by,
                               now() + make_interval(secs => :open)
                        where not exists (select 1 from recovery_request
                                          where account_id = :account and decided_at is null and expires_at > now())
                        """)
                        .param("account", on.accountId())
                        .param("case", on.caseId())
                        .param("email", newEmail)
                        .param("locale", locale.getLanguage())
                        .param("reason", reason)
                        .param("by", requestedBy)
                        .param("open", open.toSeconds())
                        .update()
                > 0;
    }

    Optional<RecoveryRequest> waiting(UUID accountId) {
        return db.sql("""
                        select * from recovery_request
                        where account_id = :account and decided_at is null and expires_at > now()
                        """)
                .param("account", accountId)
                .query(RecoveryRequestStore::request)
                .optional();
    }

    List<String> waitingCases() {
        return db.sql("""
                        select c.number from recovery_request r
                        join support_case c on c.account_id = r.account_id and c.case_id = r.case_id
                        where r.decided_at is null and r.expires_at > now()
                        order by r.requested_at limit :most
                        """)
                .param("most", MOST)
                .query((row, n) -> row.getString("number"))
                .list();
    }

    /// Decides it; to start it takes another agent than the one who asked.
    boolean decide(UUID accountId, UUID requestId, UUID staffId, boolean started) {
        return db.sql("""
                        update recovery_request set decided_by = :staff, decided_at = now(), started = :started
                        where account_id = :account and request_id = :request
                          and decided_at is null and expires_at > now() and (not :started or requested_by <> :staff)
                        """)
                        .param("account", accountId)
                        .param("request", requestId)
                        .param("staff", staffId)
                        .param("started", started)
                        .update()
                > 0;
    }

    /// What was to be started can't be.
    void decideOtherwise(UUID accountId, UUID requestId) {
        db.sql("update recovery_request set started = false where account_id = :account and request_id = :request")
                .param("account", accountId)
                .param("request", requestId)
                .update();
    }

    private static RecoveryRequest request(ResultSet row, int n) throws SQLException {
        return new RecoveryRequest(
                row.getObject("request_id", UUID.class),
                row.getObject("case_id", UUID.class),
                row.getString("new_email"),
                Locale.of(row.getString("new_locale")),
                row.getString("reason"),
                row.getObject("requested_by", UUID.class));
    }
}
