package sekisho.server.support;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sekisho.server.support.CallerChecks.Check;
import sekisho.server.support.CallerChecks.Stage;

@Repository
class CallerCheckStore {
    private static final String OPEN =
            "passed_at is null and denied_at is null and expires_at > now() and tries < " + CallerChecks.TRIES;

    private final JdbcClient db;

    CallerCheckStore(JdbcClient db) {
        this.db = db;
    }

    void insert(UUID accountId, UUID checkId, UUID caseId) {
        db.sql("""
                        insert into caller_check (account_id, check_id, case_id, started_at, expires_at)
                        values (:account, :check, :case, clock_timestamp(), now() + make_interval(secs => :wait))
                        """)
                .param("account", accountId)
                .param("check", checkId)
                .param("case", caseId)
                .param("wait", CallerChecks.WAIT.toSeconds())
                .update();
    }

    void endWaiting(UUID accountId) {
        db.sql("update caller_check set expires_at = now() where account_id = :account and " + OPEN)
                .param("account", accountId)
                .update();
    }

    Optional<Check> latest(UUID accountId, UUID caseId) {
        return db.sql("""
                        select *, case when passed_at is not null then 'PASSED'
                                       when denied_at is not null then 'DENIED'
                                       when tries >= :most then 'FAILED'
                                       when expires_at <= now() then 'EXPIRED'
                                       else 'WAITING' end as stage
                        from caller_check where account_id = :account and case_id = :case
                        order by started_at desc limit 1
                        """)
                .param("account", accountId)
                .param("case", caseId)
                .param("most", CallerChecks.TRIES)
                .query(CallerCheckStore::check)
                .optional();
    }

    /// @param tries how often the number has been typed, this time included
    record Try(boolean passed, int tries) {}

    /// Counts one try and passes if the number is right: one statement, so that of many at once one wins.
    Optional<Try> tryOnce(UUID accountId, UUID checkId, boolean right) {
        return db.sql("""
                        update caller_check set tries = tries + 1, passed_at = case when :right then now() end
                        where account_id = :account and check_id = :check and
                        """ + OPEN + " returning passed_at is not null as passed, tries")
                .param("account", accountId)
                .param("check", checkId)
                .param("right", right)
                .query((row, n) -> new Try(row.getBoolean("passed"), row.getInt("tries")))
                .optional();
    }

    /// @param caseNumber the number of the case that it is about
    record Row(UUID checkId, String caseNumber, Instant expires) {}

    Optional<Row> waiting(UUID accountId) {
        return db.sql("""
                        select k.check_id, k.expires_at, c.number
                        from caller_check k join support_case c on c.account_id = k.account_id and c.case_id = k.case_id
                        where k.account_id = :account and
                        """ + OPEN + " order by k.started_at desc limit 1")
                .param("account", accountId)
                .query((row, n) -> new Row(
                        row.getObject("check_id", UUID.class),
                        row.getString("number"),
                        row.getTimestamp("expires_at").toInstant()))
                .optional();
    }

    void shown(UUID accountId, UUID checkId, Instant since, @Nullable String browser, @Nullable String system) {
        db.sql("""
                        update caller_check
                        set shown_at = now(), shown_since = :since, shown_browser = :browser, shown_system = :system
                        where account_id = :account and check_id = :check and shown_at is null
                        """)
                .param("account", accountId)
                .param("check", checkId)
                .param("since", Timestamp.from(since))
                .param("browser", browser)
                .param("system", system)
                .update();
    }

    boolean deny(UUID accountId, UUID checkId) {
        return db.sql("update caller_check set denied_at = now() where account_id = :account and check_id = :check and "
                                + OPEN)
                        .param("account", accountId)
                        .param("check", checkId)
                        .update()
                > 0;
    }

    private static Check check(ResultSet row, int n) throws SQLException {
        return new Check(
                row.getObject("check_id", UUID.class),
                Stage.valueOf(row.getString("stage")),
                CallerChecks.TRIES - row.getInt("tries"),
                row.getTimestamp("expires_at").toInstant(),
                instant(row.getTimestamp("shown_at")),
                instant(row.getTimestamp("shown_since")),
                row.getString("shown_browser"),
                row.getString("shown_system"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
