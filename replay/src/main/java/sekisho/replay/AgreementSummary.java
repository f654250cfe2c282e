package sekisho.replay;

import static sekisho.replay.SummaryTexts.count;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import sekisho.replay.report.ReportFacts.Agreement;
import sekisho.replay.report.ReportFacts.Difference;

/// How far our engine came to what a server wrote down, in a few lines of text.
final class AgreementSummary {
    private final SummaryTexts texts;
    private final StringBuilder lines = new StringBuilder();

    private AgreementSummary(Locale language) {
        texts = new SummaryTexts(language);
    }

    /// @param agreements none gives an empty text
    /// @param language English or Japanese
    static String of(List<Agreement> agreements, Locale language) {
        AgreementSummary summary = new AgreementSummary(language);
        agreements.forEach(summary::say);
        return summary.lines.toString();
    }

    private void say(Agreement agreement) {
        say(
                "agreement",
                agreement.engine(),
                count(agreement.signIns()),
                count(agreement.sameLogOdds()),
                count(agreement.decided()),
                count(agreement.sameDecision()));
        if (agreement.isComplete()) {
            return;
        }
        say("agreement.why");
        for (Difference differs : agreement.first()) {
            say(
                    "agreement.differs",
                    count(differs.line()),
                    differs.index(),
                    Double.toString(differs.recorded()),
                    decision(differs.recordedDecision()),
                    Double.toString(differs.replayed()),
                    decision(differs.replayedDecision()));
        }
    }

    private static String decision(@Nullable String decision) {
        return decision == null ? "–" : decision;
    }

    private void say(String key, Object... values) {
        lines.append(texts.text(key, values)).append('\n');
    }
}
