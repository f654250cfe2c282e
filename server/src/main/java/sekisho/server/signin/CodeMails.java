package sekisho.server.signin;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.engine.Evidence;
import sekisho.server.challenge.ChallengePurpose;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.challenge.CodeOrder;
import sekisho.server.challenge.OneTimeCodes;
import sekisho.server.challenge.OneTimeCodes.Sending;
import sekisho.server.device.Recognition;
import sekisho.server.platform.Times;
import sekisho.server.record.AttemptKind;
import sekisho.server.record.Outcome;
import sekisho.server.record.SignInRecords;
import sekisho.server.risk.Browsers;
import sekisho.server.risk.Places;

/// Codes for attempts: sends them with what the mail tells, and writes down what became of them.
@Component
public class CodeMails {
    private final OneTimeCodes codes;
    private final SignInRecords records;
    private final Browsers browsers;
    private final Places places;
    private final Times times;

    CodeMails(OneTimeCodes codes, SignInRecords records, Browsers browsers, Places places, Times times) {
        this.codes = codes;
        this.records = records;
        this.browsers = browsers;
        this.places = places;
        this.times = times;
    }

    /// Sends the first code of an attempt. If its form was sent twice, the code of its twin comes over instead: one
    /// mail.
    ///
    /// @param to the stored address of the account
    /// @param silent whether nobody is there to send it to
    /// @return whether a mail was made
    public boolean sendOnce(
            Attempts.Draft draft,
            Attempt attempt,
            String to,
            Evidence evidence,
            Recognition device,
            Locale locale,
            boolean silent) {
        UUID twin = draft.twin();
        boolean handedOver = twin != null && codes.handOver(attempt.accountId(), twin, attempt.id());
        return !handedOver && send(attempt, to, evidence, device, locale, silent) instanceof Sending.Sent;
    }

    /// Sends a new code; the one before it is worthless from now on.
    public Sending send(
            Attempt attempt, String to, Evidence evidence, Recognition device, Locale locale, boolean silent) {
        Sending sending = codes.send(new CodeOrder(
                attempt.accountId(),
                attempt.id(),
                purpose(attempt.kind(), attempt.state()),
                to,
                locale,
                attempt.reference(),
                facts(evidence, locale),
                device.lane(),
                silent));
        if (sending instanceof Sending.Sent) {
            records.outcome(attempt.accountId(), attempt.id(), Outcome.CODE_SENT, null);
        }
        return sending;
    }

    /// Writes down what became of a typed code.
    public void recordAnswer(Attempt attempt, ChallengeResult result) {
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
    }

    /// What mails tell of an attempt: when, on which device, near which place.
    public Map<String, String> facts(Evidence evidence, Locale locale) {
        Map<String, String> facts = new HashMap<>();
        facts.put("when", times.full(evidence.at(), locale));
        facts.put("device", browsers.describe(evidence.browser(), locale));
        facts.put("place", places.describe(evidence.network(), locale));
        return facts;
    }

    /// What a code proves in an attempt.
    public static ChallengePurpose purpose(AttemptKind kind, AttemptState state) {
        return switch (kind) {
            case REGISTRATION -> ChallengePurpose.REGISTRATION;
            case FORGOT_PASSWORD -> ChallengePurpose.RESET;
            case SIGN_IN -> state == AttemptState.CODE_ASKED ? ChallengePurpose.SIGN_IN : ChallengePurpose.RESET;
        };
    }
}
