package sekisho.server.recovery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
import sekisho.server.account.FormerAddresses;
import sekisho.server.account.FormerAddresses.Left;
import sekisho.server.account.LoginIdentity;
import sekisho.server.challenge.ChallengePurpose;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.challenge.Counted;
import sekisho.server.challenge.OneTimeCodes;
import sekisho.server.challenge.OneTimeCodes.Sending;
import sekisho.server.challenge.Proofs;
import sekisho.server.challenge.RecoveryCode;
import sekisho.server.challenge.RecoveryCodes;
import sekisho.server.challenge.WaitingRecoveries;
import sekisho.server.challenge.WaitingRecoveries.EndCause;
import sekisho.server.challenge.WaitingRecovery;
import sekisho.server.device.DeviceCookie;
import sekisho.server.device.Devices;
import sekisho.server.device.Recognition;
import sekisho.server.hotstate.GuessBudgets;
import sekisho.server.hotstate.GuessBudgets.Purpose;
import sekisho.server.hotstate.GuessBudgets.Take;
import sekisho.server.hotstate.Lane;
import sekisho.server.mail.Outbox;
import sekisho.server.password.HashedPassword;
import sekisho.server.password.Passwords;
import sekisho.server.password.RawPassword;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.Transactions;
import sekisho.server.record.AttemptKind;
import sekisho.server.record.Decided;
import sekisho.server.record.Outcome;
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
import sekisho.server.signin.RecoveryNotices;
import sekisho.server.signin.Siblings;

/// The way back in for a member whose mailbox is lost: by a saved code at once, or by a waiting period
/// that the owner can end. Both lead to a new address, proved by a code, and a new password; until then
/// nothing changes. Address and password change together, on two proofs used up in that transaction: one
/// of the recovery and one of the new mailbox.
@Component
public class AccountRecovery {
    private final Accounts accounts;
    private final FormerAddresses formerAddresses;
    private final Attempts attempts;
    private final Devices devices;
    private final Browsers browsers;
    private final EvidenceCollector evidenceCollector;
    private final Risk risk;
    private final SignInRecords records;
    private final RecoveryCodes recoveryCodes;
    private final WaitingRecoveries waits;
    private final OneTimeCodes codes;
    private final Proofs proofs;
    private final CodeMails codeMails;
    private final Counting counting;
    private final RecoveryNotices notices;
    private final GuessBudgets budgets;
    private final NewPasswords newPasswords;
    private final Passwords passwords;
    private final FreshStart freshStart;
    private final Entrance entrance;
    private final Siblings siblings;
    private final Transactions transactions;

    AccountRecovery(
            Accounts accounts,
            FormerAddresses formerAddresses,
            Attempts attempts,
            Devices devices,
            Browsers browsers,
            EvidenceCollector evidenceCollector,
            Risk risk,
            SignInRecords records,
            RecoveryCodes recoveryCodes,
            WaitingRecoveries waits,
            OneTimeCodes codes,
            Proofs proofs,
            CodeMails codeMails,
            Counting counting,
            RecoveryNotices notices,
            GuessBudgets budgets,
            NewPasswords newPasswords,
            Passwords passwords,
            FreshStart freshStart,
            Entrance entrance,
            Siblings siblings,
            Transactions transactions) {
        this.accounts = accounts;
        this.formerAddresses = formerAddresses;
        this.attempts = attempts;
        this.devices = devices;
        this.browsers = browsers;
        this.evidenceCollector = evidenceCollector;
        this.risk = risk;
        this.records = records;
        this.recoveryCodes = recoveryCodes;
        this.waits = waits;
        this.codes = codes;
        this.proofs = proofs;
        this.codeMails = codeMails;
        this.counting = counting;
        this.notices = notices;
        this.budgets = budgets;
        this.newPasswords = newPasswords;
        this.passwords = passwords;
        this.freshStart = freshStart;
        this.entrance = entrance;
        this.siblings = siblings;
        this.transactions = transactions;
    }

