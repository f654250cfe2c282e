package sekisho.server.signin;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import sekisho.engine.Authenticator;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.challenge.ChallengePurpose;
import sekisho.server.challenge.FoldedAnswer;
import sekisho.server.challenge.Proofs;
import sekisho.server.challenge.QuestionText;
import sekisho.server.challenge.SecurityQuestions;
import sekisho.server.challenge.SecurityQuestions.Answer;
import sekisho.server.challenge.SecurityQuestions.Chosen;
import sekisho.server.device.DeviceCookie;
import sekisho.server.device.Devices;
import sekisho.server.device.Recognition;
import sekisho.server.mail.MailKind;
import sekisho.server.mail.Outbox;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.Transactions;
import sekisho.server.record.Outcome;
import sekisho.server.record.SignInRecords;

/// The proof of a sign-in by the answer to the member's own question, where the site wants that and the
/// policy left it open: never where the risk is high.
@Component
public class OwnQuestion {
    private static final Set<AttemptState> ASKED = EnumSet.of(AttemptState.QUESTION_ASKED);

    private final Accounts accounts;
    private final Attempts attempts;
    private final Ways ways;
    private final SecurityQuestions questions;
    private final Proofs proofs;
    private final Devices devices;
    private final SignInRecords records;
    private final Outbox outbox;
    private final Entrance entrance;
    private final Transactions transactions;
    private final ApplicationEventPublisher events;

    OwnQuestion(
            Accounts accounts,
            Attempts attempts,
            Ways ways,
            SecurityQuestions questions,
            Proofs proofs,
            Devices devices,
            SignInRecords records,
            Outbox outbox,
            Entrance entrance,
            Transactions transactions,
            ApplicationEventPublisher events) {
        this.accounts = accounts;
        this.attempts = attempts;
        this.ways = ways;
        this.questions = questions;
        this.proofs = proofs;
        this.devices = devices;
        this.records = records;
        this.outbox = outbox;
        this.entrance = entrance;
        this.transactions = transactions;
        this.events = events;
    }

    /// What became of a typed answer.
    public sealed interface Result {
        /// It was right, and the member is in.
        record Passed(Entry entry) implements Result {}

        /// It wasn't.
        record Wrong(int left) implements Result {}

        /// It wasn't compared: this way is used up for now.
        record UsedUp() implements Result {}

        /// It wasn't compared: the server hashes as much as it can.
        record Busy() implements Result {}

        /// The attempt is over, or waits for something else.
        record Ended() implements Result {}
    }

    /// The question of an attempt, as long as its answer can be tried.
    public Optional<QuestionText> question(Attempt attempt) {
        return ways.open(attempt).contains(Authenticator.SECURITY_QUESTION)
                ? questions.find(attempt.accountId()).map(Chosen::text)
                : Optional.empty();
    }

    /// An answer was typed. It is compared before the account is locked, and holds only if neither the attempt
    /// nor the question has changed since.
    public Result answer(AccountToken token, String typed, DeviceCookie cookie, Locale locale) {
        UUID accountId = token.accountId();
        Optional<Attempt> before = attempts.find(token).filter(attempt -> ASKED.contains(attempt.state()));
        if (before.isEmpty()) {
            return new Result.Ended();
        }
        if (question(before.get()).isEmpty()) {
            return new Result.UsedUp();
        }
        Evidence evidence = records.evidenceOf(accountId, before.get().id());
        Recognition device = devices.recognise(accountId, cookie, evidence.browser());
        return switch (questions.compare(accountId, FoldedAnswer.of(typed), device.lane())) {
            case Answer.Busy busy -> new Result.Busy();
            case Answer.TooMany tooMany -> new Result.UsedUp();
            case Answer.Wrong wrong -> {
                records.outcome(accountId, before.get().id(), Outcome.ANSWER_WRONG, null);
                yield new Result.Wrong(wrong.left());
            }
            case Answer.Right right ->
                transactions.inOne(accountId, () -> enter(token, right.chosen(), evidence, device, locale));
        };
    }

    private Result enter(AccountToken token, Chosen chosen, Evidence evidence, Recognition device, Locale locale) {
        Optional<Account> account = accounts.lock(token.accountId()).filter(found -> !found.disabled());
        Optional<Attempt> asked = ways.pending(token, ASKED);
        if (account.isEmpty() || asked.isEmpty()) {
            return new Result.Ended();
        }
        Attempt attempt = asked.get();
        if (!questions.prove(attempt.accountId(), attempt.id(), chosen)
                || !proofs.consume(attempt.accountId(), attempt.id(), ChallengePurpose.SIGN_IN, "session")
                || !attempts.move(attempt, AttemptState.SIGNED_IN)) {
            return new Result.Ended();
        }
        records.outcome(attempt.accountId(), attempt.id(), Outcome.PROVED, null);
        outbox.withdraw(attempt.accountId(), MailKind.SIGN_IN_STOPPED, attempt.reference());
        if (device.kind() != DeviceRecognition.RECOGNISED) {
            // No mail was part of it, so the owner is told now.
            events.publishEvent(new UntoldSignIn(attempt, account.get(), evidence, UntoldSignIn.What.LET_IN));
        }
        return new Result.Passed(entrance.openProved(attempt, evidence, device, locale));
    }
}
