package sekisho.server.registration;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sekisho.engine.Authenticator;
import sekisho.engine.Decision;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.account.LoginIdentity;
import sekisho.server.challenge.ChallengePurpose;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.challenge.OneTimeCodes;
import sekisho.server.challenge.OneTimeCodes.Sending;
import sekisho.server.challenge.Proofs;
import sekisho.server.challenge.WaitingRecoveries;
import sekisho.server.device.Recognition;
import sekisho.server.hotstate.GuessBudgets;
import sekisho.server.hotstate.GuessBudgets.Purpose;
import sekisho.server.hotstate.Lane;
import sekisho.server.mail.MailKind;
import sekisho.server.mail.MailOrder;
import sekisho.server.mail.Outbox;
import sekisho.server.password.HashedPassword;
import sekisho.server.password.PasswordRules;
import sekisho.server.password.Passwords;
import sekisho.server.password.PersonalData;
import sekisho.server.password.Prepared;
import sekisho.server.password.RawPassword;
import sekisho.server.password.Violation;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.Transactions;
import sekisho.server.record.AttemptKind;
import sekisho.server.record.Decided;
import sekisho.server.record.Outcome;
import sekisho.server.record.SignInRecords;
import sekisho.server.recovery.NewPasswordResult;
import sekisho.server.risk.ClientRequest;
import sekisho.server.risk.EvidenceCollector;
import sekisho.server.risk.Judgement;
import sekisho.server.risk.Risk;
import sekisho.server.signin.Attempt;
import sekisho.server.signin.AttemptState;
import sekisho.server.signin.Attempts;
import sekisho.server.signin.CodeMails;
import sekisho.server.signin.Entrance;

/// A new member: details, mailbox proved by a code, password, in. Nothing of it is an account before
/// the end, and an address that has one already looks the same until its owner reads his mail.
@Component
public class Registration {
    private static final Duration NOTICE_GIVE_UP = Duration.ofDays(1);
    private static final Recognition NEW_BROWSER = new Recognition(null, DeviceRecognition.UNKNOWN);

    private final Accounts accounts;
    private final Attempts attempts;
    private final RegistrationStore store;
    private final EvidenceCollector evidenceCollector;
    private final Risk risk;
    private final SignInRecords records;
    private final CodeMails codeMails;
    private final OneTimeCodes codes;
    private final Proofs proofs;
    private final WaitingRecoveries waits;
    private final GuessBudgets budgets;
    private final PasswordRules rules;
    private final Passwords passwords;
    private final Entrance entrance;
    private final Outbox outbox;
    private final Transactions transactions;