    /// A saved code was typed. What it opens is the choice of a new address, nothing else. Somebody may have
    /// moved the account: as long as that can be undone, the address before does, too, whoever has it now.
    ///
    /// @return the token of the attempt; empty if it wasn't right, there is no such account or it has no
    ///     codes, or the guesses are used up: the same for all
    public Optional<AccountToken> byCode(
            EmailAddress email, RecoveryCode code, ClientRequest client, DeviceCookie cookie) {
        LoginIdentity address = accounts.lookUp(email);
        List<UUID> meant = new ArrayList<>(formerAddresses.leftBy(email));
        meant.addAll(address.exists() ? address.accounts() : List.of(address.accountId()));
        UUID accountId = recoveryCodes.ownerAmong(meant, code).orElse(address.accountId());
        Judged judged = judge(accountId, client, cookie);
        return transactions.inOne(accountId, () -> {
            Optional<Account> account = accounts.lock(accountId).filter(found -> !found.disabled());
            String to = account.map(Account::email).orElse(email.text());
            Attempts.Draft draft = attempts.draft(
                    accountId, new Attempts.Cause(AttemptKind.RECOVERY_BY_CODE, false, null, to, client.browserKey()));
            record(draft, judged);
            boolean open = account.isPresent() && !judged.stopped();
            ChallengeResult result = recoveryCodes.answer(
                    address.accountId(),
                    accountId,
                    draft.attemptId(),
                    judged.device().lane(),
                    code,
                    open);
            boolean right = open && result instanceof ChallengeResult.Accepted;
            Attempts.Opened opened =
                    attempts.open(draft, right ? AttemptState.RECOVERY_ADDRESS_ASKED : AttemptState.REFUSED, null);
            codeMails.recordAnswer(opened.attempt(), account.orElse(null), judged.evidence(), result);
            if (right) {
                notices.codeUsed(account.get(), opened.attempt(), judged.evidence());
            }
            return right ? Optional.of(opened.token()) : Optional.<AccountToken>empty();
        });
    }

    /// What became of the wish for a code to a new mailbox.
    public sealed interface Asked {
        /// It goes on with the code of that mailbox.
        record Code(AccountToken attempt) implements Asked {}

        /// The mailbox has got enough codes.
        record TooMany(Instant next) implements Asked {}

        /// The attempt is over.
        record Ended() implements Asked {}
    }

    /// The address of a new mailbox, after a saved code; or another one, before its code was typed.
    public Asked newAddress(AccountToken token, EmailAddress newEmail, DeviceCookie cookie, Locale locale) {
        return transactions.inOne(token.accountId(), () -> {
            Optional<Account> account = accounts.lock(token.accountId()).filter(found -> !found.disabled());
            Optional<Attempt> pending = waitingForAddress(token);
            if (account.isEmpty() || pending.isEmpty() || !attempts.readdress(pending.get(), newEmail.text())) {
                return new Asked.Ended();
            }
            Attempt attempt = attempts.find(token).orElseThrow();
            // Even if no new one can be sent: the old one proves another mailbox.
            codes.retire(attempt.accountId(), attempt.id());
            return switch (sendCode(attempt, cookie, locale)) {
                case Sending.Sent sent -> new Asked.Code(token);
                case Sending.TooMany tooMany -> new Asked.TooMany(tooMany.next());
            };
        });
    }

    /// The attempt of this token, if a saved code was right and the new mailbox isn't proved yet.
    public Optional<Attempt> waitingForAddress(AccountToken token) {
        return attempts.find(token)
                .filter(attempt -> attempt.kind() == AttemptKind.RECOVERY_BY_CODE)
                .filter(attempt -> attempt.state() == AttemptState.RECOVERY_ADDRESS_ASKED
                        || attempt.state() == AttemptState.RECOVERY_CODE_ASKED)
                .filter(attempt -> proofs.waiting(attempt.accountId(), attempt.id(), ChallengePurpose.RECOVERY));
    }

    /// "I have neither the mailbox nor a code": to begin, and to come back when the time is up. Nothing
    /// differs for an address without an account; its code goes out too, to the new mailbox.
    ///
    /// @param name of the account, where several are on the address
    public Asked byWaiting(
            EmailAddress email,
            String name,
            EmailAddress newEmail,
            ClientRequest client,
            DeviceCookie cookie,
            Locale locale) {
        Take mailbox = takeMailbox(newEmail);
        if (mailbox instanceof Take.Refused refused) {
            return new Asked.TooMany(refused.next());
        }
        UUID accountId = siblings.meant(email, name);
        Judged judged = judge(accountId, client, cookie);
        return transactions.inOne(accountId, () -> {
            accounts.lock(accountId);
            Attempts.Draft draft = attempts.draftForCode(
                    accountId,
                    new Attempts.Cause(
                            AttemptKind.RECOVERY_BY_WAITING, false, null, newEmail.text(), client.browserKey()));
            record(draft, judged);
            Attempts.Opened opened = attempts.open(draft, AttemptState.RECOVERY_CODE_ASKED, null);
            codeMails.sendOnce(
                    draft,
                    opened.attempt(),
                    judged.evidence(),
                    counting.of(opened.attempt(), cookie, judged.evidence().browser()),
                    locale,
                    false);
            return new Asked.Code(opened.token());
        });
    }

