package sekisho.server.signin.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.engine.Assessment;
import sekisho.engine.Finding;
import sekisho.server.account.EmailAddress;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.challenge.CodeState;
import sekisho.server.challenge.Counted;
import sekisho.server.challenge.OneTimeCodes;
import sekisho.server.mail.Outbox;
import sekisho.server.platform.web.Moments;
import sekisho.server.platform.web.PageError;
import sekisho.server.platform.web.Reason;
import sekisho.server.record.AttemptKind;
import sekisho.server.record.Decided;
import sekisho.server.record.SignInRecords;
import sekisho.server.risk.ReasonTexts;
import sekisho.server.signin.Attempt;
import sekisho.server.signin.CodeMails;
import sekisho.server.signin.Counting;
import sekisho.server.signin.WaitingNumbers;

/// Makes the page that asks for a mailed code, for whatever the code is.
@Component
public class CodePages {
    private static final int MOST_REASONS = 3;

    private final OneTimeCodes codes;
    private final Counting counting;
    private final SignInRecords records;
    private final ReasonTexts reasonTexts;
    private final Outbox outbox;
    private final Moments moments;
    private final MemberCookies cookies;
    private final WaitingNumbers numbers;

    CodePages(
            OneTimeCodes codes,
            Counting counting,
            SignInRecords records,
            ReasonTexts reasonTexts,
            Outbox outbox,
            Moments moments,
            MemberCookies cookies,
            WaitingNumbers numbers) {
        this.codes = codes;
        this.counting = counting;
        this.records = records;
        this.reasonTexts = reasonTexts;
        this.outbox = outbox;
        this.moments = moments;
        this.cookies = cookies;
        this.numbers = numbers;
    }

    /// What the page says beside how the challenge stands.
    ///
    /// @param resent whether a newer mail was just sent
    /// @param waitUntil from when it can be tried again, if tries are used up
    public record Situation(boolean resent, @Nullable Instant waitUntil, List<PageError> errors) {
        /// The page is just looked at.
        public static final Situation PLAIN = new Situation(false, null, List.of());

        /// A newer mail was sent.
        public static final Situation RESENT = new Situation(true, null, List.of());

        /// A code was typed and didn't pass.
        ///
        /// @param newerSent whether a newer code was sent in its place
        public static Situation of(ChallengeResult result, boolean newerSent) {
            return switch (result) {
                case ChallengeResult.Accepted accepted -> PLAIN;
                case ChallengeResult.Wrong wrong -> at("signin.code.error.wrong", wrong.left());
                case ChallengeResult.Malformed malformed ->
                    malformed.digits() == 0
                            ? at("signin.code.error.missing")
                            : at("signin.code.error.length", malformed.digits());
                case ChallengeResult.Expired expired ->
                    at(newerSent ? "signin.code.error.expired.resent" : "signin.code.error.expired");
                case ChallengeResult.NoneSent noneSent -> at("signin.code.error.expired");
                case ChallengeResult.TooMany tooMany -> new Situation(false, tooMany.next(), List.of());
            };
        }

        private static Situation at(String key, Object... facts) {
            return new Situation(false, null, List.of(PageError.at("code", key, facts)));
        }
    }

    /// The page of an attempt.
    public CodePage of(
            HttpServletRequest request, Attempt attempt, CodePurpose purpose, Locale locale, Situation situation) {
        Decided decided = records.find(attempt.accountId(), attempt.id()).orElseThrow();
        Counted counted = counting.of(
                attempt, cookies.devices(request), decided.evidence().browser());
        CodeState state = codes.state(attempt.accountId(), attempt.id(), CodeMails.purpose(attempt), counted);
        Instant waitUntil =
                situation.waitUntil() == null && state.expires() == null ? state.nextSend() : situation.waitUntil();
        String to = attempt.sentTo() == null ? "" : attempt.sentTo();
        return new CodePage(
                purpose,
                EmailAddress.mask(to),
                state.expires() == null ? null : moments.clock(state.expires(), locale),
                state.sendsLeft(),
                situation.resent(),
                purpose == CodePurpose.SIGN_IN ? coarse(decided.assessment(), locale) : List.of(),
                outbox.latestCodeSubject(attempt.accountId(), attempt.reference())
                        .orElse(""),
                outbox.sender(),
                attempt.reference(),
                attempt.kind() == AttemptKind.SIGN_IN ? numbers.of(attempt) : null,
                !attempt.ways().isEmpty(),
                waitUntil == null ? null : moments.clock(waitUntil, locale),
                situation.errors());
    }

    /// Why a sign-in is to be proved, as much as somebody may read who hasn't proved himself.
    List<Reason> coarseReasons(Attempt attempt, Locale locale) {
        return coarse(
                records.find(attempt.accountId(), attempt.id()).orElseThrow().assessment(), locale);
    }

    private List<Reason> coarse(@Nullable Assessment assessment, Locale locale) {
        if (assessment == null) {
            return List.of();
        }
        return assessment.reasons().stream()
                .limit(MOST_REASONS)
                .map((Finding finding) -> new Reason(reasonTexts.before(finding, locale), null, false))
                .filter(reason -> !reason.text().isEmpty())
                .toList();
    }
}
