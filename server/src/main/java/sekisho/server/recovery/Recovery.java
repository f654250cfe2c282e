package sekisho.server.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.engine.Authenticator;
import sekisho.engine.Decision;
import sekisho.engine.Evidence;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;
import sekisho.server.account.LoginIdentity;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.challenge.Counted;
import sekisho.server.challenge.OneTimeCodes;
import sekisho.server.challenge.OneTimeCodes.Sending;
import sekisho.server.challenge.Proofs;
import sekisho.server.device.DeviceCookie;
import sekisho.server.device.Devices;
import sekisho.server.device.Recognition;
import sekisho.server.hotstate.GuessBudgets;
import sekisho.server.mail.MailKind;
import sekisho.server.mail.MailOrder;
import sekisho.server.mail.Outbox;
import sekisho.server.password.HashedPassword;
import sekisho.server.password.Passwords;
import sekisho.server.password.PersonalData;
import sekisho.server.password.RawPassword;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.Transactions;
import sekisho.server.record.AttemptKind;
import sekisho.server.record.Decided;
import sekisho.server.record.SignInRecords;
import sekisho.server.risk.Browsers;
import sekisho.server.risk.ClientRequest;
import sekisho.server.risk.EvidenceCollector;
import sekisho.server.risk.Judgement;
import sekisho.server.risk.Risk;
import sekisho.server.signin.Attempt;
import sekisho.server.signin.AttemptState;
import sekisho.server.signin.Attempts;
import sekisho.server.signin.CodeMails;
import sekisho.server.signin.Counting;
import sekisho.server.signin.Entrance;
import sekisho.server.signin.Entry;
import sekisho.server.signin.Siblings;
import sekisho.server.signin.Siblings.Sibling;

/// A new password for a member whose old one isn't safe any more, or is forgotten: code by e-mail, new
/// password, in. The password changes only on a proof of this attempt, used up in the same transaction.
@Component
public class Recovery {
    private static final Duration NOTICE_GIVE_UP = Duration.ofDays(2);

    private final Accounts accounts;
    private final Attempts attempts;
    private final Devices devices;
    private final Passwords passwords;
    private final NewPasswords newPasswords;
    private final OneTimeCodes codes;
    private final Proofs proofs;
    private final CodeMails codeMails;
    private final Counting counting;
    private final EvidenceCollector evidenceCollector;
    private final Browsers browsers;
    private final Risk risk;
    private final SignInRecords records;
    private final FreshStart freshStart;
    private final Entrance entrance;
    private final Siblings siblings;
    private final GuessBudgets budgets;
    private final Outbox outbox;
    private final Transactions transactions;