    /// Sends the code to the new mailbox again.
    ///
    /// @return whether one was sent
    public boolean resend(AccountToken token, DeviceCookie cookie, Locale locale) {
        Optional<Attempt> asking = pending(token);
        if (asking.isEmpty() || !mayMail(asking.get())) {
            return false;
        }
        return transactions.inOne(token.accountId(), () -> {
            accounts.lock(token.accountId());
            return pending(token)
                    .filter(attempt -> sendCode(attempt, cookie, locale) instanceof Sending.Sent)
                    .isPresent();
        });
    }

    /// What became of the code of the new mailbox.
    public sealed interface MailboxAnswer {
        /// Recovery and mailbox are proved: a new password is chosen next.
        record PasswordNext() implements MailboxAnswer {}

        /// The mailbox is proved; the recovery waits for its time.
        record Waits() implements MailboxAnswer {}

        /// The mailbox is proved, and an account has this address already.
        ///
        /// @param byCode whether another address can be given for the same attempt
        record Taken(boolean byCode) implements MailboxAnswer {}

        /// The mailbox is proved; too many recoveries were asked for on this address of late.
        record TooMany(Instant next) implements MailboxAnswer {}

        /// The mailbox is proved; there is nothing that could be finished.
        record Nothing() implements MailboxAnswer {}

        /// The code wasn't right; the attempt goes on.
        record NotProved(ChallengeResult why) implements MailboxAnswer {}

        /// The attempt is over.
        record Ended() implements MailboxAnswer {}
    }

    /// The code of the new mailbox was typed.
    public MailboxAnswer answer(AccountToken token, String typed, DeviceCookie cookie, Locale locale) {
        return transactions.inOne(token.accountId(), () -> {
            Account account = accounts.lock(token.accountId())
                    .filter(found -> !found.disabled())
                    .orElse(null);
            Optional<Attempt> pending = pending(token);
            if (pending.isEmpty()) {
                return new MailboxAnswer.Ended();
            }
            Attempt attempt = pending.get();
            Evidence evidence = records.evidenceOf(attempt.accountId(), attempt.id());
            Counted counted = counting.of(attempt, cookie, evidence.browser());
            ChallengeResult result =
                    codes.answer(attempt.accountId(), attempt.id(), CodeMails.purpose(attempt), counted, typed);
            codeMails.recordAnswer(attempt, account, evidence, result);
            if (!(result instanceof ChallengeResult.Accepted)) {
                return new MailboxAnswer.NotProved(result);
            }
            boolean byCode = attempt.kind() == AttemptKind.RECOVERY_BY_CODE;
            if (isTaken(attempt)) {
                useUp(attempt, "void");
                attempts.move(attempt, byCode ? AttemptState.RECOVERY_ADDRESS_ASKED : AttemptState.CANCELLED);
                return new MailboxAnswer.Taken(byCode);
            }
            return byCode ? toPassword(attempt, account) : waitOrGoOn(attempt, account, locale);
        });
    }

    private MailboxAnswer toPassword(Attempt attempt, @Nullable Account account) {
        if (account == null) {
            attempts.move(attempt, AttemptState.CANCELLED);
            return new MailboxAnswer.Ended();
        }
        attempts.move(attempt, AttemptState.RECOVERY_PASSWORD_ASKED);
        return new MailboxAnswer.PasswordNext();
    }

