package sekisho.server.integrity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads from the rows whether every open gate had its evidence. Times are the database's and the same
/// throughout one transaction, so "in the same transaction" reads as "at the same time".
public final class EvidenceRows {
    /// What must never be found, and the query that finds it.
    private static final Map<String, String> FORBIDDEN = new LinkedHashMap<>();

    static {
        FORBIDDEN.put("a password without a proof of this account, attempt and purpose, used up in that change", """
                select h.account_id, h.set_at from credential_history h
                where h.account_id in (:accounts) and not exists (
                    select 1 from proof p join attempt t using (account_id, attempt_id)
                    where p.account_id = h.account_id and p.consumed_at = h.set_at and p.expires_at > p.consumed_at
                      and t.state = 'SIGNED_IN' and t.changed_at = h.set_at and t.expires_at > h.set_at
                      and (p.consumed_by = 'new-password'
                               and (p.purpose, t.kind) in (('RESET', 'SIGN_IN'), ('FORGOT', 'FORGOT_PASSWORD'),
                                                        ('RECOVERY', 'RECOVERY_BY_CODE'),
                                                        ('RECOVERY', 'RECOVERY_BY_WAITING'))
                           or p.purpose = 'REGISTRATION' and p.consumed_by = 'account' and t.kind = 'REGISTRATION'
                               and h.seq = (select min(seq) from credential_history f
                                            where f.account_id = h.account_id)))
                """);
        FORBIDDEN.put("a password that isn't the newest of its history", """
                select c.account_id, c.set_at from credential c
                where c.account_id in (:accounts) and not exists (
                    select 1 from credential_history h
                    where h.account_id = c.account_id and h.encoded = c.encoded and h.set_at = c.set_at
                      and h.seq = (select max(seq) from credential_history n where n.account_id = c.account_id))
                """);
        FORBIDDEN.put("a session that neither a decision nor a proof let in", """
                select s.account_id, s.session_id from session s
                where s.account_id in (:accounts)
                  and not exists (
                    select 1 from proof p
                    where p.account_id = s.account_id and p.attempt_id = s.attempt_id and p.consumed_at = s.started_at
                      and p.expires_at > p.consumed_at
                      and (p.purpose <> 'SIGN_IN' or p.authenticator in
                          ('EMAIL_CODE', 'SIGNED_IN_DEVICE', 'SECURITY_QUESTION'))
                      and (p.purpose, p.consumed_by) in
                          (('SIGN_IN', 'session'), ('RESET', 'new-password'), ('FORGOT', 'new-password'),
                           ('RECOVERY', 'new-password'), ('REGISTRATION', 'account')))
                  and not exists (
                    select 1 from decision_record d
                    where d.account_id = s.account_id and d.attempt_id = s.attempt_id
                      and d.decision = 'ALLOW' and d.kind = 'SIGN_IN' and d.decided_at = s.started_at)
                """);
        FORBIDDEN.put("an attempt that opened two sessions", """
                select account_id, attempt_id, count(*) from session where account_id in (:accounts)
                group by account_id, attempt_id having count(*) > 1
                """);
        FORBIDDEN.put("a proof that opened something else than one session", """
                select p.account_id, p.proof_id from proof p
                where p.account_id in (:accounts) and p.consumed_by not in ('void', 'waiting-recovery', 'sibling')
                  and p.purpose not in ('UNDO_REPORT', 'EMAIL_CHANGE', 'NEW_EMAIL', 'EMAIL_UNDO', 'DELETION',
                                        'RECOVERY_CODES', 'SECURITY_QUESTION')
                  and 1 <> (select count(*) from session s
                            where s.account_id = p.account_id and s.attempt_id = p.attempt_id
                              and s.started_at = p.consumed_at)
                """);
        FORBIDDEN.put("a report taken back without a proof of this account and attempt, used up in that change", """
                select a.account_id, a.attempt_id from alert_answer a
                where a.account_id in (:accounts) and a.undone_at is not null and not exists (
                    select 1 from proof p
                    where p.account_id = a.account_id and p.attempt_id = a.attempt_id and p.purpose = 'UNDO_REPORT'
                      and p.consumed_by = 'undo-report' and p.consumed_at = a.undone_at
                      and p.expires_at > p.consumed_at)
                """);
        FORBIDDEN.put("something of a reported sign-in that still works", """
                select a.account_id, a.attempt_id from alert_answer a
                where a.account_id in (:accounts) and a.reported_at is not null
                  and (exists (select 1 from session s
                               where s.account_id = a.account_id and s.attempt_id = a.attempt_id and s.ended_at is null)
                    or exists (select 1 from attempt t
                               where t.account_id = a.account_id and t.attempt_id = a.attempt_id
                                 and t.state not in ('SIGNED_IN', 'REFUSED', 'CANCELLED')))
                """);
        FORBIDDEN.put("an attempt without its one decision", """
                select t.account_id, t.attempt_id from attempt t
                where t.account_id in (:accounts)
                  and 1 <> (select count(*) from decision_record d
                            where d.account_id = t.account_id and d.attempt_id = t.attempt_id
                              and d.decided_at <= t.started_at and d.kind = t.kind and d.reference = t.reference)
                """);
        FORBIDDEN.put("a decision without its attempt", """
                select d.account_id, d.attempt_id from decision_record d
                where d.account_id in (:accounts) and not exists (
                    select 1 from attempt t where t.account_id = d.account_id and t.attempt_id = d.attempt_id)
                """);
        FORBIDDEN.put("a redeemed code without its one proof", """
                select c.account_id, c.code_id from one_time_code c
                where c.account_id in (:accounts) and c.redeemed_at is not null
                  and 1 <> (select count(*) from proof p
                            where p.account_id = c.account_id and p.attempt_id = c.attempt_id
                              and p.purpose = c.purpose and p.proved_at = c.redeemed_at)
                """);
        FORBIDDEN.put("a proof without a redeemed code, or a sibling's that it came from", """
                select p.account_id, p.proof_id from proof p
                where p.account_id in (:accounts) and p.authenticator = 'EMAIL_CODE'
                  and not exists (
                    select 1 from proof q
                    join attempt qt on qt.account_id = q.account_id and qt.attempt_id = q.attempt_id
                    join attempt pt on pt.account_id = p.account_id and pt.attempt_id = p.attempt_id
                    where q.account_id <> p.account_id and q.purpose = p.purpose and q.consumed_by = 'sibling'
                      and q.consumed_at = p.proved_at and q.expires_at > q.consumed_at
                      and p.purpose in ('FORGOT', 'REGISTRATION')
                      and qt.state = 'CANCELLED' and qt.changed_at = q.consumed_at
                      and qt.reference = pt.reference and qt.sent_to = pt.sent_to)
                  and 1 <> (select count(*) from one_time_code c
                            where p.account_id = c.account_id and p.attempt_id = c.attempt_id
                              and p.purpose = c.purpose and p.proved_at = c.redeemed_at)
                """);
        FORBIDDEN.put("a sign-in proved by a device that wasn't asked, or was not established", """
                select p.account_id, p.proof_id from proof p
                where p.account_id in (:accounts) and p.authenticator = 'SIGNED_IN_DEVICE'
                  and (p.purpose <> 'SIGN_IN' or 1 <> (
                    select count(*) from device_check c
                    join attempt t using (account_id, attempt_id)
                    join session s on s.account_id = c.account_id and s.session_id = c.confirmed_by
                    where c.account_id = p.account_id and c.attempt_id = p.attempt_id and c.confirmed_at = p.proved_at
                      and c.confirmed_at < c.expires_at and c.tries <= 3 and s.attempt_id <> t.attempt_id
                      and s.device_id is distinct from t.device_id
                      and s.started_at < p.proved_at - interval '1 day'))
                """);
        FORBIDDEN.put(
                "a recovery proved by anything but one saved code or a ripe recovery that nobody had stopped", """
                select p.account_id, p.proof_id from proof p
                where p.account_id in (:accounts) and (p.purpose = 'RECOVERY') <> (p.authenticator = 'RECOVERY_CODE' and
                          1 = (select count(*) from recovery_code c
                               where c.account_id = p.account_id and c.redeemed_at = p.proved_at)
                       or p.authenticator = 'WAITING_PERIOD' and
                          exists (select 1 from waiting_recovery w
                                  where w.account_id = p.account_id and w.told and w.ripe_at <= p.proved_at
                                    and coalesce(w.ended_at, 'infinity') > p.proved_at))
                """);
        FORBIDDEN.put("a recovery whose new mailbox wasn't proved in the same attempt", """
                select p.account_id, p.proof_id from proof p
                where p.account_id in (:accounts) and p.purpose = 'RECOVERY' and p.consumed_by = 'new-password'
                  and not exists (
                    select 1 from proof m join attempt t using (account_id, attempt_id)
                    join one_time_code c using (account_id, attempt_id)
                    where m.account_id = p.account_id and m.attempt_id = p.attempt_id
                      and (m.purpose, t.kind) in (('RECOVERY_BY_CODE_ADDRESS', 'RECOVERY_BY_CODE'),
                                                  ('RECOVERY_ADDRESS', 'RECOVERY_BY_WAITING'))
                      and m.consumed_at = p.consumed_at and c.redeemed_at = m.proved_at and c.sent_to = t.sent_to)
                """);
        FORBIDDEN.put(
                "an address left without the proof of both mailboxes, or of a recovery, used up in that change", """
                select u.account_id, u.undo_id from email_undo u
                where u.account_id in (:accounts)
                  and not exists (
                    select 1 from proof p join proof q using (account_id, attempt_id, consumed_at)
                    where p.account_id = u.account_id and p.consumed_at = u.changed_at
                      and (p.purpose, q.purpose) in (('EMAIL_CHANGE', 'NEW_EMAIL'), ('RECOVERY', 'RECOVERY_ADDRESS')))
                """);
        FORBIDDEN.put("a code redeemed though retired, out of date or tried too often", """
                select account_id, code_id from one_time_code
                where account_id in (:accounts) and redeemed_at is not null
                  and (retired_at is not null or redeemed_at >= expires_at or tries > 5)
                """);
        FORBIDDEN.put("two codes of one attempt that can be used", """
                select account_id, attempt_id from one_time_code
                where account_id in (:accounts) and redeemed_at is null and retired_at is null
                group by account_id, attempt_id having count(*) > 1
                """);
        FORBIDDEN.put("a session older than the password", """
                select s.account_id, s.session_id from session s join credential c using (account_id)
                where s.account_id in (:accounts) and s.started_at < c.set_at and s.ended_at is null
                """);
        FORBIDDEN.put("a recognised browser older than the password", """
                select d.account_id, d.device_id from device d join credential c using (account_id)
                where d.account_id in (:accounts) and d.created_at < c.set_at and d.forgotten_at is null
                """);
        FORBIDDEN.put("an attempt under way that is older than the password", """
                select t.account_id, t.attempt_id from attempt t join credential c using (account_id)
                where t.account_id in (:accounts) and t.started_at < c.set_at
                  and t.state not in ('RECOVERY_WAITS', 'SIGNED_IN', 'REFUSED', 'CANCELLED')
                """);
        FORBIDDEN.put("a code older than the password that can be used", """
                select o.account_id, o.code_id from one_time_code o join credential c using (account_id)
                where o.account_id in (:accounts) and o.created_at < c.set_at
                  and o.redeemed_at is null and o.retired_at is null and o.expires_at > now()
                """);
        FORBIDDEN.put("a proof older than the password that can be used", """
                select p.account_id, p.proof_id from proof p join credential c using (account_id)
                where p.account_id in (:accounts) and p.proved_at < c.set_at and p.consumed_at is null
                """);
        FORBIDDEN.put("a changed password without its one notice and its one outcome", """
                select h.account_id, h.set_at from credential_history h
                join proof p on p.account_id = h.account_id and p.consumed_at = h.set_at
                            and p.consumed_by = 'new-password'
                where h.account_id in (:accounts)
                  and (1 <> (select count(*) from outbox_mail m
                             where m.account_id = h.account_id and m.created_at = h.set_at
                               and m.kind = case when p.purpose like 'RECOVERY%' then 'RECOVERY_DONE'
                                                 else 'PASSWORD_CHANGED' end
                               and (p.purpose not like 'RECOVERY%' or m.recipient = (
                                   select email from account a where a.account_id = h.account_id)))
                    or 1 <> (select count(*) from outcome_record r
                             where r.account_id = h.account_id and r.attempt_id = p.attempt_id
                               and r.outcome = 'PASSWORD_CHANGED' and r.happened_at = h.set_at))
                """);
        FORBIDDEN.put("more guesses than the budget", """
                select account_id, purpose, lane, used from budget
                where account_id in (:accounts)
                  and used > case
                      when purpose in ('PASSWORD/PT1H', 'SIBLING_PASSWORD/PT1H', 'RECOVERY_CODE/PT1H') then 10
                      when purpose in ('STOPPED_NOTICE/PT24H') then 1
                      when purpose in ('SIGN_IN_NOTICE/PT24H', 'SECURITY_ANSWER/PT24H') then 3
                      when purpose in ('WAITING_RECOVERY/PT720H') then 4
                      when purpose in ('SECURITY_ANSWER/PT720H') then 10
                      when purpose like '%\\_CODE/PT24H' then 10
                      when purpose like '%\\_CODE/PT720H' then 40
                      when purpose like '%\\_MAIL/PT1H'
                        or purpose in ('RECOVERY_MAILBOX/PT1H', 'DEVICE_CHECK/PT1H') then 5
                      when purpose like '%\\_MAIL/PT24H'
                        or purpose in ('RECOVERY_MAILBOX/PT24H', 'DEVICE_CHECK/PT24H') then 15
                      else 100 end
                """);
    }

    private EvidenceRows() {}

    /// What is wrong with these accounts, in words; empty if nothing is.
    public static List<String> violations(JdbcClient db, Collection<UUID> accounts) {
        List<String> found = new ArrayList<>();
        FORBIDDEN.forEach((what, query) -> {
            var rows = db.sql(query).param("accounts", accounts).query().listOfRows();
            if (!rows.isEmpty()) {
                found.add(what + ": " + rows);
            }
        });
        return found;
    }
}
