package sekisho.server.demo;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import sekisho.engine.Assessment;
import sekisho.engine.Finding;
import sekisho.engine.Policy;
import sekisho.server.demo.TracePage.Row;
import sekisho.server.demo.TracePage.Scored;
import sekisho.server.demo.TracePage.Trace;
import sekisho.server.platform.web.Moments;
import sekisho.server.record.Decided;
import sekisho.server.record.SignInEntry;
import sekisho.server.record.SignInRecords;
import sekisho.server.risk.Browsers;
import sekisho.server.risk.Places;
import sekisho.server.risk.PopulationCounts;
import sekisho.server.risk.ReasonTexts;

/// Draws the latest decision from its record.
@Component
@Profile("demo")
class Traces {
    private static final double CENTRE = 100;

    private final CastStore store;
    private final SignInRecords records;
    private final ReasonTexts reasons;
    private final Browsers browsers;
    private final Places places;
    private final PopulationCounts population;
    private final Moments moments;
    private final Clock clock;
    private volatile Instant since;

    Traces(
            CastStore store,
            SignInRecords records,
            ReasonTexts reasons,
            Browsers browsers,
            Places places,
            PopulationCounts population,
            Moments moments,
            Clock clock) {
        this.store = store;
        this.records = records;
        this.reasons = reasons;
        this.browsers = browsers;
        this.places = places;
        this.population = population;
        this.moments = moments;
        this.clock = clock;
        this.since = clock.instant();
    }

    /// Forgets what was decided so far.
    void startOver() {
        since = clock.instant();
    }

    /// The latest decision; `null` before the first.
    @Nullable
    Trace latest(Locale locale) {
        return store.findLatest(since)
                .flatMap(found -> records.findEntry(found.accountId(), found.attemptId()))
                .map(entry -> trace(entry, locale))
                .orElse(null);
    }

    private Trace trace(SignInEntry entry, Locale locale) {
        Decided decided = entry.decided();
        Assessment assessment = decided.assessment();
        return new Trace(
                decided.decision().toLowerCase(Locale.ROOT),
                moments.clock(entry.at(), locale),
                browsers.describe(decided.evidence().browser(), locale),
                places.describe(decided.evidence().network(), locale),
                decided.reference(),
                entry.outcomes().stream()
                        .map(outcome -> outcome.name().toLowerCase(Locale.ROOT))
                        .toList(),
                assessment == null ? null : scored(assessment, entry.at(), locale));
    }

    private Scored scored(Assessment assessment, Instant at, Locale locale) {
        double largest = Math.abs(assessment.prior());
        for (Finding finding : assessment.findings()) {
            largest = Math.max(largest, Math.abs(finding.contribution()));
        }
        List<Row> rows = new ArrayList<>();
        rows.add(row(null, assessment.prior(), largest));
        for (Finding finding : assessment.findings()) {
            rows.add(row(reasons.after(finding, at, locale), finding.contribution(), largest));
        }
        double score = assessment.score();
        Policy policy = population.at(at).policy();
        return new Scored(
                "%.1f".formatted(score),
                score,
                policy.level(score).name(),
                askFrom(policy),
                rows,
                signed(assessment.logOdds()));
    }

    private static double askFrom(Policy policy) {
        return policy.levels().stream()
                .filter(level -> level.deny() || !level.ask().isEmpty())
                .mapToDouble(Policy.Level::fromScore)
                .min()
                .orElse(100);
    }

    private static Row row(@Nullable String text, double nats, double largest) {
        double width = CENTRE * Math.abs(nats) / largest;
        return new Row(text, signed(nats), nats < 0 ? CENTRE - width : CENTRE, width, nats < 0);
    }

    private static String signed(double nats) {
        return (nats < 0 ? "−" : "+") + "%.2f".formatted(Math.abs(nats));
    }
}
