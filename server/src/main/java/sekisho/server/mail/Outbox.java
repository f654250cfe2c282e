package sekisho.server.mail;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Where mails to members are put. A mail is kept in the transaction of its cause: it goes out if and
/// only if the cause is committed, also after a crash, and the one who waits for a page never waits for
/// the mail server.
public class Outbox {
    /// How many days a member can look back at his mails.
    public static final int SHOWN_DAYS = 90;

    /// How many days back a mail can be looked up by its number alone. Mails to nobody are kept as long,
    /// so that their absence tells nothing.
    public static final int CHECKED_DAYS = 30;

    /// Kinds that go out only because an account has an owner, or by what he does.
    private static final Set<MailKind> TELL_OF_OWNER =
            Set.of(MailKind.ALREADY_REGISTERED, MailKind.RECOVERY_STOPPED, MailKind.ASKED_RECOVERY_STOPPED);

    private final Function<UUID, Optional<String>> toldApart;
    private final OutboxStore store;
    private final MailTexts texts;
    private final MailWriter writer;
    private final MailRelay relay;

    /// @param toldApart what tells an account from others on its address, if anything need
    Outbox(
            Function<UUID, Optional<String>> toldApart,
            OutboxStore store,
            MailTexts texts,
            MailWriter writer,
            MailRelay relay) {
        this.toldApart = toldApart;
        this.store = store;
        this.texts = texts;
        this.writer = writer;
        this.relay = relay;
    }

    /// Queues a mail in the caller's transaction. One to an address under `.invalid` is never sent.
    ///
    /// @throws IllegalArgumentException if the recipient isn't one plain address or a fact is missing
    /// @throws IllegalStateException if no transaction is open
    public void queue(MailOrder order) {
        queueIn(Duration.ZERO, order);
    }

    /// Queues a mail that isn't sent before this time has passed; until then [#withdraw] can stop it.
    ///
    /// @throws IllegalArgumentException as [#queue]
    /// @throws IllegalStateException as [#queue]
    public void queueIn(Duration wait, MailOrder order) {
        if (Recipient.isNobody(order.to())) {
            queueNothing(order);
            return;
        }
        MailText text = prepared(order);
        UUID mailId = UUID.randomUUID();
        store.insert(mailId, writer.messageId(mailId), order, text, wait);
    }

    /// Stops the mails of a kind with this reference number of which nobody has begun to send any; joins
    /// the caller's transaction.
    public void withdraw(UUID accountId, MailKind kind, String reference) {
        store.withdraw(accountId, kind, reference);
    }

    /// Does the work of [#queue] for an address that has no account, and sends nothing: so both cost
    /// the same.
    ///
    /// @throws IllegalArgumentException as [#queue]
    /// @throws IllegalStateException as [#queue]
    public void queueNothing(MailOrder order) {
        MailText text = prepared(order);
        UUID mailId = UUID.randomUUID();
        store.insertVoid(mailId, writer.messageId(mailId), order, text);
    }

    /// Whether anybody can get a mail at this address: nobody can own one under `.invalid`.
    public static boolean reaches(String address) {
        return !Recipient.isNobody(address);
    }

    /// The subject of the latest mail with this reference number that carries a code, the code masked.
    /// Other mails are left out: what they are about may be nobody's business but the owner's.
    public Optional<String> latestCodeSubject(UUID accountId, String reference) {
        return store.latestCodeSubject(accountId, reference);
    }

    /// The mails of the last [#SHOWN_DAYS] days to one account, newest first, the codes masked.
    public List<SentMail> sentTo(UUID accountId, int most) {
        return store.sentTo(accountId, SHOWN_DAYS, most);
    }

    /// One mail to this account, the code masked.
    public Optional<SentMail> find(UUID accountId, UUID mailId) {
        return store.find(accountId, mailId);
    }

    /// The mails to one account with this reference number, oldest first, the codes masked.
    public List<SentMail> withReference(UUID accountId, String reference, int most) {
        return store.withReference(accountId, reference, most);
    }

    /// What was written with this reference number in the last [#CHECKED_DAYS] days, newest first, as
    /// anybody may know it: nothing of it depends on whether the address has an account, what its owner
    /// does, or in which language he is written to.
    public List<WrittenMail> written(String reference, Locale locale, int most) {
        return store.written(reference, TELL_OF_OWNER, CHECKED_DAYS, most).stream()
                // Two of one moment stand in the same order whether or not one of them went out.
                .sorted(Comparator.comparing(OutboxStore.Written::at)
                        .reversed()
                        .thenComparing(OutboxStore.Written::kind))
                .map(mail -> new WrittenMail(mail.at(), subjects(mail.kind(), reference, locale)))
                .toList();
    }

    /// Whoever moves his account to a taken address gets a page that says a code was sent, and the owner gets
    /// another mail: which of them was really sent is the owner's secret.
    private List<String> subjects(MailKind kind, String reference, Locale locale) {
        Stream<MailKind> kinds =
                kind == MailKind.NEW_EMAIL_CODE ? Stream.of(kind, MailKind.ALREADY_REGISTERED) : Stream.of(kind);
        return kinds.map(one -> texts.subject(one, locale, reference)).toList();
    }

    /// The address that mails come from.
    public String sender() {
        return writer.sender();
    }

    /// The mails that were given up, newest first.
    public List<DeadLetter> deadLetters(int most) {
        return store.deadLetters(most);
    }

    private MailText prepared(MailOrder order) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a mail is queued in the transaction of its cause, and none is open");
        }
        Recipient.checked(order.to());
        MailText text =
                texts.write(toldApart.apply(order.accountId()).map(order::about).orElse(order));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                relay.wake();
            }
        });
        return text;
    }
}
