package sekisho.server.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table `outbox_mail`. A mail is `QUEUED`, then `SENT` or `DEAD`; a `VOID` one is never sent.
///
/// `in_doubt` counts the hand-overs whose end isn't known. It is raised before the hand-over and
/// lowered only when the mail server has surely not taken the mail, so that a crash leaves the careful
/// number behind.
@Component
class OutboxStore {
    /// How often a mail may be handed over when nobody knows whether it was taken (invariant 6).
    private static final int MOST_HAND_OVERS = 2;

    private static final List<String> CODE_KINDS = Arrays.stream(MailKind.values())
            .filter(MailKind::carriesCode)
            .map(MailKind::name)
            .toList();

    private static final List<String> TO_OTHER_MAILBOX =
            MailKind.TO_OTHER_MAILBOX.stream().map(MailKind::name).toList();

    /// A mail as the member of the account may see it.
    private static final String SENT_MAIL = """
            select mail_id, reference, recipient, subject, body, locale, state, created_at, sent_at
            from outbox_mail
            where account_id = :account and state <> 'VOID' and kind not in (:elsewhere)
            """;

    private final JdbcClient jdbc;

    OutboxStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(UUID mailId, String messageId, MailOrder order, MailText text, Duration wait) {
        insert(mailId, messageId, order, text, "QUEUED", wait);
    }

    /// The same row in the same time, without address and code, and for nobody.
    void insertVoid(UUID mailId, String messageId, MailOrder order, MailText text) {
        insert(mailId, messageId, order, text, "VOID", Duration.ZERO);
    }

    private void insert(UUID mailId, String messageId, MailOrder order, MailText text, String state, Duration wait) {
        boolean sendable = state.equals("QUEUED");
        jdbc.sql("""
                        insert into outbox_mail (account_id, mail_id, kind, message_id, recipient, subject, body,
                                                 locale, reference, secret, state, next_try_at, give_up_at)
                        values (:account, :mail, :kind, :messageId, :recipient, :subject, :body,
                                :locale, :reference, :secret, :state,
                                now() + make_interval(secs => :wait), :giveUpAt)
                        """)
                .param("account", order.accountId())
                .param("mail", mailId)
                .param("kind", order.kind().name())
                .param("messageId", messageId)
                .param("recipient", sendable ? order.to() : "")
                .param("subject", text.subject())
                .param("body", text.body())
                .param("locale", MailTexts.language(order.locale()).getLanguage())
                .param("reference", order.reference())
                .param("secret", sendable ? order.secretCode() : null)
                .param("state", state)
                .param("wait", wait.toSeconds())
                .param("giveUpAt", Timestamp.from(order.giveUpAt()))
                .update();
    }

    void withdraw(UUID accountId, MailKind kind, String reference) {
        jdbc.sql("""
                        update outbox_mail set state = 'VOID', recipient = '', secret = null
                        where account_id = :account and kind = :kind and reference = :reference
                          and state = 'QUEUED' and tries = 0
                        """)
                .param("account", accountId)
                .param("kind", kind.name())
                .param("reference", reference)
                .update();
    }

    Optional<String> latestCodeSubject(UUID accountId, String reference) {
        return jdbc.sql("""
                        select subject from outbox_mail
                        where account_id = :account and reference = :reference and kind in (:kinds)
                        order by created_at desc limit 1
                        """)
                .param("account", accountId)
                .param("reference", reference)
                .param("kinds", CODE_KINDS)
                .query(String.class)
                .optional();
    }

    /// Takes up to `most` due mails for `term`; several workers never get the same one.
    List<Lease> lease(int most, Duration term) {
        return jdbc.sql("""
                        update outbox_mail
                           set leased_until = now() + :term * interval '1 millisecond', tries = tries + 1
                         where (account_id, mail_id) in (
                               select account_id, mail_id
                                 from outbox_mail
                                where state = 'QUEUED' and next_try_at <= now() and give_up_at > now()
                                  and in_doubt < :mostHandOvers
                                  and (leased_until is null or leased_until < now())
                                order by next_try_at
                                limit :most
                                for update skip locked)
                        returning account_id, mail_id, tries, kind, message_id, recipient, subject, body, locale,
                                  secret, created_at
                        """)
                .param("term", term.toMillis())
                .param("mostHandOvers", MOST_HAND_OVERS)
                .param("most", most)
                .query(OutboxStore::lease)
                .list();
    }