    private MailboxAnswer waitOrGoOn(Attempt attempt, @Nullable Account account, Locale locale) {
        UUID accountId = attempt.accountId();
        String newEmail = Objects.requireNonNull(attempt.sentTo());
        notices.expire(accountId, account);
        Optional<WaitingRecovery> waiting = waits.waiting(accountId);
        boolean own = waiting.filter(found -> found.isFor(newEmail)).isPresent();
        if (own && waiting.get().ripe()) {
            if (account == null || !waiting.get().told()) {
                useUp(attempt, "void");
                attempts.move(attempt, AttemptState.CANCELLED);
                return new MailboxAnswer.Nothing();
            }
            waits.prove(accountId, attempt.id(), newEmail);
            attempts.move(attempt, AttemptState.RECOVERY_PASSWORD_ASKED);
            return new MailboxAnswer.PasswordNext();
        }
        useUp(attempt, "waiting-recovery");
        if (own) {
            records.outcome(accountId, attempt.id(), Outcome.CANCELLED, null);
            attempts.move(attempt, AttemptState.RECOVERY_WAITS);
            return new MailboxAnswer.Waits();
        }
        if (budgets.take(accountId, Purpose.WAITING_RECOVERY, Lane.UNKNOWN) instanceof Take.Refused refused) {
            attempts.move(attempt, AttemptState.CANCELLED);
            return new MailboxAnswer.TooMany(refused.next());
        }
        EndCause endedAtOnce = endedAtOnce(attempt, waiting.isPresent());
        boolean told = account != null && Outbox.reaches(account.email());
        WaitingRecovery begun =
                waits.begin(accountId, attempt.id(), attempt.reference(), newEmail, locale, told, endedAtOnce);
        records.outcome(
                accountId, attempt.id(), endedAtOnce == null ? Outcome.RECOVERY_WAITS : Outcome.CANCELLED, null);
        notices.started(endedAtOnce == null ? account : null, begun);
        attempts.move(attempt, AttemptState.RECOVERY_WAITS);
        return new MailboxAnswer.Waits();
    }

    private @Nullable EndCause endedAtOnce(Attempt attempt, boolean anotherWaits) {
        if (anotherWaits) {
            return EndCause.ANOTHER_WAITS;
        }
        String decision =
                records.find(attempt.accountId(), attempt.id()).orElseThrow().decision();
        return decision.equals(new Decision.Deny().name()) ? EndCause.REFUSED : null;
    }

    /// Support lets a recovery wait, for a member who can't begin it himself. Nothing else differs: its mailbox is
    /// proved, every address is told, the owner can stop it as long as it waits, and its member finishes it himself.
    /// Joins the caller's transaction, which holds the account's lock.
    ///
    /// @param about the record of what the member was at when he turned to support: device and place of the notices
    /// @param newEmail a mailbox that he has proved
    /// @return empty if nobody could be told, the policy refused what the member was at, another one waits, the
    ///     address has become somebody else's, or too many were begun of late
    public Optional<WaitingRecovery> begin(
            Account account, Decided about, EmailAddress newEmail, Locale locale, Instant now) {
        notices.expire(account.id(), account);
        LoginIdentity there = accounts.lookUp(newEmail);
        if (account.disabled()
                || !Outbox.reaches(account.email())
                || about.decision().equals(new Decision.Deny().name())
                || waits.waiting(account.id()).isPresent()
                || there.exists() && !there.accounts().contains(account.id())
                || budgets.take(account.id(), Purpose.WAITING_RECOVERY, Lane.UNKNOWN) instanceof Take.Refused) {
            return Optional.empty();
        }
        Attempts.Draft draft = attempts.draft(
                account.id(), new Attempts.Cause(AttemptKind.RECOVERY_BY_WAITING, false, null, newEmail.text(), null));
        Evidence shown = about.evidence();
        records.write(new Decided(
                account.id(),
                draft.attemptId(),
                draft.reference(),
                draft.cause().kind(),
                new Decision.Hold().name(),
                new Evidence(
                        now,
                        shown.network(),
                        shown.browser(),
                        shown.device(),
                        new Evidence.Credential(null, null, false),
                        shown.counters()),
                null,
                about.policyVersion(),
                about.engineVersion(),
                null));
        attempts.open(draft, AttemptState.RECOVERY_WAITS, null);
        WaitingRecovery begun =
                waits.begin(account.id(), draft.attemptId(), draft.reference(), newEmail.text(), locale, true, null);
        records.outcome(account.id(), draft.attemptId(), Outcome.RECOVERY_WAITS, null);
        notices.started(account, begun);
        return Optional.of(begun);
    }

    /// The recovery that an attempt began, or came too early for.
    public Optional<WaitingRecovery> waitingOf(Attempt attempt) {
        return waits.latest(attempt.accountId(), Objects.requireNonNull(attempt.sentTo()));
    }

