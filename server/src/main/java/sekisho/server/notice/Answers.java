package sekisho.server.notice;

import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.challenge.ChallengePurpose;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.challenge.CodeOrder;
import sekisho.server.challenge.CodeState;
import sekisho.server.challenge.OneTimeCodes;
import sekisho.server.challenge.OneTimeCodes.Sending;
import sekisho.server.challenge.Proofs;
import sekisho.server.challenge.RecoveryCodes;
import sekisho.server.challenge.SecurityQuestions;
import sekisho.server.device.Devices;
import sekisho.server.hotstate.Lane;
import sekisho.server.mail.MailKind;
import sekisho.server.mail.Outbox;
import sekisho.server.notice.Alert.Stage;
import sekisho.server.password.Passwords;
import sekisho.server.platform.Transactions;
import sekisho.server.record.Outcome;
import sekisho.server.record.SignInRecords;
import sekisho.server.risk.AttackReports;
import sekisho.server.risk.Risk;
import sekisho.server.session.Sessions;
import sekisho.server.session.SignedIn;
import sekisho.server.signin.Attempt;
import sekisho.server.signin.OpenSteps;
import sekisho.server.signin.WaitingNumbers;

/// What an owner says to "Was this you?", and all that follows from it. No answer ever lets anybody in:
/// a waiting sign-in goes on with a proof, or not at all. The proof by another device, which stands on the
/// same page, is [sekisho.server.signin.OtherDevice]'s.
@Component
public class Answers {
    /// How often the number of the waiting device may be typed.
    private static final int NUMBER_TRIES = 3;

    /// Why the password is switched off, as it is stored.
    private static final String CAUSE = "owner";

    private final Accounts accounts;
    private final Alerts alerts;
    private final AnswerStore answers;
    private final OpenSteps openSteps;
    private final WaitingNumbers numbers;
    private final OneTimeCodes codes;
    private final Proofs proofs;
    private final SecurityQuestions questions;
    private final RecoveryCodes recoveryCodes;
    private final Sessions sessions;
    private final Devices devices;
    private final Passwords passwords;
    private final Risk risk;
    private final AttackReports attacks;
    private final SignInRecords records;
    private final AlertMails mails;
    private final Outbox outbox;
    private final Transactions transactions;