    Registration(
            Accounts accounts,
            Attempts attempts,
            RegistrationStore store,
            EvidenceCollector evidenceCollector,
            Risk risk,
            SignInRecords records,
            CodeMails codeMails,
            OneTimeCodes codes,
            Proofs proofs,
            WaitingRecoveries waits,
            GuessBudgets budgets,
            PasswordRules rules,
            Passwords passwords,
            Entrance entrance,
            Outbox outbox,
            Transactions transactions) {
        this.accounts = accounts;
        this.attempts = attempts;
        this.store = store;
        this.evidenceCollector = evidenceCollector;
        this.risk = risk;
        this.records = records;
        this.codeMails = codeMails;
        this.codes = codes;
        this.proofs = proofs;
        this.waits = waits;
        this.budgets = budgets;
        this.rules = rules;
        this.passwords = passwords;
        this.entrance = entrance;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /// The form was sent: a code goes to the mailbox, or to its owner the word that he has an account.
    public AccountToken start(RegistrationForm form, ClientRequest client) {
        LoginIdentity identity = accounts.lookUp(form.email());
        UUID accountId = identity.accountId();
        Evidence evidence = evidenceCollector.collect(
                accountId, client, NEW_BROWSER.kind(), new Evidence.Credential(null, null, false));
        Judgement judgement = risk.judge(accountId, evidence, Set.of(Authenticator.EMAIL_CODE));
        return transactions.inOne(accountId, () -> {
            Optional<Account> owner = accounts.lock(accountId);
            Attempts.Draft draft = attempts.draftForCode(
                    accountId,
                    new Attempts.Cause(
                            AttemptKind.REGISTRATION, true, null, form.email().text(), client.browserKey()));
            records.write(new Decided(
                    accountId,
                    draft.attemptId(),
                    draft.reference(),
                    draft.cause().kind(),
                    new Decision.Challenge(Set.of(Authenticator.EMAIL_CODE)).name(),
                    evidence,
                    judgement.assessment(),
                    judgement.policyVersion(),
                    judgement.engineVersion()));
            Attempts.Opened opened = attempts.open(draft, AttemptState.REGISTRATION_CODE_ASKED, null);
            store.insert(accountId, opened.attempt().id(), form);
            boolean sent = codeMails.sendOnce(
                    draft, opened.attempt(), evidence, NEW_BROWSER, form.locale(), owner.isPresent());
            if (sent && owner.isPresent()) {
                tellOwner(
                        owner.get(),
                        opened.attempt(),
                        codeMails.facts(evidence, owner.get().locale()),
                        evidence);
            }
            return opened.token();
        });
    }

    private void tellOwner(Account owner, Attempt attempt, Map<String, String> facts, Evidence evidence) {
        outbox.queue(new MailOrder(
                owner.id(),
                MailKind.ALREADY_REGISTERED,
                owner.email(),
                owner.locale(),
                attempt.reference(),
                null,
                facts,
                evidence.at().plus(NOTICE_GIVE_UP)));
    }

    /// Sends another code.
    ///
    /// @return empty if the attempt is over
    public Optional<Sending> resend(AccountToken token, Locale locale) {
        return transactions.inOne(token.accountId(), () -> {
            Optional<Account> owner = accounts.lock(token.accountId());
            return pending(token, AttemptState.REGISTRATION_CODE_ASKED).map(attempt -> {
                return codeMails.send(
                        attempt,
                        records.evidenceOf(attempt.accountId(), attempt.id()),
                        NEW_BROWSER,
                        locale,
                        owner.isPresent());
            });
        });
    }

    /// A code was typed.
    ///
    /// @return what became of it; empty if the attempt is over
    public Optional<ChallengeResult> answer(AccountToken token, String typed) {
        return transactions.inOne(token.accountId(), () -> {
            Optional<Account> owner = accounts.lock(token.accountId());
            Optional<Attempt> pending = pending(token, AttemptState.REGISTRATION_CODE_ASKED);
            if (pending.isEmpty()) {
                return Optional.<ChallengeResult>empty();
            }
            Attempt attempt = pending.get();
            ChallengeResult result =
                    codes.answer(attempt.accountId(), attempt.id(), ChallengePurpose.REGISTRATION, Lane.UNKNOWN, typed);
            codeMails.recordAnswer(
                    attempt, owner.orElse(null), records.evidenceOf(attempt.accountId(), attempt.id()), result);
            if (result instanceof ChallengeResult.Accepted
                    && !attempts.move(attempt, AttemptState.FIRST_PASSWORD_ASKED)) {
                return Optional.<ChallengeResult>empty();
            }
            return Optional.of(result);
        });
    }

    /// The first password was chosen: the account comes to be, on the proof of its mailbox.
    public NewPasswordResult choose(AccountToken token, RawPassword password) {
        Optional<Attempt> pending = waitingForPassword(token);
        if (pending.isEmpty()) {
            return new NewPasswordResult.Ended();
        }
        Optional<RegistrationForm> written =
                store.find(token.accountId(), pending.get().id());
        if (written.isEmpty()) {
            // The same form, sent twice: the first one has just made the account.
            return new NewPasswordResult.Ended();
        }
        RegistrationForm form = written.get();
        List<Violation> violations = rules.check(password, personalData(form));
        if (!violations.isEmpty()) {
            return new NewPasswordResult.Rejected(violations);
        }
        byte[] salt = Accounts.newSalt();
        return switch (passwords.prepare(token.accountId(), salt, password, Lane.UNKNOWN)) {
            case Prepared.UsedBefore usedBefore -> new NewPasswordResult.UsedBefore();
            case Prepared.Busy busy -> new NewPasswordResult.Busy();
            case Prepared.Ready ready ->
                transactions.inOne(token.accountId(), () -> create(token, form, salt, ready.hashed()));
        };
    }

    private NewPasswordResult create(AccountToken token, RegistrationForm form, byte[] salt, HashedPassword password) {
        accounts.lock(token.accountId());
        Optional<Attempt> pending = waitingForPassword(token);
        if (pending.isEmpty()) {
            return new NewPasswordResult.Ended();
        }
        Attempt attempt = pending.get();
        UUID accountId = attempt.accountId();
        if (!proofs.consume(accountId, attempt.id(), ChallengePurpose.REGISTRATION, "account")) {
            return new NewPasswordResult.Ended();
        }
        boolean created = accounts.create(
                accountId, form.email(), salt, form.name(), form.nameKana(), form.phone(), form.locale());
        if (!created) {
            attempts.move(attempt, AttemptState.CANCELLED);
            return new NewPasswordResult.Ended();
        }
        attempts.move(attempt, AttemptState.SIGNED_IN);
        passwords.store(accountId, password);
        attempts.cancelAll(accountId, attempt.id());
        codes.retireAll(accountId);
        proofs.voidAll(accountId);
        // Begun by whoever, when there was no owner yet who could object.
        waits.stop(accountId)
                .ifPresent(begun -> records.outcome(accountId, begun.attemptId(), Outcome.CANCELLED, null));
        budgets.forget(accountId, Purpose.WAITING_RECOVERY);
        store.delete(accountId, attempt.id());
        return new NewPasswordResult.Done(entrance.openProved(
                attempt, records.evidenceOf(attempt.accountId(), attempt.id()), NEW_BROWSER, form.locale()));
    }

    /// The attempt of this token, if its mailbox is proved and the first password is still to come.
    public Optional<Attempt> waitingForPassword(AccountToken token) {
        return pending(token, AttemptState.FIRST_PASSWORD_ASKED)
                .filter(attempt -> proofs.waiting(attempt.accountId(), attempt.id(), ChallengePurpose.REGISTRATION));
    }

    /// What the first password may not contain.
    public static PersonalData personalData(RegistrationForm form) {
        return new PersonalData(form.name(), form.nameKana(), form.email().text(), form.phone());
    }

    private Optional<Attempt> pending(AccountToken token, AttemptState state) {
        return attempts.find(token).filter(attempt -> attempt.state() == state);
    }
}
