package sekisho.server.demo;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What the demo writes past the features: times that lie in the past, and members put back as they were.
@Repository
@Profile("demo")
class CastStore {
    /// Everything of an account but the account itself and its records.
    private static final List<String> STATE = List.of(
            "device",
            "session",
            "attempt",
            "one_time_code",
            "device_check",
            "security_question",
            "proof",
            "budget",
            "account_history",
            "lesson",
            "alert_answer",
            "attack_report",
            "credential",
            "credential_history",
            "recovery_code",
            "waiting_recovery",
            "email_change",
            "email_undo");

    private static final List<String> RECORDS = List.of(
            "outbox_mail",
            "label",
            "outcome_record",
            "decision_record",
            "shown_page",
            "support_access",
            "support_case",
            "case_message",
            "case_event",
            "caller_check",
            "recovery_request");

    private final JdbcClient db;

    CastStore(JdbcClient db) {
        this.db = db;
    }

    /// One decision of the log.
    record Found(UUID accountId, UUID attemptId) {}

    int countAccounts() {
        return db.sql("select count(*) from account").query(Integer.class).single();
    }

    int countQueued() {
        return db.sql("select count(*) from outbox_mail where state = 'QUEUED'")
                .query(Integer.class)
                .single();
    }

    void wipeState(UUID accountId) {
        STATE.forEach(table -> delete(table, accountId));
    }

    void wipeBudgets(UUID accountId) {
        delete("budget", accountId);
    }

    void wipeRecords(UUID accountId) {
        RECORDS.forEach(table -> delete(table, accountId));
    }

    private void delete(String table, UUID accountId) {
        db.sql("delete from " + table + " where account_id = :account")
                .param("account", accountId)
                .update();
    }

    void backdateAccount(UUID accountId, Instant created) {
        db.sql("update account set created_at = :created where account_id = :account")
                .param("created", Timestamp.from(created))
                .param("account", accountId)
                .update();
    }

    void backdateDevice(UUID accountId, UUID deviceId, Instant created, Instant used) {
        db.sql("""
                        update device set created_at = :created, last_used_at = :used
                        where account_id = :account and device_id = :device
                        """)
                .param("created", Timestamp.from(created))
                .param("used", Timestamp.from(used))
                .param("account", accountId)
                .param("device", deviceId)
                .update();
    }

    /// Moves each record to the time of its evidence, and what became of it to the minute after.
    void backdateRecords(UUID accountId) {
        db.sql("""
                        update decision_record set decided_at = cast(evidence ->> 'at' as timestamptz)
                        where account_id = :account
                        """).param("account", accountId).update();
        db.sql("""
                        update outcome_record o set happened_at = d.decided_at + interval '40 seconds'
                        from decision_record d
                        where d.account_id = o.account_id and d.attempt_id = o.attempt_id and o.account_id = :account
                        """).param("account", accountId).update();
    }

    void putHistory(UUID accountId, byte[] history) {
        db.sql("insert into account_history (account_id, history) values (:account, :history)")
                .param("account", accountId)
                .param("history", history)
                .update();
    }

    /// The latest decision on anybody after this instant.
    Optional<Found> findLatest(Instant after) {
        return db.sql("""
                        select account_id, attempt_id from decision_record where decided_at > :after
                        order by decided_at desc limit 1
                        """)
                .param("after", Timestamp.from(after))
                .query((row, n) ->
                        new Found(row.getObject("account_id", UUID.class), row.getObject("attempt_id", UUID.class)))
                .optional();
    }
}