    private static Lease lease(ResultSet row, int number) throws SQLException {
        return new Lease(
                row.getObject("account_id", UUID.class),
                row.getObject("mail_id", UUID.class),
                row.getInt("tries"),
                new StoredMail(
                        MailKind.valueOf(row.getString("kind")),
                        row.getString("message_id"),
                        row.getString("recipient"),
                        new MailText(row.getString("subject"), row.getString("body")),
                        MailTexts.language(Locale.forLanguageTag(row.getString("locale"))),
                        row.getString("secret"),
                        row.getTimestamp("created_at").toInstant()));
    }

    /// Notes that the hand-over begins now; false if the mail isn't this worker's to send any more.
    boolean beginHandOver(Lease lease) {
        return jdbc.sql("""
                        update outbox_mail
                           set in_doubt = in_doubt + 1
                         where account_id = :account and mail_id = :mail and tries = :tries
                           and state = 'QUEUED' and in_doubt < :mostHandOvers and leased_until > now()
                        """)
                        .param("account", lease.accountId())
                        .param("mail", lease.mailId())
                        .param("tries", lease.tries())
                        .param("mostHandOvers", MOST_HAND_OVERS)
                        .update()
                == 1;
    }

    /// The mail server has the mail: true whoever learns it and whenever, so no lease is asked for.
    void accepted(Lease lease) {
        jdbc.sql("""
                        update outbox_mail
                           set state = 'SENT', sent_at = now(), secret = null, leased_until = null, last_error = null
                         where account_id = :account and mail_id = :mail and state in ('QUEUED', 'DEAD')
                        """)
                .param("account", lease.accountId())
                .param("mail", lease.mailId())
                .update();
    }

    /// Not taken this time: next try after `pause`.
    ///
    /// @param begun whether [#beginHandOver] had raised the count
    void deferred(Lease lease, boolean begun, Duration pause, String why) {
        jdbc.sql("""
                        update outbox_mail
                           set in_doubt = in_doubt - :handOvers, leased_until = null, last_error = :why,
                               next_try_at = now() + :pause * interval '1 millisecond'
                         where account_id = :account and mail_id = :mail and tries = :tries and state = 'QUEUED'
                        """)
                .param("handOvers", begun ? 1 : 0)
                .param("why", why)
                .param("pause", pause.toMillis())
                .param("account", lease.accountId())
                .param("mail", lease.mailId())
                .param("tries", lease.tries())
                .update();
    }

    /// Perhaps taken: handed over once more after `pause`, but given up after the second time.
    ///
    /// @return whether it was given up
    boolean doubtful(Lease lease, Duration pause, String why) {
        return jdbc.sql("""
                        update outbox_mail
                           set state = case when in_doubt < :mostHandOvers then 'QUEUED' else 'DEAD' end,
                               secret = case when in_doubt < :mostHandOvers then secret end,
                               leased_until = null, last_error = :why,
                               next_try_at = now() + :pause * interval '1 millisecond'
                         where account_id = :account and mail_id = :mail and tries = :tries and state = 'QUEUED'
                        returning state
                        """)
                .param("mostHandOvers", MOST_HAND_OVERS)
                .param("why", why)
                .param("pause", pause.toMillis())
                .param("account", lease.accountId())
                .param("mail", lease.mailId())
                .param("tries", lease.tries())
                .query(String.class)
                .optional()
                .filter("DEAD"::equals)
                .isPresent();
    }

    /// Never to be taken.
    void refused(Lease lease, String why) {
        jdbc.sql("""
                        update outbox_mail
                           set state = 'DEAD', secret = null, leased_until = null, last_error = :why
                         where account_id = :account and mail_id = :mail and tries = :tries and state = 'QUEUED'
                        """)
                .param("why", why)
                .param("account", lease.accountId())
                .param("mail", lease.mailId())
                .param("tries", lease.tries())
                .update();
    }