    Answers(
            Accounts accounts,
            Alerts alerts,
            AnswerStore answers,
            OpenSteps openSteps,
            WaitingNumbers numbers,
            OneTimeCodes codes,
            Proofs proofs,
            SecurityQuestions questions,
            RecoveryCodes recoveryCodes,
            Sessions sessions,
            Devices devices,
            Passwords passwords,
            Risk risk,
            AttackReports attacks,
            SignInRecords records,
            AlertMails mails,
            Outbox outbox,
            Transactions transactions) {
        this.accounts = accounts;
        this.alerts = alerts;
        this.answers = answers;
        this.openSteps = openSteps;
        this.numbers = numbers;
        this.codes = codes;
        this.proofs = proofs;
        this.questions = questions;
        this.recoveryCodes = recoveryCodes;
        this.sessions = sessions;
        this.devices = devices;
        this.passwords = passwords;
        this.risk = risk;
        this.attacks = attacks;
        this.records = records;
        this.mails = mails;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /// How often the number of the waiting device can still be typed.
    public static int numberTriesLeft(Answer answer) {
        return Math.max(0, NUMBER_TRIES - answer.numbersTried());
    }

    /// What became of "this wasn't me".
    public enum Reported {
        /// All is done; whoever said it is still signed in.
        DONE,
        /// All is done, and it was his own sign-in, which has ended with the others.
        SIGNED_OUT,
        /// There is no such sign-in to report.
        NONE
    }

    /// "This wasn't me": one press, and one transaction for the whole remedy. The attempt, its device
    /// and its sessions die with every other session but that of whoever presses; what is open on the
    /// account closes; recovery codes made since then end; what the browser taught is unlearned; the password is
    /// switched off if it is still
    /// the one that was right.
    public Reported notMe(SignedIn member, String reference) {
        UUID accountId = member.accountId();
        return transactions.inOne(accountId, () -> {
            Optional<Account> account = lock(member);
            Optional<Alert> found = alerts.find(accountId, reference);
            if (account.isEmpty() || found.isEmpty()) {
                return Reported.NONE;
            }
            Alert alert = found.get();
            if (alert.stage() == Stage.REPORTED) {
                return Reported.DONE;
            }
            boolean own = alert.attempt().id().equals(member.attemptId());
            report(account.get(), alert, member, own);
            return own ? Reported.SIGNED_OUT : Reported.DONE;
        });
    }

    private void report(Account account, Alert alert, SignedIn member, boolean own) {
        UUID accountId = account.id();
        Attempt attempt = alert.attempt();
        boolean onOwnDevice = alert.deviceId() != null && alert.deviceId().equals(member.deviceId());
        boolean fromRecognised =
                !onOwnDevice && wasRecognisedBefore(alert.entry().at(), member);
        openSteps.endAll(account, null);
        questions.remove(accountId);
        int ended = sessions.endAll(accountId, own ? null : member.sessionId(), Sessions.EndCause.REPORTED);
        devices.forgetAll(accountId, own || onOwnDevice ? null : member.deviceId());
        if (alert.deviceId() != null && !onOwnDevice) {
            devices.remove(accountId, alert.deviceId());
        }
        recoveryCodes.voidMadeSince(accountId, alert.entry().at());
        Set<UUID> taught = taughtBy(alert, onOwnDevice);
        records.unlearned(accountId, taught);
        risk.unlearn(accountId, taught, id -> records.evidenceOf(accountId, id));
        attacks.write(accountId, attempt.id(), alert.entry().decided().evidence(), fromRecognised);
        boolean off = passwords.switchOff(accountId, CAUSE, alert.passwordKnownAt());
        answers.report(accountId, attempt.id(), off, ended);
        records.outcome(accountId, attempt.id(), Outcome.REPORTED, null);
        outbox.withdraw(accountId, MailKind.SIGN_IN_STOPPED, attempt.reference());
        mails.reported(account, alert, answers.find(accountId, attempt.id()).orElseThrow());
    }

    /// Whether the browser of a session was recognised before this moment: one that was proved since may be the
    /// intruder's.
    private boolean wasRecognisedBefore(Instant moment, SignedIn member) {
        return devices.list(member.accountId()).stream()
                .anyMatch(device -> device.id().equals(member.deviceId())
                        && device.firstUsed().isBefore(moment));
    }

    /// The attempt, and what the same browser did afterwards. Not so where it is the browser that reports:
    /// the owner's own sign-ins come from it too.
    private Set<UUID> taughtBy(Alert alert, boolean onOwnDevice) {
        UUID accountId = alert.attempt().accountId();
        Set<UUID> taught =
                new HashSet<>(records.attemptsOf(accountId, alert.attempt().reference()));
        if (alert.deviceId() != null && !onOwnDevice) {
            taught.addAll(sessions.attemptsOn(accountId, alert.deviceId()));
        }
        return taught;
    }

    /// What became of "this is me".
    public sealed interface Claim {
        /// It is written down.
        record Noted() implements Claim {}

        /// The number was another one.
        record WrongNumber(int left) implements Claim {}

        /// Nothing is asked any more: the attempt is over, or the number was typed too often.
        record Closed() implements Claim {}
    }

    /// "This is me", with the number that the waiting device shows. It is written down, and nothing else
    /// happens: the waiting device still needs its code (K36).
    public Claim me(SignedIn member, String reference, String typed) {
        UUID accountId = member.accountId();
        return transactions.inOne(accountId, () -> {
            Optional<Alert> found = lock(member)
                    .flatMap(account -> alerts.find(accountId, reference))
                    .filter(Alert::showsNumber)
                    .filter(alert -> alert.answer().claimed() == null);
            if (found.isEmpty()) {
                return new Claim.Closed();
            }
            Attempt attempt = found.get().attempt();
            Optional<Integer> tried = answers.tryNumber(accountId, attempt.id(), NUMBER_TRIES);
            if (tried.isEmpty()) {
                return new Claim.Closed();
            }
            if (!numbers.matches(attempt, typed)) {
                return new Claim.WrongNumber(NUMBER_TRIES - tried.get());
            }
            answers.claim(accountId, attempt.id());
            records.outcome(accountId, attempt.id(), Outcome.CLAIMED, null);
            outbox.withdraw(accountId, MailKind.SIGN_IN_STOPPED, attempt.reference());
            return new Claim.Noted();
        });
    }

    /// Sends the code with which "this wasn't me" is taken back.
    ///
    /// @return empty if it can't be taken back
    public Optional<Sending> sendUndoCode(SignedIn member, String reference, Locale locale) {
        UUID accountId = member.accountId();
        return transactions.inOne(accountId, () -> {
            Optional<Account> account = lock(member);
            Optional<Alert> found = undoable(accountId, reference);
            if (account.isEmpty() || found.isEmpty()) {
                return Optional.<Sending>empty();
            }
            Alert alert = found.get();
            return Optional.of(codes.send(new CodeOrder(
                    accountId,
                    alert.attempt().id(),
                    ChallengePurpose.UNDO_REPORT,
                    account.get().email(),
                    locale,
                    reference,
                    mails.facts(alert, locale),
                    lane(member),
                    false)));
        });
    }

    /// How the code of [#sendUndoCode] stands.
    public CodeState undoCode(SignedIn member, Alert alert) {
        return codes.state(member.accountId(), alert.attempt().id(), ChallengePurpose.UNDO_REPORT, lane(member));
    }

    /// What became of a code with which "this wasn't me" was to be taken back.
    public sealed interface Undo {
        /// It is taken back.
        record Done() implements Undo {}

        /// The code wasn't right; nothing has changed.
        record NotProved(ChallengeResult why) implements Undo {}

        /// It can't be taken back, or not any more.
        record Closed() implements Undo {}
    }

    /// Takes "this wasn't me" back with a code: the mark goes, and the password works again if nothing
    /// else speaks against it. What was ended stays ended, and what was unlearned unlearned: the next
    /// proved sign-in teaches it again.
    public Undo undo(SignedIn member, String reference, String typed) {
        UUID accountId = member.accountId();
        return transactions.inOne(accountId, () -> {
            Optional<Account> account = lock(member);
            Optional<Alert> found = undoable(accountId, reference);
            if (account.isEmpty() || found.isEmpty()) {
                return new Undo.Closed();
            }
            UUID attemptId = found.get().attempt().id();
            ChallengeResult result =
                    codes.answer(accountId, attemptId, ChallengePurpose.UNDO_REPORT, lane(member), typed);
            if (!(result instanceof ChallengeResult.Accepted)) {
                return new Undo.NotProved(result);
            }
            if (!proofs.consume(accountId, attemptId, ChallengePurpose.UNDO_REPORT, "undo-report")
                    || !answers.undo(accountId, attemptId)) {
                return new Undo.Closed();
            }
            boolean works = !answers.anyStands(accountId, passwords.setAt(accountId));
            if (works) {
                passwords.switchOn(accountId, CAUSE);
            }
            attacks.takeBack(accountId, attemptId);
            records.outcome(accountId, attemptId, Outcome.REPORT_UNDONE, null);
            mails.undone(account.get(), found.get(), works && !passwords.isUnsafe(accountId));
            return new Undo.Done();
        });
    }

    private Optional<Alert> undoable(UUID accountId, String reference) {
        return alerts.find(accountId, reference).filter(alert -> alert.answer().undoUntil() != null);
    }

    /// The account under its lock, if the session that asks is still open: another one may have ended it
    /// while this one waited.
    private Optional<Account> lock(SignedIn member) {
        return accounts.lock(member.accountId())
                .filter(account -> !account.disabled())
                .filter(account -> sessions.isOpen(account.id(), member.sessionId()));
    }

    private static Lane lane(SignedIn member) {
        return member.deviceId() == null ? Lane.UNKNOWN : Lane.device(member.deviceId());
    }
}