    Recovery(
            Accounts accounts,
            Attempts attempts,
            Devices devices,
            Passwords passwords,
            NewPasswords newPasswords,
            OneTimeCodes codes,
            Proofs proofs,
            CodeMails codeMails,
            Counting counting,
            EvidenceCollector evidenceCollector,
            Browsers browsers,
            Risk risk,
            SignInRecords records,
            FreshStart freshStart,
            Entrance entrance,
            Siblings siblings,
            GuessBudgets budgets,
            Outbox outbox,
            Transactions transactions) {
        this.accounts = accounts;
        this.attempts = attempts;
        this.devices = devices;
        this.passwords = passwords;
        this.newPasswords = newPasswords;
        this.codes = codes;
        this.proofs = proofs;
        this.codeMails = codeMails;
        this.counting = counting;
        this.evidenceCollector = evidenceCollector;
        this.browsers = browsers;
        this.risk = risk;
        this.records = records;
        this.freshStart = freshStart;
        this.entrance = entrance;
        this.siblings = siblings;
        this.budgets = budgets;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /// "I forgot my password": judged like a sign-in, answered alike for every address.
    ///
    /// @return the token of the attempt
    public AccountToken forgot(EmailAddress email, ClientRequest client, DeviceCookie cookie, Locale locale) {
        LoginIdentity identity = accounts.lookUp(email);
        UUID accountId = identity.accountId();
        Recognition device = devices.recognise(accountId, cookie, browsers.read(client));
        Evidence evidence =
                evidenceCollector.collect(accountId, client, device.kind(), new Evidence.Credential(null, null, false));
        Judgement judgement = risk.judge(accountId, evidence, Set.of(Authenticator.EMAIL_CODE));
        return transactions.inOne(accountId, () -> {
            Optional<Account> account = siblings.reader(accounts.lock(accountId).orElse(null));
            String to = account.map(Account::email).orElse(email.text());
            Attempts.Draft draft = attempts.draftForCode(
                    accountId, new Attempts.Cause(AttemptKind.FORGOT_PASSWORD, false, null, to, client.browserKey()));
            Decision decision = atLeastCode(judgement.decision());
            records.write(new Decided(
                    accountId,
                    draft.attemptId(),
                    draft.reference(),
                    draft.cause().kind(),
                    decision.name(),
                    evidence,
                    judgement.assessment(),
                    judgement.policyVersion(),
                    judgement.engineVersion(),
                    null));
            Attempts.Opened opened = attempts.open(draft, AttemptState.RESET_CODE_ASKED, null);
            codeMails.sendOnce(
                    draft,
                    opened.attempt(),
                    evidence,
                    counting.of(opened.attempt(), cookie, evidence.browser()),
                    locale,
                    account.isEmpty() || stops(decision.name()));
            return opened.token();
        });
    }

    /// Whoever forgot the password has shown nothing yet, so the mailbox is asked for whatever the risk is.
    private static Decision atLeastCode(Decision decision) {
        return switch (decision) {
            case Decision.Allow allow -> new Decision.Challenge(Set.of(Authenticator.EMAIL_CODE));
            case Decision.Challenge challenge -> decision;
            case Decision.RequirePasswordReset requirePasswordReset -> decision;
            case Decision.Hold hold -> decision;
            case Decision.Deny deny -> decision;
        };
    }

    /// Whether a decision stops a forgotten password: it looks the same, and no mail goes out.
    private static boolean stops(String decision) {
        return decision.equals(new Decision.Deny().name()) || decision.equals(new Decision.Hold().name());
    }

    /// Sends the first code of a reset that a sign-in led to, or another one.
    ///
    /// @return empty if the attempt is over
    public Optional<Sending> sendCode(AccountToken token, DeviceCookie cookie, Locale locale) {
        return transactions.inOne(token.accountId(), () -> {
            Optional<Account> locked = accounts.lock(token.accountId());
            Optional<Attempt> pending = attempts.find(token)
                    .filter(attempt -> attempt.state() == AttemptState.RESET_ASKED
                            || attempt.state() == AttemptState.RESET_CODE_ASKED);
            if (pending.isEmpty()) {
                return Optional.<Sending>empty();
            }
            Attempt attempt = pending.get();
            Optional<Account> account = asked(attempt, locked.orElse(null));
            // Whoever was asked for a reset has an account; if it was disabled since, he gets no further.
            if (attempt.state() == AttemptState.RESET_ASKED
                    && (account.isEmpty() || !attempts.move(attempt, AttemptState.RESET_CODE_ASKED))) {
                return Optional.<Sending>empty();
            }
            Decided decided = records.find(attempt.accountId(), attempt.id()).orElseThrow();
            Counted counted = counting.of(attempt, cookie, decided.evidence().browser());
            boolean silent = account.isEmpty() || stops(decided.decision());
            return Optional.of(codeMails.send(attempt, decided.evidence(), counted, locale, silent));
        });
    }

    /// What became of a code that was typed for a reset.
    public sealed interface ResetCodeAnswer {
        /// The mailbox is proved.
        record Proved() implements ResetCodeAnswer {}

        /// It isn't; the attempt goes on.
        record NotProved(ChallengeResult why) implements ResetCodeAnswer {}

        /// The attempt is over.
        record Ended() implements ResetCodeAnswer {}
    }

    /// A code was typed. What it opens is the choice of a new password, nothing else.
    public ResetCodeAnswer answer(AccountToken token, String typed, DeviceCookie cookie) {
        return transactions.inOne(token.accountId(), () -> {
            Optional<Account> account = accounts.lock(token.accountId());
            Optional<Attempt> pending =
                    attempts.find(token).filter(attempt -> attempt.state() == AttemptState.RESET_CODE_ASKED);
            if (pending.isEmpty()) {
                return new ResetCodeAnswer.Ended();
            }
            Attempt attempt = pending.get();
            Evidence evidence = records.evidenceOf(attempt.accountId(), attempt.id());
            Counted counted = counting.of(attempt, cookie, evidence.browser());
            ChallengeResult result =
                    codes.answer(attempt.accountId(), attempt.id(), CodeMails.purpose(attempt), counted, typed);
            codeMails.recordAnswer(attempt, account.orElse(null), evidence, result);
            if (!(result instanceof ChallengeResult.Accepted)) {
                return new ResetCodeAnswer.NotProved(result);
            }
            if (asked(attempt, account.orElse(null)).isEmpty()) {
                attempts.move(attempt, AttemptState.CANCELLED);
                return new ResetCodeAnswer.Ended();
            }
            AttemptState next = attempt.kind() == AttemptKind.FORGOT_PASSWORD
                            && accounts.addressOf(account.orElseThrow())
                                            .accounts()
                                            .size()
                                    > 1
                    ? AttemptState.RESET_ACCOUNT_ASKED
                    : AttemptState.NEW_PASSWORD_ASKED;
            return attempts.move(attempt, next) ? new ResetCodeAnswer.Proved() : new ResetCodeAnswer.Ended();
        });
    }

    /// Who is asked for the code: the account that the password named, or anybody on the address of a
    /// forgotten one.
    private Optional<Account> asked(Attempt attempt, @Nullable Account account) {
        return attempt.kind() == AttemptKind.FORGOT_PASSWORD
                ? siblings.reader(account)
                : Optional.ofNullable(account).filter(found -> !found.disabled());
    }

    /// The accounts to choose from, for an attempt that has proved the mailbox of several.
    public List<Sibling> choices(Attempt attempt) {
        return proofs.waiting(attempt.accountId(), attempt.id(), CodeMails.purpose(attempt))
                ? accounts.find(attempt.accountId())
                        .flatMap(account -> EmailAddress.parse(account.email()))
                        .map(address -> siblings.on(address, attempt))
                        .orElse(List.of())
                : List.of();
    }

    /// What became of a choice among several accounts.
    public sealed interface Chosen {
        /// From now on the attempt is this account's alone.
        record Account(AccountToken attempt) implements Chosen {}

        /// No account of this attempt was named.
        record None() implements Chosen {}

        /// The attempt is over, or has moved on.
        record Ended() implements Chosen {}
    }

    /// One of several accounts was chosen for the new password.
    ///
    /// @param handle names it, as the page of this attempt did
    public Chosen chooseAccount(AccountToken token, String handle) {
        return transactions.inOne(token.accountId(), () -> {
            accounts.lock(token.accountId());
            Optional<Attempt> pending =
                    attempts.find(token).filter(attempt -> attempt.state() == AttemptState.RESET_ACCOUNT_ASKED);
            if (pending.isEmpty()) {
                return new Chosen.Ended();
            }
            Attempt attempt = pending.get();
            Optional<Sibling> chosen = choices(attempt).stream()
                    .filter(sibling -> sibling.handle().equals(handle))
                    .findFirst();
            if (chosen.isEmpty()) {
                return new Chosen.None();
            }
            if (chosen.get().accountId().equals(attempt.accountId())) {
                return attempts.move(attempt, AttemptState.NEW_PASSWORD_ASKED)
                        ? new Chosen.Account(token)
                        : new Chosen.Ended();
            }
            if (accounts.lock(chosen.get().accountId())
                    .filter(found -> !found.disabled())
                    .isEmpty()) {
                return new Chosen.None();
            }
            return siblings.goOn(attempt, chosen.get().accountId(), AttemptState.NEW_PASSWORD_ASKED)
                    .<Chosen>map(Chosen.Account::new)
                    .orElseGet(Chosen.Ended::new);
        });
    }

    /// A new password was chosen. All of it happens in one transaction: the proof is used up, the
    /// password changes, everything older ends, the member is told, and he is in.
    public NewPasswordResult choose(AccountToken token, RawPassword password, DeviceCookie cookie, Locale locale) {
        Optional<Attempt> waiting = waitingForPassword(token);
        Optional<Account> asking = waiting.flatMap(attempt -> accounts.find(attempt.accountId()));
        if (waiting.isEmpty() || asking.isEmpty()) {
            return new NewPasswordResult.Ended();
        }
        Account account = asking.get();
        return newPasswords.choose(
                waiting.get(),
                personalData(account, account.email()),
                accounts.addressOf(account),
                password,
                cookie,
                hashed -> change(token, hashed, cookie, locale));
    }

    private NewPasswordResult change(AccountToken token, HashedPassword password, DeviceCookie cookie, Locale locale) {
        Optional<Account> account = accounts.lock(token.accountId()).filter(found -> !found.disabled());
        Optional<Attempt> pending = waitingForPassword(token);
        if (account.isEmpty() || pending.isEmpty()) {
            return new NewPasswordResult.Ended();
        }
        Attempt attempt = pending.get();
        UUID accountId = attempt.accountId();
        LoginIdentity address =
                accounts.lockAddress(EmailAddress.parse(account.get().email()).orElseThrow());
        if (passwords.isOfSibling(password, address.siblingsOf(accountId))) {
            return new NewPasswordResult.OfSibling();
        }
        if (!proofs.consume(accountId, attempt.id(), CodeMails.purpose(attempt), "new-password")) {
            return new NewPasswordResult.Ended();
        }
        Evidence evidence = records.evidenceOf(attempt.accountId(), attempt.id());
        Recognition device = devices.recognise(accountId, cookie, evidence.browser());
        attempts.move(attempt, AttemptState.SIGNED_IN);
        freshStart.with(account.get(), attempt, password);
        // Guesses at an address are counted for all its accounts at once.
        budgets.forget(address.accountId(), GuessBudgets.Purpose.PASSWORD);
        outbox.queue(new MailOrder(
                accountId,
                MailKind.PASSWORD_CHANGED,
                account.get().email(),
                locale,
                attempt.reference(),
                null,
                codeMails.facts(evidence, locale),
                evidence.at().plus(NOTICE_GIVE_UP)));
        Entry entry = entrance.openProved(attempt, evidence, device, locale);
        return new NewPasswordResult.Done(entry);
    }

    /// The attempt of this token, if its mailbox is proved and the new password is still to come.
    public Optional<Attempt> waitingForPassword(AccountToken token) {
        return attempts.find(token)
                .filter(attempt -> attempt.state() == AttemptState.NEW_PASSWORD_ASKED)
                .filter(attempt -> proofs.waiting(attempt.accountId(), attempt.id(), CodeMails.purpose(attempt)));
    }

    /// What a new password of this account may not contain.
    ///
    /// @param email the address that it has, or will have
    static PersonalData personalData(Account account, String email) {
        return new PersonalData(account.name(), account.nameKana(), email, account.phone());
    }
}
