package sekisho.server.selfservice;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sekisho.server.mail.MailKind;

/// Reads what an account's rows say to their owner. Each query names its columns, so that no token, code
/// or hash gets in with a new one.
@Repository
class OwnDataStore {
    private final JdbcClient db;

    OwnDataStore(JdbcClient db) {
        this.db = db;
    }

    Map<String, @Nullable Object> profile(UUID accountId) {
        return read(accountId, """
                        select name, name_kana as "nameKana", label, email, phone, locale as language, created_at as "createdAt"
                        from account where account_id = :account limit :most
                        """, 1).getFirst();
    }

    List<Map<String, @Nullable Object>> formerAddresses(UUID accountId) {
        return read(accountId, """
                        select old_email as email, changed_at as "changedAt", expires_at as "undoUntil",
                               closed_at as "undoEndedAt"
                        from email_undo where account_id = :account order by changed_at desc limit :most
                        """, OwnData.MOST);
    }

    List<Map<String, @Nullable Object>> addressChange(UUID accountId) {
        return read(accountId, """
                        select new_email as email, expires_at as "expiresAt"
                        from email_change where account_id = :account limit :most
                        """, 1);
    }

    /// How many of a set are left; the codes themselves are kept as hashes.
    List<Map<String, @Nullable Object>> recoveryCodes(UUID accountId) {
        return read(accountId, """
                        select made_at as "madeAt", redeemed_at as "usedAt", voided_at as "replacedAt"
                        from recovery_code where account_id = :account order by made_at desc limit :most
                        """, OwnData.MOST);
    }

    List<Map<String, @Nullable Object>> recoveries(UUID accountId) {
        return read(accountId, """
                        select reference, started_at as "askedAt", ripe_at as "ripeAt", ended_at as "endedAt",
                               end_cause as "endCause"
                        from waiting_recovery where account_id = :account order by started_at desc limit :most
                        """, OwnData.MOST);
    }

    List<Map<String, @Nullable Object>> answers(UUID accountId) {
        return read(accountId, """
                        select d.reference, a.claimed_at as "wasMeAt", a.reported_at as "notMeAt", a.undone_at as "undoneAt"
                        from alert_answer a left join decision_record d using (account_id, attempt_id)
                        where a.account_id = :account order by a.asked_at desc limit :most
                        """, OwnData.MOST);
    }

    List<Map<String, @Nullable Object>> shownPages(UUID accountId) {
        return read(accountId, """
                        select d.reference, p.path, p.locale as language, p.title, p.text, p.shown_at as "shownAt"
                        from shown_page p left join decision_record d using (account_id, attempt_id)
                        where p.account_id = :account order by p.seq desc limit :most
                        """, OwnData.MOST);
    }

    /// Those written from another mailbox than the account's now aren't his to read: somebody may have moved it.
    private static final String OWN_CASE = """
            from support_case c join account a using (account_id)
            where c.account_id = :account and (c.mailbox is null or lower(c.mailbox) = lower(a.email))
            """;

    List<Map<String, @Nullable Object>> inquiries(UUID accountId) {
        return read(accountId, """
                        select c.number, c.topic, c.reference, c.mailbox, c.locale as language, c.state,
                               c.opened_at as "openedAt", c.closed_at as "closedAt"
                        """ + OWN_CASE + " order by c.opened_at desc limit :most", OwnData.MOST);
    }

    List<Map<String, @Nullable Object>> inquiryMessages(UUID accountId) {
        return read(accountId, """
                        select o.number, m.author, m.role, m.text, m.written_at as "writtenAt"
                        from case_message m join (select c.* """ + OWN_CASE + """
                        ) o on o.account_id = m.account_id and o.case_id = m.case_id
                        order by m.seq desc limit :most
                        """, OwnData.MOST);
    }

    /// Without the agent and his words: what he wrote down as the reason is for support.
    List<Map<String, @Nullable Object>> supportActions(UUID accountId) {
        return read(accountId, """
                        select o.number, e.kind, e.role, e.happened_at as "happenedAt"
                        from case_event e join (select c.* """ + OWN_CASE + """
                        ) o on o.account_id = e.account_id and o.case_id = e.case_id
                        order by e.seq desc limit :most
                        """, OwnData.MOST);
    }

    List<Map<String, @Nullable Object>> callerChecks(UUID accountId) {
        return read(accountId, """
                        select started_at as "startedAt", shown_at as "shownAt", passed_at as "passedAt",
                               denied_at as "deniedAt", expires_at as "expiresAt"
                        from caller_check where account_id = :account order by started_at desc limit :most
                        """, OwnData.MOST);
    }

    List<Map<String, @Nullable Object>> password(UUID accountId) {
        return read(accountId, """
                        select set_at as "setAt", unsafe_since as "switchedOffAt"
                        from credential where account_id = :account limit :most
                        """, 1);
    }

    List<Map<String, @Nullable Object>> securityQuestion(UUID accountId) {
        return read(accountId, """
                        select question, set_at as "setAt" from security_question where account_id = :account limit :most
                        """, 1);
    }

    List<Map<String, @Nullable Object>> devices(UUID accountId) {
        return read(accountId, """
                        select browser, system, device_type as "deviceType", created_at as "firstUsedAt",
                               last_used_at as "lastUsedAt", expires_at as "rememberedUntil", forgotten_at as "forgottenAt"
                        from device where account_id = :account order by last_used_at desc limit :most
                        """, OwnData.MOST);
    }

    List<Map<String, @Nullable Object>> sessions(UUID accountId) {
        return read(accountId, """
                        select browser, system, place, started_at as "startedAt", last_used_at as "lastUsedAt",
                               expires_at as "expiresAt", ended_at as "endedAt", end_cause as "endCause"
                        from session where account_id = :account order by started_at desc limit :most
                        """, OwnData.MOST);
    }

    /// The bodies hold ●●●●●● where a code stood. What was written for nobody isn't a mail, and what went to
    /// another mailbox isn't his to read ([MailKind#TO_OTHER_MAILBOX]).
    List<Map<String, @Nullable Object>> mails(UUID accountId, int most) {
        return db.sql("""
                        select kind, recipient, subject, body, locale as language, reference, state,
                               created_at as "createdAt", sent_at as "sentAt"
                        from outbox_mail
                        where account_id = :account and state <> 'VOID' and kind not in (:elsewhere)
                        order by created_at desc limit :most
                        """)
                .param("account", accountId)
                .param(
                        "elsewhere",
                        MailKind.TO_OTHER_MAILBOX.stream().map(MailKind::name).toList())
                .param("most", most)
                .query((row, n) -> named(row))
                .list();
    }

    private List<Map<String, @Nullable Object>> read(UUID accountId, String sql, int most) {
        return db.sql(sql)
                .param("account", accountId)
                .param("most", most)
                .query((row, n) -> named(row))
                .list();
    }

    private static Map<String, @Nullable Object> named(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            Object value = row.getObject(i);
            values.put(columns.getColumnLabel(i), value instanceof Timestamp time ? time.toInstant() : value);
        }
        return values;
    }
}
