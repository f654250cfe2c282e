package sekisho.server.selfservice;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sekisho.engine.Evidence;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;
import sekisho.server.account.LoginIdentity;
import sekisho.server.challenge.ChallengePurpose;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.challenge.CodeOrder;
import sekisho.server.challenge.CodeState;
import sekisho.server.challenge.OneTimeCodes;
import sekisho.server.challenge.OneTimeCodes.Sending;
import sekisho.server.challenge.Proofs;
import sekisho.server.device.Recognition;
import sekisho.server.hotstate.GuessBudgets;
import sekisho.server.hotstate.GuessBudgets.Purpose;
import sekisho.server.hotstate.GuessBudgets.Take;
import sekisho.server.hotstate.Lane;
import sekisho.server.mail.MailKind;
import sekisho.server.mail.MailOrder;
import sekisho.server.mail.Outbox;
import sekisho.server.password.Passwords;
import sekisho.server.platform.ReferenceNumber;
import sekisho.server.platform.Times;
import sekisho.server.platform.Transactions;
import sekisho.server.record.Outcome;
import sekisho.server.record.SignInRecords;
import sekisho.server.risk.ClientRequest;
import sekisho.server.risk.EvidenceCollector;
import sekisho.server.selfservice.EmailChangeStore.Change;
import sekisho.server.selfservice.EmailChangeStore.Leaving;
import sekisho.server.signin.Attempts;
import sekisho.server.signin.CodeMails;
import sekisho.server.signin.RecoveryNotices;

/// Another e-mail address for an account: password, code to the present mailbox, code to the new one. The
/// address changes on both proofs, used up in the same transaction; nothing that was sent to the old one
/// works afterwards, save the undo.
@Component
public class EmailChange {
    /// For so many days whoever reads the mails of the address before can undo the change.
    public static final int UNDO_DAYS = 14;

    private static final Duration NOTICE_GIVE_UP = Duration.ofDays(2);

    private final EmailChangeStore store;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Attempts attempts;
    private final OneTimeCodes codes;
    private final Proofs proofs;
    private final CodeMails codeMails;
    private final SignInRecords records;
    private final RecoveryNotices recoveryNotices;
    private final GuessBudgets budgets;
    private final EvidenceCollector evidenceCollector;
    private final Outbox outbox;
    private final Times times;
    private final Transactions transactions;

    EmailChange(
            EmailChangeStore store,
            Accounts accounts,
            Passwords passwords,
            Attempts attempts,
            OneTimeCodes codes,
            Proofs proofs,
            CodeMails codeMails,
            SignInRecords records,
            RecoveryNotices recoveryNotices,
            GuessBudgets budgets,
            EvidenceCollector evidenceCollector,
            Outbox outbox,
            Times times,
            Transactions transactions) {
        this.store = store;
        this.accounts = accounts;
        this.passwords = passwords;
        this.attempts = attempts;
        this.codes = codes;
        this.proofs = proofs;
        this.codeMails = codeMails;
        this.records = records;
        this.recoveryNotices = recoveryNotices;
        this.budgets = budgets;
        this.evidenceCollector = evidenceCollector;
        this.outbox = outbox;
        this.times = times;
        this.transactions = transactions;
    }

    /// Which mailbox is asked next.
    public enum Step {
        PRESENT(ChallengePurpose.EMAIL_CHANGE),
        NEW(ChallengePurpose.NEW_EMAIL);

        private final ChallengePurpose purpose;

        Step(ChallengePurpose purpose) {
            this.purpose = purpose;
        }

        /// Names the texts.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A change under way.
    ///
    /// @param from the present address
    /// @param to the wanted one
    public record Pending(Step step, String from, String to, String reference, CodeState code) {}

    /// What became of the wish for another address.
    public sealed interface Begun {
        /// The code to the present address is on its way.
        record Asked() implements Begun {}

        /// The mailbox has got enough mails.
        record TooMany(Instant next) implements Begun {}

        /// The password is another one since it was compared.
        record PasswordChanged() implements Begun {}
    }

    /// What became of a typed code.
    public sealed interface Answer {
        /// It was the one to the present address; one to the new address was sent.
        record NewAsked() implements Answer {}

        /// It was the second one: the address is changed.
        record Changed() implements Answer {}

        /// It wasn't right; the change goes on.
        record NotProved(ChallengeResult why) implements Answer {}

        /// The change is over, or can't be made any more.
        record Ended() implements Answer {}
    }

