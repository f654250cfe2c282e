package sekisho.server.challenge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sekisho.server.challenge.WaitingRecoveries.EndCause;

@Repository
class WaitingRecoveryStore {
    private static final String ALL = "*, ended_at is null and ripe_at <= now() and expires_at > now() as ripe";

    private final JdbcClient db;

    WaitingRecoveryStore(JdbcClient db) {
        this.db = db;
    }

    void insert(
            UUID accountId,
            UUID attemptId,
            String reference,
            String newEmail,
            Locale locale,
            boolean told,
            @Nullable EndCause endedAtOnce) {
        db.sql("""
                        insert into waiting_recovery (account_id, recovery_id, attempt_id, reference, new_email, locale,
                                                      told, ripe_at, expires_at, ended_at, end_cause)
                        values (:account, gen_random_uuid(), :attempt, :reference, :email, :locale, :told,
                                now() + make_interval(secs => :wait), now() + make_interval(secs => :wait + :open),
                                case when cast(:cause as text) is not null then now() end, :cause)
                        """)
                .param("account", accountId)
                .param("attempt", attemptId)
                .param("reference", reference)
                .param("email", newEmail)
                .param("locale", locale.getLanguage())
                .param("told", told)
                .param("wait", WaitingRecoveries.WAIT.toSeconds())
                .param("open", WaitingRecoveries.OPEN.toSeconds())
                .param("cause", endedAtOnce == null ? null : endedAtOnce.name())
                .update();
    }

    Optional<WaitingRecovery> waiting(UUID accountId) {
        return db.sql("select " + ALL + """
                         from waiting_recovery
                        where account_id = :account and ended_at is null and expires_at > now()
                        """)
                .param("account", accountId)
                .query(WaitingRecoveryStore::recovery)
                .optional();
    }

    Optional<WaitingRecovery> latest(UUID accountId, String newEmail) {
        return db.sql("select " + ALL + """
                         from waiting_recovery
                        where account_id = :account and lower(new_email) = lower(:email)
                        order by started_at desc limit 1
                        """)
                .param("account", accountId)
                .param("email", newEmail)
                .query(WaitingRecoveryStore::recovery)
                .optional();
    }

    Optional<WaitingRecovery> complete(UUID accountId, String newEmail) {
        return db.sql("""
                        update waiting_recovery set ended_at = now(), end_cause = 'COMPLETED'
                        where account_id = :account and lower(new_email) = lower(:email)
                          and told and ended_at is null and ripe_at <= now() and expires_at > now()
                        returning *, false as ripe
                        """)
                .param("account", accountId)
                .param("email", newEmail)
                .query(WaitingRecoveryStore::recovery)
                .optional();
    }

    Optional<WaitingRecovery> stop(UUID accountId) {
        return db.sql("""
                        update waiting_recovery set ended_at = now(), end_cause = 'STOPPED'
                        where account_id = :account and ended_at is null and expires_at > now()
                        returning *, false as ripe
                        """)
                .param("account", accountId)
                .query(WaitingRecoveryStore::recovery)
                .optional();
    }

    boolean stoppedJustNow(UUID accountId) {
        return db.sql("""
                        select exists (select from waiting_recovery
                                       where account_id = :account and end_cause = 'STOPPED'
                                         and ended_at > now() - interval '1 minute')
                        """).param("account", accountId).query(Boolean.class).single();
    }

    Optional<WaitingRecovery> expire(UUID accountId) {
        return db.sql("""
                        update waiting_recovery set ended_at = expires_at, end_cause = 'EXPIRED'
                        where account_id = :account and ended_at is null and expires_at <= now()
                        returning *, false as ripe
                        """)
                .param("account", accountId)
                .query(WaitingRecoveryStore::recovery)
                .optional();
    }

    Optional<WaitingRecovery> remind(UUID accountId) {
        return db.sql("""
                        update waiting_recovery set reminded_at = now()
                        where account_id = :account and ended_at is null and reminded_at is null
                          and ripe_at > now() and started_at + (ripe_at - started_at) / 2 <= now()
                        returning *, false as ripe
                        """)
                .param("account", accountId)
                .query(WaitingRecoveryStore::recovery)
                .optional();
    }

    List<UUID> due(int most) {
        return db.sql("""
                        select account_id from waiting_recovery
                        where ended_at is null
                          and (expires_at <= now()
                               or reminded_at is null and ripe_at > now()
                                  and started_at + (ripe_at - started_at) / 2 <= now())
                        order by started_at limit :most
                        """)
                .param("most", most)
                .query((row, n) -> row.getObject("account_id", UUID.class))
                .list();
    }

    private static WaitingRecovery recovery(ResultSet row, int n) throws SQLException {
        return new WaitingRecovery(
                row.getObject("account_id", UUID.class),
                row.getObject("attempt_id", UUID.class),
                row.getString("reference"),
                row.getString("new_email"),
                Locale.of(row.getString("locale")),
                row.getBoolean("told"),
                row.getTimestamp("started_at").toInstant(),
                row.getTimestamp("ripe_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                row.getBoolean("ripe"));
    }
}
