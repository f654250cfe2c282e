package sekisho.server.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AnswerStore {
    private static final Duration UNDO = Duration.ofMinutes(10);

    private final JdbcClient db;

    AnswerStore(JdbcClient db) {
        this.db = db;
    }

    Optional<Answer> find(UUID accountId, UUID attemptId) {
        return db.sql("""
                        select *, case when undone_at is null and reported_at + make_interval(secs => :undo) > now()
                                       then reported_at + make_interval(secs => :undo) end as undo_until
                        from alert_answer where account_id = :account and attempt_id = :attempt
                        """)
                .param("account", accountId)
                .param("attempt", attemptId)
                .param("undo", UNDO.toSeconds())
                .query(AnswerStore::answer)
                .optional();
    }

    /// Counts one typed number before it is compared.
    ///
    /// @return how many were typed; empty if no more may be
    Optional<Integer> tryNumber(UUID accountId, UUID attemptId, int most) {
        return db.sql("""
                        insert into alert_answer (account_id, attempt_id, numbers_tried) values (:account, :attempt, 1)
                        on conflict (account_id, attempt_id) do update
                            set numbers_tried = alert_answer.numbers_tried + 1
                            where alert_answer.numbers_tried < :most
                        returning numbers_tried
                        """)
                .param("account", accountId)
                .param("attempt", attemptId)
                .param("most", most)
                .query(Integer.class)
                .optional();
    }

    void claim(UUID accountId, UUID attemptId) {
        db.sql("""
                        update alert_answer set claimed_at = coalesce(claimed_at, now())
                        where account_id = :account and attempt_id = :attempt
                        """).param("account", accountId).param("attempt", attemptId).update();
    }

    void report(UUID accountId, UUID attemptId, boolean passwordOff, int sessionsEnded) {
        db.sql("""
                        insert into alert_answer (account_id, attempt_id, reported_at, password_off, sessions_ended)
                        values (:account, :attempt, now(), :off, :ended)
                        on conflict (account_id, attempt_id) do update
                            set reported_at = now(), password_off = :off, sessions_ended = :ended, undone_at = null
                        """)
                .param("account", accountId)
                .param("attempt", attemptId)
                .param("off", passwordOff)
                .param("ended", sessionsEnded)
                .update();
    }

    boolean undo(UUID accountId, UUID attemptId) {
        return db.sql("""
                        update alert_answer set undone_at = now()
                        where account_id = :account and attempt_id = :attempt and undone_at is null
                          and reported_at + make_interval(secs => :undo) > now()
                        """)
                        .param("account", accountId)
                        .param("attempt", attemptId)
                        .param("undo", UNDO.toSeconds())
                        .update()
                == 1;
    }

    /// Whether a report since then stands for which a password is off.
    boolean anyStands(UUID accountId, Instant since) {
        return db.sql("""
                        select exists (select 1 from alert_answer
                                       where account_id = :account and password_off
                                         and reported_at >= :since and undone_at is null)
                        """)
                .param("account", accountId)
                .param("since", Timestamp.from(since))
                .query(Boolean.class)
                .single();
    }

    private static Answer answer(ResultSet row, int n) throws SQLException {
        return new Answer(
                row.getInt("numbers_tried"),
                instant(row, "claimed_at"),
                instant(row, "reported_at"),
                row.getBoolean("password_off"),
                row.getInt("sessions_ended"),
                instant(row, "undone_at"),
                instant(row, "undo_until"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