    /// The recovery that waits for an account, for its owner.
    public Optional<WaitingRecovery> waiting(UUID accountId) {
        return waits.waiting(accountId).filter(WaitingRecovery::told);
    }

    /// Whether a recovery of the account was stopped within the last minute.
    public boolean stoppedJustNow(UUID accountId) {
        return waits.stoppedJustNow(accountId);
    }

    /// The owner stops the recovery that waits, from a session of his.
    public void stop(UUID accountId) {
        transactions.inOne(accountId, () -> accounts.lock(accountId).filter(notices::stop));
    }

    /// A new password was chosen: with it the address changes, in one transaction.
    public NewPasswordResult choose(AccountToken token, RawPassword password, DeviceCookie cookie, Locale locale) {
        Optional<Attempt> waiting = waitingForPassword(token);
        Optional<Account> asking = waiting.flatMap(attempt -> accounts.find(attempt.accountId()));
        if (waiting.isEmpty() || asking.isEmpty()) {
            return new NewPasswordResult.Ended();
        }
        Account account = asking.get();
        Attempt attempt = waiting.get();
        LoginIdentity address = accounts.addressOf(account);
        return newPasswords.choose(
                attempt,
                Recovery.personalData(account, newEmail(attempt).text()),
                stays(account, attempt) ? address : address.alone(account.id()),
                password,
                cookie,
                hashed -> change(token, hashed, cookie, locale));
    }

    private NewPasswordResult change(AccountToken token, HashedPassword password, DeviceCookie cookie, Locale locale) {
        Optional<Account> found = accounts.lock(token.accountId()).filter(account -> !account.disabled());
        Optional<Attempt> pending = waitingForPassword(token);
        if (found.isEmpty() || pending.isEmpty()) {
            return new NewPasswordResult.Ended();
        }
        Account account = found.get();
        Attempt attempt = pending.get();
        EmailAddress newEmail = newEmail(attempt);
        boolean stays = stays(account, attempt);
        if (stays
                && passwords.isOfSibling(
                        password, accounts.lockAddress(newEmail).siblingsOf(account.id()))) {
            return new NewPasswordResult.OfSibling();
        }
        if (!stays && !accounts.changeEmail(account.id(), newEmail)) {
            // Somebody registered it in this moment.
            attempts.move(attempt, AttemptState.CANCELLED);
            return new NewPasswordResult.Ended();
        }
        if (attempt.kind() == AttemptKind.RECOVERY_BY_WAITING) {
            WaitingRecovery completed =
                    waits.complete(account.id(), newEmail.text()).orElseThrow();
            records.outcome(account.id(), completed.attemptId(), Outcome.RECOVERY_COMPLETED, null);
        }
        boolean proved = proofs.consume(account.id(), attempt.id(), ChallengePurpose.RECOVERY, "new-password")
                && proofs.consume(account.id(), attempt.id(), CodeMails.purpose(attempt), "new-password");
        if (!proved) {
            throw new IllegalStateException("the proofs were there a moment ago, under the same lock");
        }
        Evidence evidence = records.evidenceOf(account.id(), attempt.id());
        Recognition device = devices.recognise(account.id(), cookie, evidence.browser());
        attempts.move(attempt, AttemptState.SIGNED_IN);
        freshStart.with(account, attempt, password);
        if (!stays) {
            // Whoever sits there may be the one whom the address is taken from.
            devices.removeAll(account.id());
        }
        records.outcome(account.id(), attempt.id(), Outcome.ADDRESS_CHANGED, null);
        Left left = keepUndos(account, attempt, newEmail, stays);
        notices.done(account, attempt, newEmail.text(), left, evidence, locale);
        Entry entry = entrance.openProved(attempt, evidence, device, locale);
        return new NewPasswordResult.Done(entry);
    }

    /// What can be undone afterwards. A saved code, made by whoever knew the password, weighs more than the
    /// mailbox, which may be lost to somebody else: he undoes neither it nor what he changed since the codes
    /// were made. A waiting period weighs less: for two weeks the mailbox that is left has it undone.
    ///
    /// @return the address that the account left, if it can be had back
    private @Nullable Left keepUndos(Account account, Attempt attempt, EmailAddress newEmail, boolean stays) {
        recoveryCodes
                .madeAt(account.id(), attempt.id())
                .ifPresent(madeAt -> formerAddresses.closeSince(account.id(), madeAt));
        if (formerAddresses.goBack(account.id(), newEmail) || stays || attempt.kind() == AttemptKind.RECOVERY_BY_CODE) {
            return null;
        }
        return formerAddresses.leave(
                account.id(), EmailAddress.parse(account.email()).orElseThrow());
    }

