package sekisho.server.staff;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class StaffSessionStore {
    private final JdbcClient db;

    StaffSessionStore(JdbcClient db) {
        this.db = db;
    }

    static StaffSessionStore in(DataSource database) {
        return new StaffSessionStore(JdbcClient.create(database));
    }

    void insert(UUID staffId, UUID sessionId, byte[] tokenHash, byte[] browserHash) {
        db.sql("""
                        insert into staff_session (staff_id, session_id, token_hash, browser_hash)
                        values (:id, :session, :hash, :browser)
                        """)
                .param("id", staffId)
                .param("session", sessionId)
                .param("hash", tokenHash)
                .param("browser", browserHash)
                .update();
    }

    /// The session that a browser had, unless its holder was invited anew since then.
    Optional<UUID> findByBrowser(UUID staffId, byte[] browserHash) {
        return db.sql("""
                        select x.session_id from staff_session x join staff s using (staff_id)
                        where x.staff_id = :id and x.browser_hash = :hash and x.started_at > s.invited_at
                        """)
                .param("id", staffId)
                .param("hash", browserHash)
                .query(UUID.class)
                .optional();
    }

    /// Who holds an open session, in the role that he has now.
    Optional<StaffMember> find(UUID staffId, byte[] tokenHash, Duration idle, Duration longest) {
        return db.sql("""
                        select x.session_id, s.name, s.role
                        from staff_session x join staff s using (staff_id)
                        where x.staff_id = :id and x.token_hash = :hash and x.ended_at is null
                          and x.last_used_at > now() - make_interval(secs => :idle)
                          and x.started_at > now() - make_interval(secs => :longest)
                          and s.disabled_at is null
                        """)
                .param("id", staffId)
                .param("hash", tokenHash)
                .param("idle", idle.toSeconds())
                .param("longest", longest.toSeconds())
                .query((row, n) -> new StaffMember(
                        staffId,
                        row.getString("name"),
                        StaffRole.valueOf(row.getString("role")),
                        row.getObject("session_id", UUID.class)))
                .optional();
    }

    /// Counts a use, once a minute at most.
    void use(StaffMember member) {
        db.sql("""
                        update staff_session set last_used_at = now()
                        where staff_id = :id and session_id = :session and ended_at is null
                          and last_used_at < now() - interval '1 minute'
                        """)
                .param("id", member.staffId())
                .param("session", member.sessionId())
                .update();
    }

    boolean end(UUID staffId, UUID sessionId) {
        return db.sql("""
                        update staff_session set ended_at = now()
                        where staff_id = :id and session_id = :session and ended_at is null
                        """).param("id", staffId).param("session", sessionId).update() == 1;
    }

    void endReplaced(UUID staffId, byte[] tokenHash) {
        db.sql("""
                        update staff_session set ended_at = now()
                        where staff_id = :id and token_hash = :hash and ended_at is null
                        """).param("id", staffId).param("hash", tokenHash).update();
    }

    void endAll(UUID staffId) {
        db.sql("update staff_session set ended_at = now() where staff_id = :id and ended_at is null")
                .param("id", staffId)
                .update();
    }
}
