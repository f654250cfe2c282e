package sekisho.server.signin;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.engine.Evidence;
import sekisho.server.account.Account;
import sekisho.server.challenge.ChallengePurpose;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.challenge.CodeOrder;
import sekisho.server.challenge.Counted;
import sekisho.server.challenge.OneTimeCodes;
import sekisho.server.challenge.OneTimeCodes.Sending;
import sekisho.server.hotstate.GuessBudgets;
import sekisho.server.hotstate.GuessBudgets.Take;
import sekisho.server.hotstate.Lane;
import sekisho.server.mail.MailKind;
import sekisho.server.mail.MailOrder;
import sekisho.server.mail.Outbox;
import sekisho.server.platform.Times;
import sekisho.server.record.AttemptKind;
import sekisho.server.record.Outcome;
import sekisho.server.record.SignInRecords;
import sekisho.server.risk.Browsers;
import sekisho.server.risk.Places;

/// Codes for attempts: sends them with what the mail tells, and writes down what became of them.
@Component
public class CodeMails {
    private static final Duration NOTICE_GIVE_UP = Duration.ofDays(2);

    private final OneTimeCodes codes;
    private final GuessBudgets budgets;
    private final Outbox outbox;
    private final SignInRecords records;
    private final Browsers browsers;
    private final Places places;
    private final Times times;

    CodeMails(
            OneTimeCodes codes,
            GuessBudgets budgets,
            Outbox outbox,
            SignInRecords records,
            Browsers browsers,
            Places places,
            Times times) {
        this.codes = codes;
        this.budgets = budgets;
        this.outbox = outbox;
        this.records = records;
        this.browsers = browsers;
        this.places = places;
        this.times = times;
    }

    /// Sends the first code of an attempt. If its form was sent twice, the code of its twin comes over
    /// instead: one mail.
    ///
    /// @param silent whether nobody is there to send it to
    /// @return whether a mail was made
    public boolean sendOnce(
            Attempts.Draft draft, Attempt attempt, Evidence evidence, Counted counted, Locale locale, boolean silent) {
        return sendOnce(
                draft,
                attempt,
                evidence,
                counted,
                locale,
                silent,
                purpose(attempt).mail());
    }

    /// The same for a registration.
    ///
    /// @param taken whether the address has accounts already: the mail says so, and nothing else differs
    /// @return whether a mail was made
    public boolean sendOnceToRegister(
            Attempts.Draft draft, Attempt attempt, Evidence evidence, Counted counted, Locale locale, boolean taken) {
        return sendOnce(draft, attempt, evidence, counted, locale, false, toRegister(taken));
    }

    /// Sends a new code for a registration; the one before it is worthless from now on.
    public Sending sendToRegister(Attempt attempt, Evidence evidence, Counted counted, Locale locale, boolean taken) {
        return send(attempt, evidence, counted, locale, false, toRegister(taken));
    }

    private static MailKind toRegister(boolean taken) {
        return taken ? MailKind.ANOTHER_ACCOUNT_CODE : MailKind.REGISTRATION_CODE;
    }

    private boolean sendOnce(
            Attempts.Draft draft,
            Attempt attempt,
            Evidence evidence,
            Counted counted,
            Locale locale,
            boolean silent,
            MailKind mail) {
        UUID twin = draft.twin();
        boolean handedOver = twin != null && codes.handOver(attempt.accountId(), twin, attempt.id(), purpose(attempt));
        return !handedOver && send(attempt, evidence, counted, locale, silent, mail) instanceof Sending.Sent;
    }

    /// Sends a new code; the one before it is worthless from now on.
    public Sending send(Attempt attempt, Evidence evidence, Counted counted, Locale locale, boolean silent) {
        return send(attempt, evidence, counted, locale, silent, purpose(attempt).mail());
    }

    private Sending send(
            Attempt attempt, Evidence evidence, Counted counted, Locale locale, boolean silent, MailKind mail) {
        Sending sending = codes.send(new CodeOrder(
                attempt.accountId(),
                attempt.id(),
                purpose(attempt),
                Objects.requireNonNull(attempt.sentTo()),
                locale,
                attempt.reference(),
                facts(evidence, locale),
                counted,
                silent,
                mail));
        if (sending instanceof Sending.Sent) {
            records.outcome(attempt.accountId(), attempt.id(), Outcome.CODE_SENT, null);
            // This mail tells of the attempt, so another one that has not gone out yet isn't needed.
            outbox.withdraw(attempt.accountId(), MailKind.SIGN_IN_STOPPED, attempt.reference());
        }
        return sending;
    }

    /// Writes down what became of a typed code. When the guesses are used up, the owner is told, once a
    /// day: somebody may be guessing whom he doesn't know of.
    ///
    /// @param owner the account; `null` where the address has none: same work, no mail
    public void recordAnswer(Attempt attempt, @Nullable Account owner, Evidence evidence, ChallengeResult result) {
        @Nullable
        Outcome outcome = switch (result) {
            case ChallengeResult.Accepted accepted -> Outcome.PROVED;
            case ChallengeResult.Wrong wrong -> Outcome.CODE_WRONG;
            case ChallengeResult.TooMany tooMany -> Outcome.CODE_BUDGET_USED_UP;
            case ChallengeResult.Malformed malformed -> null;
            case ChallengeResult.Expired expired -> null;
            case ChallengeResult.NoneSent noneSent -> null;
        };
        if (outcome != null) {
            records.outcome(attempt.accountId(), attempt.id(), outcome, null);
        }
        if (result instanceof ChallengeResult.TooMany && attempt.kind() != AttemptKind.REGISTRATION) {
            tellStopped(attempt, owner, evidence);
        }
    }

    private void tellStopped(Attempt attempt, @Nullable Account owner, Evidence evidence) {
        Take first = budgets.take(attempt.accountId(), GuessBudgets.Purpose.STOPPED_NOTICE, Lane.UNKNOWN);
        if (!(first instanceof Take.Granted)) {
            return;
        }
        Locale locale = owner == null ? Locale.JAPANESE : owner.locale();
        MailOrder mail = new MailOrder(
                attempt.accountId(),
                MailKind.GUESSES_STOPPED,
                owner == null ? Objects.requireNonNull(attempt.sentTo()) : owner.email(),
                locale,
                attempt.reference(),
                null,
                facts(evidence, locale),
                evidence.at().plus(NOTICE_GIVE_UP));
        if (owner == null || owner.disabled()) {
            outbox.queueNothing(mail);
        } else {
            outbox.queue(mail);
        }
    }

    /// What mails tell of an attempt: when, on which device, near which place.
    public Map<String, String> facts(Evidence evidence, Locale locale) {
        Map<String, String> facts = new HashMap<>();
        facts.put("when", times.full(evidence.at(), locale));
        facts.put("device", browsers.describe(evidence.browser(), locale));
        facts.put("place", places.describe(evidence.network(), locale));
        return facts;
    }

    /// What a code proves in an attempt, now that it has reached its state.
    public static ChallengePurpose purpose(Attempt attempt) {
        return switch (attempt.kind()) {
            case REGISTRATION -> ChallengePurpose.REGISTRATION;
            case FORGOT_PASSWORD -> ChallengePurpose.FORGOT;
            case RECOVERY_BY_CODE -> ChallengePurpose.RECOVERY_BY_CODE_ADDRESS;
            case RECOVERY_BY_WAITING -> ChallengePurpose.RECOVERY_ADDRESS;
            case SIGN_IN -> attempt.resetCause() == null ? ChallengePurpose.SIGN_IN : ChallengePurpose.RESET;
        };
    }
}