    /// The attempt of this token, if recovery and new mailbox are proved, nobody has stopped the recovery,
    /// and the new password is still to come.
    public Optional<Attempt> waitingForPassword(AccountToken token) {
        return attempts.find(token)
                .filter(attempt -> attempt.state() == AttemptState.RECOVERY_PASSWORD_ASKED)
                .filter(attempt -> proofs.waiting(attempt.accountId(), attempt.id(), ChallengePurpose.RECOVERY))
                .filter(attempt -> proofs.waiting(attempt.accountId(), attempt.id(), CodeMails.purpose(attempt)))
                .filter(attempt -> attempt.kind() == AttemptKind.RECOVERY_BY_CODE || isRipe(attempt));
    }

    private boolean isRipe(Attempt attempt) {
        return waits.waiting(attempt.accountId())
                .filter(waiting -> waiting.finishable() && waiting.isFor(Objects.requireNonNull(attempt.sentTo())))
                .isPresent();
    }

    private boolean isTaken(Attempt attempt) {
        LoginIdentity identity = accounts.lookUp(newEmail(attempt));
        return identity.exists() && !identity.accounts().contains(attempt.accountId());
    }

    /// Whether the mailbox that was proved is the one that the account has had.
    private static boolean stays(Account account, Attempt attempt) {
        return EmailAddress.parse(account.email())
                .filter(old -> old.sameAs(newEmail(attempt)))
                .isPresent();
    }

    private void useUp(Attempt attempt, String by) {
        proofs.consume(attempt.accountId(), attempt.id(), CodeMails.purpose(attempt), by);
    }

    private Optional<Attempt> pending(AccountToken token) {
        return attempts.find(token).filter(attempt -> attempt.state() == AttemptState.RECOVERY_CODE_ASKED);
    }

    private static EmailAddress newEmail(Attempt attempt) {
        return EmailAddress.parse(Objects.requireNonNull(attempt.sentTo())).orElseThrow();
    }

    /// After a saved code only its own budget counts, which nobody else can use up.
    private boolean mayMail(Attempt attempt) {
        return attempt.kind() == AttemptKind.RECOVERY_BY_CODE || takeMailbox(newEmail(attempt)) instanceof Take.Granted;
    }

    /// So many codes a mailbox gets from all recoveries by waiting together, whosever accounts they are about.
    private Take takeMailbox(EmailAddress newEmail) {
        return budgets.take(accounts.lookUp(newEmail).accountId(), Purpose.RECOVERY_MAILBOX, Lane.UNKNOWN);
    }

    private Sending sendCode(Attempt attempt, DeviceCookie cookie, Locale locale) {
        Evidence evidence = records.evidenceOf(attempt.accountId(), attempt.id());
        return codeMails.send(attempt, evidence, counting.of(attempt, cookie, evidence.browser()), locale, false);
    }

    private record Judged(Recognition device, Evidence evidence, Judgement judgement) {
        /// Whether the policy stops it: it looks the same, and leads nowhere.
        boolean stopped() {
            return judgement.decision() instanceof Decision.Deny;
        }
    }

    private Judged judge(UUID accountId, ClientRequest client, DeviceCookie cookie) {
        Recognition device = devices.recognise(accountId, cookie, browsers.read(client));
        Evidence evidence =
                evidenceCollector.collect(accountId, client, device.kind(), new Evidence.Credential(null, null, false));
        return new Judged(device, evidence, risk.judge(accountId, evidence, Set.of(Authenticator.EMAIL_CODE)));
    }

    private void record(Attempts.Draft draft, Judged judged) {
        Judgement judgement = judged.judgement();
        Decision decision =
                judged.stopped() ? judgement.decision() : new Decision.Challenge(Set.of(Authenticator.EMAIL_CODE));
        records.write(new Decided(
                draft.accountId(),
                draft.attemptId(),
                draft.reference(),
                draft.cause().kind(),
                decision.name(),
                judged.evidence(),
                judgement.assessment(),
                judgement.policyVersion(),
                judgement.engineVersion(),
                null));
    }
}