    /// Begins a change; one that is under way ends.
    ///
    /// @param locale the language of the page that asks for it
    public Begun begin(
            UUID accountId,
            EmailAddress to,
            Reauthentication.Result.Right proved,
            ClientRequest client,
            Locale locale) {
        Map<String, String> facts = facts(accountId, proved.device(), client, locale);
        return transactions.inOne(accountId, () -> {
            Optional<Account> account = accounts.lock(accountId);
            if (account.isEmpty() || !passwords.isCurrent(accountId, proved.password())) {
                return new Begun.PasswordChanged();
            }
            Change change = new Change(UUID.randomUUID(), ReferenceNumber.random(), to);
            Sending sending = codes.send(order(
                    account.get(), change, Step.PRESENT, account.get().email(), facts, proved.device(), locale, false));
            return switch (sending) {
                case Sending.Sent sent -> {
                    store.begin(accountId, change);
                    yield new Begun.Asked();
                }
                case Sending.TooMany tooMany -> new Begun.TooMany(tooMany.next());
            };
        });
    }

    /// The change of an account that is under way.
    public Optional<Pending> pending(UUID accountId, Recognition device) {
        Account account = accounts.find(accountId).orElseThrow();
        return store.find(accountId).map(change -> {
            Step step = step(accountId, change);
            CodeState state = codes.state(accountId, change.changeId(), step.purpose, device.lane());
            return new Pending(step, account.email(), change.to().text(), change.reference(), state);
        });
    }

    /// Sends the code of the present step again.
    public void resend(UUID accountId, Recognition device, ClientRequest client, Locale locale) {
        Optional<Change> asked = store.find(accountId);
        if (asked.isEmpty()) {
            return;
        }
        if (step(accountId, asked.get()) == Step.NEW) {
            askNew(accountId, asked.get(), device, client, locale);
            return;
        }
        Map<String, String> facts = facts(accountId, device, client, locale);
        transactions.inOne(accountId, () -> {
            Account account = accounts.lock(accountId).orElseThrow();
            return store.find(accountId)
                    .map(change -> codes.send(
                            order(account, change, Step.PRESENT, account.email(), facts, device, locale, false)))
                    .isPresent();
        });
    }

    /// A code was typed.
    public Answer answer(UUID accountId, String typed, Recognition device, ClientRequest client, Locale locale) {
        Optional<Change> asked = store.find(accountId);
        Answer answer = transactions.inOne(accountId, () -> {
            Account account = accounts.lock(accountId).orElseThrow();
            Optional<Change> pending = store.find(accountId);
            if (pending.isEmpty()) {
                return new Answer.Ended();
            }
            Change change = pending.get();
            Step step = step(accountId, change);
            ChallengeResult result = codes.answer(accountId, change.changeId(), step.purpose, device.lane(), typed);
            if (!(result instanceof ChallengeResult.Accepted)) {
                return new Answer.NotProved(result);
            }
            return switch (step) {
                case PRESENT -> new Answer.NewAsked();
                case NEW -> change(account, change, device, client);
            };
        });
        if (answer instanceof Answer.NewAsked && asked.isPresent()) {
            if (askNew(accountId, asked.get(), device, client, locale)) {
                tellOwnerOf(asked.get(), client);
            }
        }
        return answer;
    }

    /// Which mailbox is to be proved next: the present one first, so that a stranger at an open session
    /// can't send mails to anybody.
    private Step step(UUID accountId, Change change) {
        return proofs.waiting(accountId, change.changeId(), ChallengePurpose.EMAIL_CHANGE) ? Step.NEW : Step.PRESENT;
    }

    /// An address that leads to an account already gets no code, nor does a mailbox that has got enough of
    /// them, whoever asked; and the page doesn't tell. The mailbox is another account's or nobody's, so its
    /// mails are counted in a transaction of its own.
    ///
    /// @return whether the mailbox may get a mail
    private boolean askNew(UUID accountId, Change asked, Recognition device, ClientRequest client, Locale locale) {
        LoginIdentity mailbox = accounts.lookUp(asked.to());
        boolean may = budgets.take(mailbox.accountId(), Purpose.RECOVERY_MAILBOX, Lane.UNKNOWN) instanceof Take.Granted;
        Map<String, String> facts = facts(accountId, device, client, locale);
        transactions.inOne(accountId, () -> {
            Account account = accounts.lock(accountId).orElseThrow();
            return store.find(accountId)
                    .filter(asked::equals)
                    .map(change -> codes.send(order(
                            account,
                            change,
                            Step.NEW,
                            change.to().text(),
                            facts,
                            device,
                            locale,
                            !may || mailbox.exists())))
                    .isPresent();
        });
        return may;
    }

