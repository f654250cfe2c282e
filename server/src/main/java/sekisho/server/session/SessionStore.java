package sekisho.server.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sekisho.server.session.Sessions.EndCause;
import sekisho.server.session.Sessions.Start;

@Repository
class SessionStore {
    private final JdbcClient db;

    SessionStore(JdbcClient db) {
        this.db = db;
    }

    void insert(UUID accountId, UUID sessionId, byte[] tokenHash, Start start, Duration life) {
        db.sql("""
                        insert into session (account_id, session_id, token_hash, device_id, attempt_id, stay,
                                             network_prefix, asn, browser, system, place, expires_at)
                        values (:account, :session, :hash, :device, :attempt, :stay, :prefix, :asn, :browser,
                                :system, :place, now() + make_interval(secs => :life))
                        """)
                .param("account", accountId)
                .param("session", sessionId)
                .param("hash", tokenHash)
                .param("device", start.deviceId())
                .param("attempt", start.attemptId())
                .param("stay", start.stay())
                .param("prefix", start.beginning().prefix())
                .param("asn", start.beginning().asn())
                .param("browser", start.beginning().browser())
                .param("system", start.beginning().system())
                .param("place", start.place())
                .param("life", life.toSeconds())
                .update();
    }

    Optional<SignedIn> find(UUID accountId, byte[] tokenHash) {
        return db.sql("""
                        select s.session_id, s.attempt_id, s.device_id, s.stay, s.started_at, a.name, a.locale,
                               s.network_prefix, s.asn, s.browser, s.system
                        from session s join account a using (account_id)
                        where s.account_id = :account and s.token_hash = :hash
                          and s.ended_at is null and s.expires_at > now() and a.disabled_at is null
                        """)
                .param("account", accountId)
                .param("hash", tokenHash)
                .query((row, n) -> new SignedIn(
                        accountId,
                        row.getObject("session_id", UUID.class),
                        row.getObject("attempt_id", UUID.class),
                        row.getObject("device_id", UUID.class),
                        row.getString("name"),
                        Locale.of(row.getString("locale")),
                        row.getBoolean("stay"),
                        row.getTimestamp("started_at").toInstant(),
                        new Beginning(
                                row.getString("network_prefix"),
                                row.getObject("asn", Long.class),
                                row.getString("browser"),
                                row.getString("system"))))
                .optional();
    }

    Optional<Ending> findEnding(UUID accountId, byte[] tokenHash) {
        return db.sql("""
                        select coalesce(end_cause, 'UNUSED') as cause, stay from session
                        where account_id = :account and token_hash = :hash
                          and (ended_at is not null or expires_at <= now())
                        """)
                .param("account", accountId)
                .param("hash", tokenHash)
                .query((row, n) -> new Ending(EndCause.valueOf(row.getString("cause")), row.getBoolean("stay")))
                .optional();
    }

    boolean renew(UUID accountId, UUID sessionId, Duration life) {
        return db.sql("""
                        update session set last_used_at = now(), expires_at = now() + make_interval(secs => :life)
                        where account_id = :account and session_id = :session and ended_at is null
                          and last_used_at < now() - interval '1 hour'
                        """)
                        .param("account", accountId)
                        .param("session", sessionId)
                        .param("life", life.toSeconds())
                        .update()
                == 1;
    }

    void end(UUID accountId, UUID sessionId, EndCause cause) {
        db.sql("""
                        update session set ended_at = now(), end_cause = :cause
                        where account_id = :account and session_id = :session and ended_at is null
                        """)
                .param("account", accountId)
                .param("session", sessionId)
                .param("cause", cause.name())
                .update();
    }

    int endAll(UUID accountId, @Nullable UUID except, EndCause cause) {
        return db.sql("""
                        update session set ended_at = now(), end_cause = :cause
                        where account_id = :account and ended_at is null
                          and session_id is distinct from cast(:except as uuid)
                        """)
                .param("account", accountId)
                .param("except", except)
                .param("cause", cause.name())
                .update();
    }

    int countEndedJustNow(UUID accountId) {
        return db.sql("""
                        select count(*) from session
                        where account_id = :account and end_cause = 'ENDED_BY_MEMBER'
                          and ended_at > now() - interval '1 minute'
                        """).param("account", accountId).query(Integer.class).single();
    }

    int countEndedBy(UUID accountId, UUID sessionId) {
        return db.sql("""
                        select count(*) from session old join session new using (account_id)
                        where account_id = :account and new.session_id = :session
                          and old.ended_at = new.started_at and old.end_cause = 'PASSWORD_CHANGED'
                        """)
                .param("account", accountId)
                .param("session", sessionId)
                .query(Integer.class)
                .single();
    }

    List<UUID> attemptsOn(UUID accountId, UUID deviceId) {
        return db.sql("select attempt_id from session where account_id = :account and device_id = :device")
                .param("account", accountId)
                .param("device", deviceId)
                .query((row, n) -> row.getObject("attempt_id", UUID.class))
                .list();
    }

    boolean isOpen(UUID accountId, UUID sessionId) {
        return db.sql("""
                        select exists (select 1 from session
                                       where account_id = :account and session_id = :session
                                         and ended_at is null and expires_at > now())
                        """)
                .param("account", accountId)
                .param("session", sessionId)
                .query(Boolean.class)
                .single();
    }

    List<SessionView> list(UUID accountId) {
        return db.sql("""
                        select * from session
                        where account_id = :account and ended_at is null and expires_at > now()
                        order by last_used_at desc limit 100
                        """).param("account", accountId).query(SessionStore::view).list();
    }

    List<SessionView> established(UUID accountId, @Nullable UUID except) {
        return db.sql("""
                        select s.* from session s join device d using (account_id, device_id)
                        where s.account_id = :account and s.ended_at is null and s.expires_at > now()
                          and s.started_at < now() - make_interval(secs => :age)
                          and s.last_used_at > now() - make_interval(secs => :used)
                          and d.forgotten_at is null and d.expires_at > now()
                          and s.device_id is distinct from cast(:except as uuid)
                        order by s.last_used_at desc limit 100
                        """)
                .param("account", accountId)
                .param("age", Sessions.ESTABLISHED.toSeconds())
                .param("used", Sessions.IN_USE.toSeconds())
                .param("except", except)
                .query(SessionStore::view)
                .list();
    }

    Optional<SessionView> findByAttempt(UUID accountId, UUID attemptId) {
        return db.sql("""
                        select * from session where account_id = :account and attempt_id = :attempt limit 1
                        """)
                .param("account", accountId)
                .param("attempt", attemptId)
                .query(SessionStore::view)
                .optional();
    }

    private static SessionView view(ResultSet row, int n) throws SQLException {
        return new SessionView(
                row.getObject("session_id", UUID.class),
                row.getObject("device_id", UUID.class),
                row.getString("browser"),
                row.getString("system"),
                row.getString("place"),
                row.getTimestamp("started_at").toInstant(),
                row.getTimestamp("last_used_at").toInstant());
    }
}
