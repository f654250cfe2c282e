package sekisho.server.challenge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sekisho.server.challenge.DeviceChecks.Check;
import sekisho.server.challenge.DeviceChecks.Stage;

@Repository
class DeviceCheckStore {
    private final JdbcClient db;

    DeviceCheckStore(JdbcClient db) {
        this.db = db;
    }

    /// Begins a check, or lets one that ran out begin anew; tries that were used stay used.
    void open(UUID accountId, UUID attemptId) {
        db.sql("""
                        insert into device_check (account_id, attempt_id, expires_at)
                        values (:account, :attempt, now() + make_interval(secs => :wait))
                        on conflict (account_id, attempt_id) do update
                            set asked_at = now(), expires_at = now() + make_interval(secs => :wait)
                            where device_check.confirmed_at is null
                        """)
                .param("account", accountId)
                .param("attempt", attemptId)
                .param("wait", DeviceChecks.WAIT.toSeconds())
                .update();
    }

    Optional<Check> find(UUID accountId, UUID attemptId) {
        return db.sql("""
                        select *, case when confirmed_at is not null then 'CONFIRMED'
                                       when tries >= :most then 'CLOSED'
                                       when expires_at <= now() then 'EXPIRED'
                                       else 'WAITING' end as stage
                        from device_check where account_id = :account and attempt_id = :attempt
                        """)
                .param("account", accountId)
                .param("attempt", attemptId)
                .param("most", DeviceChecks.TRIES)
                .query(DeviceCheckStore::check)
                .optional();
    }

    /// @param tries how often the number has been typed, this time included
    record Try(boolean confirmed, int tries) {}

    /// Counts one try and confirms if the number is right: one statement, so that of many at once one wins.
    Optional<Try> tryOnce(UUID accountId, UUID attemptId, UUID sessionId, boolean right) {
        return db.sql("""
                        update device_check
                        set tries = tries + 1,
                            confirmed_at = case when :right then now() end,
                            confirmed_by = case when :right then cast(:session as uuid) end
                        where account_id = :account and attempt_id = :attempt
                          and confirmed_at is null and expires_at > now() and tries < :most
                        returning confirmed_at is not null as confirmed, tries
                        """)
                .param("account", accountId)
                .param("attempt", attemptId)
                .param("session", sessionId)
                .param("right", right)
                .param("most", DeviceChecks.TRIES)
                .query((row, n) -> new Try(row.getBoolean("confirmed"), row.getInt("tries")))
                .optional();
    }

    private static Check check(ResultSet row, int n) throws SQLException {
        return new Check(
                Stage.valueOf(row.getString("stage")),
                DeviceChecks.TRIES - row.getInt("tries"),
                row.getTimestamp("expires_at").toInstant());
    }
}