    private static CodeOrder order(
            Account account,
            Change change,
            Step step,
            String to,
            Map<String, String> facts,
            Recognition device,
            Locale locale,
            boolean silent) {
        return new CodeOrder(
                account.id(),
                change.changeId(),
                step.purpose,
                to,
                locale,
                change.reference(),
                facts,
                device.lane(),
                silent);
    }

    /// The owner of an account with that address hears what he hears when somebody registers with it. Of
    /// another account, so in a transaction of its own; and the same work if there is none.
    private void tellOwnerOf(Change change, ClientRequest client) {
        LoginIdentity identity = accounts.lookUp(change.to());
        Optional<Account> owner = accounts.find(identity.accountId()).filter(found -> identity.exists());
        Locale locale = owner.map(Account::locale).orElse(Locale.JAPANESE);
        Evidence evidence = evidence(identity.accountId(), Recognition.NONE, client);
        MailOrder mail = new MailOrder(
                identity.accountId(),
                MailKind.ALREADY_REGISTERED,
                owner.map(Account::email).orElse(change.to().text()),
                locale,
                change.reference(),
                null,
                codeMails.facts(evidence, locale),
                evidence.at().plus(NOTICE_GIVE_UP));
        transactions.inOne(() -> {
            if (owner.isPresent()) {
                outbox.queue(mail);
            } else {
                outbox.queueNothing(mail);
            }
            return mail;
        });
    }

    private Answer change(Account account, Change change, Recognition device, ClientRequest client) {
        UUID accountId = account.id();
        boolean proved = proofs.consume(accountId, change.changeId(), ChallengePurpose.EMAIL_CHANGE, "new-email")
                && proofs.consume(accountId, change.changeId(), ChallengePurpose.NEW_EMAIL, "new-email");
        store.end(accountId);
        if (!proved || !accounts.changeEmail(accountId, change.to())) {
            return new Answer.Ended();
        }
        for (UUID cancelled : attempts.cancelOthers(accountId, change.changeId())) {
            records.outcome(accountId, cancelled, Outcome.CANCELLED, null);
        }
        codes.retireAll(accountId);
        proofs.voidAll(accountId);
        recoveryNotices.stop(account);
        Evidence evidence = evidence(accountId, device, client);
        Map<String, String> facts = codeMails.facts(evidence, account.locale());
        if (store.goBack(accountId, change.to())) {
            tell(account, MailKind.EMAIL_BACK, account.email(), change.reference(), facts, evidence);
            tell(account, MailKind.EMAIL_BACK, change.to().text(), change.reference(), facts, evidence);
        } else {
            leave(account, change, facts, evidence);
        }
        return new Answer.Changed();
    }

    private void leave(Account account, Change change, Map<String, String> facts, Evidence evidence) {
        EmailAddress old = EmailAddress.parse(account.email()).orElseThrow();
        // Its own reference number, in the mail to the old address only: with the address it asks for the undo.
        Leaving leaving = new Leaving(account.id(), UUID.randomUUID(), ReferenceNumber.random(), old);
        Map<String, String> withUndo = new HashMap<>(facts);
        withUndo.put("undo", times.date(store.leave(leaving, UNDO_DAYS), account.locale()));
        tell(account, MailKind.EMAIL_CHANGED, old.text(), leaving.reference(), withUndo, evidence);
        tell(account, MailKind.EMAIL_IS_NEW, change.to().text(), change.reference(), withUndo, evidence);
    }

    private void tell(
            Account account, MailKind kind, String to, String reference, Map<String, String> facts, Evidence evidence) {
        outbox.queue(new MailOrder(
                account.id(),
                kind,
                to,
                account.locale(),
                reference,
                null,
                facts,
                evidence.at().plus(NOTICE_GIVE_UP)));
    }

    private Map<String, String> facts(UUID accountId, Recognition device, ClientRequest client, Locale locale) {
        return codeMails.facts(evidence(accountId, device, client), locale);
    }

    private Evidence evidence(UUID accountId, Recognition device, ClientRequest client) {
        return evidenceCollector.collect(accountId, client, device.kind(), new Evidence.Credential(null, null, false));
    }
}