    /// Gives up what nobody is sending and what is out of date or was handed over twice without an answer.
    List<DeadLetter> giveUp() {
        return jdbc.sql("""
                        update outbox_mail
                           set state = 'DEAD', secret = null, leased_until = null,
                               last_error = coalesce(last_error, 'out of date before the mail server took it')
                         where state = 'QUEUED' and (give_up_at <= now() or in_doubt >= :mostHandOvers)
                           and (leased_until is null or leased_until < now())
                        returning account_id, mail_id, kind, reference, created_at, tries, last_error
                        """)
                .param("mostHandOvers", MOST_HAND_OVERS)
                .query(OutboxStore::deadLetter)
                .list();
    }

    /// The newest mails to one account, whatever became of them; those to nobody left out.
    List<SentMail> sentTo(UUID accountId, int days, int most) {
        return jdbc.sql(SENT_MAIL + """
                        and created_at > now() - make_interval(days => :days) order by created_at desc limit :most
                        """)
                .param("account", accountId)
                .param("elsewhere", TO_OTHER_MAILBOX)
                .param("days", days)
                .param("most", most)
                .query(OutboxStore::sentMail)
                .list();
    }

    Optional<SentMail> find(UUID accountId, UUID mailId) {
        return jdbc.sql(SENT_MAIL + "and mail_id = :mail")
                .param("account", accountId)
                .param("elsewhere", TO_OTHER_MAILBOX)
                .param("mail", mailId)
                .query(OutboxStore::sentMail)
                .optional();
    }

    List<SentMail> withReference(UUID accountId, String reference, int most) {
        return jdbc.sql(SENT_MAIL + "and reference = :reference order by created_at limit :most")
                .param("account", accountId)
                .param("elsewhere", TO_OTHER_MAILBOX)
                .param("reference", reference)
                .param("most", most)
                .query(OutboxStore::sentMail)
                .list();
    }

    private static SentMail sentMail(ResultSet row, int number) throws SQLException {
        Timestamp sent = row.getTimestamp("sent_at");
        return new SentMail(
                row.getObject("mail_id", UUID.class),
                row.getString("reference"),
                row.getString("recipient"),
                row.getString("subject"),
                row.getString("body"),
                MailTexts.language(Locale.forLanguageTag(row.getString("locale"))),
                switch (row.getString("state")) {
                    case "QUEUED" -> SentMail.State.WAITING;
                    case "SENT" -> SentMail.State.SENT;
                    default -> SentMail.State.NOT_CONFIRMED;
                },
                row.getTimestamp("created_at").toInstant(),
                sent == null ? null : sent.toInstant());
    }

    /// What was written with this number, to anybody or nobody: kind and time alone.
    ///
    /// @param hidden kinds that are left out
    List<Written> written(String reference, Collection<MailKind> hidden, int days, int most) {
        return jdbc.sql("""
                        select kind, created_at
                          from outbox_mail
                         where reference = :reference and kind not in (:hidden)
                           and created_at > now() - make_interval(days => :days)
                         order by created_at desc
                         limit :most
                        """)
                .param("reference", reference)
                .param("hidden", hidden.stream().map(MailKind::name).toList())
                .param("days", days)
                .param("most", most)
                .query((row, number) -> new Written(
                        MailKind.valueOf(row.getString("kind")),
                        row.getTimestamp("created_at").toInstant()))
                .list();
    }

    /// What the public look-up learns of one mail.
    record Written(MailKind kind, Instant at) {}

    List<DeadLetter> deadLetters(int most) {
        return jdbc.sql("""
                        select account_id, mail_id, kind, reference, created_at, tries, last_error
                          from outbox_mail
                         where state = 'DEAD'
                         order by created_at desc
                         limit :most
                        """).param("most", most).query(OutboxStore::deadLetter).list();
    }

    long countDead() {
        return jdbc.sql("select count(*) from outbox_mail where state = 'DEAD'")
                .query(Long.class)
                .single();
    }

    private static DeadLetter deadLetter(ResultSet row, int number) throws SQLException {
        return new DeadLetter(
                row.getObject("account_id", UUID.class),
                row.getObject("mail_id", UUID.class),
                MailKind.valueOf(row.getString("kind")),
                row.getString("reference"),
                row.getTimestamp("created_at").toInstant(),
                row.getInt("tries"),
                row.getString("last_error"));
    }
}
