package sekisho.server.risk;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Tables `account_history`, one row an account in the engine's own compact form, and `lesson`, what it was
/// before each sign-in that taught it something.
@Repository
class AccountHistoryStore {
    private final JdbcClient jdbc;

    AccountHistoryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<byte[]> find(UUID accountId) {
        return jdbc.sql("select history from account_history where account_id = :account")
                .param("account", accountId)
                .query(byte[].class)
                .optional();
    }

    /// The history as a sign-in of that moment was judged by, without what was unlearned since: with the lessons up to
    /// and at that moment.
    Optional<byte[]> findAt(UUID accountId, Instant moment) {
        return jdbc.sql("""
                select history_before from lesson
                where account_id = :account and taught_at > :moment
                order by seq limit 1
                """)
                .param("account", accountId)
                .param("moment", moment.atOffset(ZoneOffset.UTC))
                .query(byte[].class)
                .optional()
                .or(() -> find(accountId));
    }

    /// The history, locked until the transaction ends; a first one is `empty`.
    byte[] lock(UUID accountId, byte[] empty) {
        return lock(accountId).orElseGet(() -> {
            jdbc.sql("""
                    insert into account_history (account_id, history)
                    values (:account, :empty)
                    on conflict (account_id) do nothing
                    """).param("account", accountId).param("empty", empty).update();
            return lock(accountId).orElseThrow();
        });
    }

    private Optional<byte[]> lock(UUID accountId) {
        return jdbc.sql("select history from account_history where account_id = :account for update")
                .param("account", accountId)
                .query(byte[].class)
                .optional();
    }

    void replace(UUID accountId, byte[] history) {
        jdbc.sql("""
                update account_history
                set history = :history, version = version + 1, changed_at = now()
                where account_id = :account
                """).param("account", accountId).param("history", history).update();
    }

    /// @param historyBefore what was remembered before this attempt taught something
    record Lesson(UUID attemptId, byte[] historyBefore) {}

    void keepLesson(UUID accountId, UUID attemptId, Instant at, byte[] historyBefore) {
        jdbc.sql("""
                insert into lesson (account_id, attempt_id, taught_at, history_before)
                values (:account, :attempt, :at, :before)
                """)
                .param("account", accountId)
                .param("attempt", attemptId)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("before", historyBefore)
                .update();
    }

    /// The lessons from the first of these attempts on, in the order in which they were taught.
    List<Lesson> lessonsSince(UUID accountId, Set<UUID> attempts) {
        return jdbc.sql("""
                select attempt_id, history_before from lesson
                where account_id = :account
                  and seq >= (select min(seq) from lesson where account_id = :account and attempt_id in (:attempts))
                order by seq
                """)
                .param("account", accountId)
                .param("attempts", attempts)
                .query((row, n) -> new Lesson(row.getObject("attempt_id", UUID.class), row.getBytes("history_before")))
                .list();
    }

    void replaceLesson(UUID accountId, UUID attemptId, byte[] historyBefore) {
        jdbc.sql("""
                update lesson set history_before = :before where account_id = :account and attempt_id = :attempt
                """)
                .param("account", accountId)
                .param("attempt", attemptId)
                .param("before", historyBefore)
                .update();
    }

    void forgetLesson(UUID accountId, UUID attemptId) {
        jdbc.sql("delete from lesson where account_id = :account and attempt_id = :attempt")
                .param("account", accountId)
                .param("attempt", attemptId)
                .update();
    }
}
