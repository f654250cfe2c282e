package sekisho.server.selfservice.web;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.engine.Assessment;
import sekisho.engine.Finding;
import sekisho.server.platform.web.Moments;
import sekisho.server.platform.web.Reason;
import sekisho.server.record.AttemptKind;
import sekisho.server.record.Decided;
import sekisho.server.record.SignInEntry;
import sekisho.server.risk.Browsers;
import sekisho.server.risk.Places;
import sekisho.server.risk.ReasonTexts;
import sekisho.server.session.SignedIn;

/// Writes a recorded sign-in for its owner: the same record that decided, in words.
@Component
class SignInRows {
    private final ReasonTexts reasonTexts;
    private final Browsers browsers;
    private final Places places;
    private final Moments moments;

    SignInRows(ReasonTexts reasonTexts, Browsers browsers, Places places, Moments moments) {
        this.reasonTexts = reasonTexts;
        this.browsers = browsers;
        this.places = places;
        this.moments = moments;
    }

    SignInRow of(SignInEntry entry, SignedIn member, boolean objected, Locale locale) {
        Decided decided = entry.decided();
        // Nothing was usual yet when the account was made.
        Assessment assessment = decided.kind() == AttemptKind.REGISTRATION ? null : decided.assessment();
        return new SignInRow(
                entry.result(),
                moments.full(entry.at(), locale),
                browsers.describe(decided.evidence().browser(), locale),
                places.describe(decided.evidence().network(), locale),
                decided.reference(),
                decided.attemptId().equals(member.attemptId()),
                entry.asked(),
                entry.askable(),
                reasons(assessment, 1, entry.at(), locale),
                reasons(assessment, -1, entry.at(), locale),
                objected);
    }

    /// @param side 1 for what spoke against the owner, -1 for what spoke for him; largest first
    private List<Reason> reasons(@Nullable Assessment assessment, int side, Instant at, Locale locale) {
        if (assessment == null) {
            return List.of();
        }
        double largest = assessment.findings().stream()
                .mapToDouble(finding -> Math.abs(finding.contribution()))
                .max()
                .orElse(1);
        Stream<Finding> oneSide = assessment.findings().stream()
                .filter(finding -> finding.contribution() * side > 0)
                .sorted((a, b) -> Double.compare(Math.abs(b.contribution()), Math.abs(a.contribution())));
        return oneSide.map(finding -> new Reason(
                        reasonTexts.after(finding, at, locale),
                        (int) Math.max(1, Math.round(100 * Math.abs(finding.contribution()) / largest)),
                        side < 0))
                .toList();
    }
}
