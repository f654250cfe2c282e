package sekisho.server.retention;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class RetentionStore {
    private static final int PORTION = 5_000;
    private static final int MOST_PORTIONS = 200;

    /// @param outlived the condition on a row that nobody needs any more
    record Rule(String table, String outlived) {}

    /// How long each kind of row is kept. Attempts on addresses without an account leave records too,
    /// under an account id that doesn't exist; those go first, because anybody can make them.
    static final List<Rule> RULES = List.of(
            new Rule("budget", "window_start < now() - interval '31 days'"),
            new Rule("one_time_code", "expires_at < now() - interval '30 days'"),
            new Rule("device_check", "expires_at < now() - interval '30 days'"),
            new Rule(
                    "registration",
                    "not exists (select 1 from attempt a where a.attempt_id = registration.attempt_id"
                            + " and a.account_id = registration.account_id and a.expires_at > now() - interval '1 day')"),
            new Rule("lesson", "taught_at < now() - interval '31 days'"),
            new Rule("alert_answer", "asked_at < now() - interval '90 days'"),
            new Rule("attempt", "expires_at < now() - interval '30 days'"),
            new Rule("recovery_code", "voided_at < now() - interval '30 days'"),
            new Rule("waiting_recovery", "ended_at < now() - interval '90 days'"),
            new Rule(
                    "waiting_recovery",
                    "ended_at < now() - interval '30 days'"
                            + " and not exists (select 1 from account a where a.account_id = waiting_recovery.account_id)"),
            new Rule("session", "coalesce(ended_at, expires_at) < now() - interval '90 days'"),
            new Rule("device", "coalesce(forgotten_at, expires_at) < now() - interval '90 days'"),
            // The last mail to somebody who has deleted his account: gone as soon as it has gone out.
            new Rule("outbox_mail", "kind = 'ACCOUNT_DELETED' and state <> 'QUEUED'"),
            // As long as a mail can be looked up by its number: Outbox.CHECKED_DAYS.
            new Rule("outbox_mail", "state = 'VOID' and created_at < now() - interval '30 days'"),
            new Rule("outbox_mail", "state <> 'QUEUED' and created_at < now() - interval '90 days'"),
            new Rule(
                    "decision_record",
                    "decided_at < now() - interval '30 days'"
                            + " and not exists (select 1 from account a where a.account_id = decision_record.account_id)"),
            new Rule("decision_record", "decided_at < now() - interval '400 days'"),
            new Rule(
                    "outcome_record",
                    "happened_at < now() - interval '30 days'"
                            + " and not exists (select 1 from decision_record d where d.account_id = outcome_record.account_id"
                            + " and d.attempt_id = outcome_record.attempt_id)"),
            new Rule(
                    "label",
                    "not exists (select 1 from decision_record d where d.account_id = label.account_id"
                            + " and d.attempt_id = label.attempt_id)"),
            new Rule(
                    "attack_report",
                    "not exists (select 1 from decision_record d where d.account_id = attack_report.account_id"
                            + " and d.attempt_id = attack_report.attempt_id)"),
            new Rule("shown_page", "shown_at < now() - interval '90 days'"),
            new Rule(
                    "shown_page",
                    "shown_at < now() - interval '30 days'"
                            + " and not exists (select 1 from account a where a.account_id = shown_page.account_id)"),
            new Rule("support_access", "expires_at < now() - interval '1 day'"),
            new Rule("caller_check", "expires_at < now() - interval '90 days'"),
            new Rule("recovery_request", "expires_at < now() - interval '90 days'"),
            // A case is kept as long as the records that it is about, counted from its last message. It goes first,
            // then what was in it.
            new Rule(
                    "support_case",
                    "opened_at < now() - interval '400 days'"
                            + " and not exists (select 1 from case_message m where m.account_id = support_case.account_id"
                            + " and m.case_id = support_case.case_id and m.written_at > now() - interval '400 days')"),
            new Rule(
                    "support_case",
                    "not account_known and opened_at < now() - interval '90 days'"
                            + " and not exists (select 1 from account a where a.account_id = support_case.account_id)"
                            + " and not exists (select 1 from case_message m where m.account_id = support_case.account_id"
                            + " and m.case_id = support_case.case_id and m.written_at > now() - interval '90 days')"),
            new Rule(
                    "case_message",
                    "not exists (select 1 from support_case c where c.account_id = case_message.account_id"
                            + " and c.case_id = case_message.case_id)"),
            new Rule(
                    "case_event",
                    "not exists (select 1 from support_case c where c.account_id = case_event.account_id"
                            + " and c.case_id = case_event.case_id)"),
            new Rule("email_change", "expires_at < now() - interval '1 day'"),
            new Rule("email_undo", "expires_at < now() - interval '30 days'"),
            new Rule("staff_invitation", "expires_at < now() - interval '1 day'"),
            new Rule("staff_session", "last_used_at < now() - interval '90 days'"),
            new Rule("opening_alarm", "raised_at < now() - interval '400 days'"),
            new Rule("proof", "expires_at < now() - interval '400 days'"));

    private final JdbcClient db;

    RetentionStore(JdbcClient db) {
        this.db = db;
    }

    int delete(Rule rule) {
        int deleted = 0;
        for (int i = 0; i < MOST_PORTIONS; i++) {
            int portion = db.sql("delete from " + rule.table() + " where ctid in (select ctid from " + rule.table()
                            + " where " + rule.outlived() + " limit " + PORTION + ")")
                    .update();
            deleted += portion;
            if (portion < PORTION) {
                break;
            }
        }
        return deleted;
    }
}
