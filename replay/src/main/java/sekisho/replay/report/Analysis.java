package sekisho.replay.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.replay.Outcomes;

/// All numbers of a report. `report.json` is this record as it stands.
///
/// @param facts what was read
/// @param legitimate how many assessed sign-ins are not marked as attacks
/// @param attacks how many assessed sign-ins are, by attacker
/// @param published curves of the literature for the attackers of the file
/// @param rules each simple rule against the engines, by attacker
record Analysis(
        ReportFacts facts,
        int legitimate,
        List<AttackCount> attacks,
        List<EngineReport> engines,
        List<ParetoFront> rules,
        List<Published> published,
        @Nullable PolicyChange change) {

    record AttackCount(Attacker attacker, int attacks) {}

    /// @param attacker to compare with
    record Published(Attacker attacker, double caught, List<PublishedCurves.Reading> readings) {}

    static Analysis of(Outcomes outcomes, ReportFacts facts) {
        Labels labels = Labels.of(outcomes);
        Bench bench = new Bench(outcomes, labels);
        return new Analysis(
                facts,
                labels.legitimate(),
                labels.present().stream()
                        .map(attacker -> new AttackCount(attacker, labels.count(attacker)))
                        .toList(),
                bench.engines(),
                bench.rules(),
                published(labels),
                facts.comparison() == null ? null : PolicyChange.of(outcomes, labels, facts.comparison()));
    }

    private static List<Published> published(Labels labels) {
        PublishedCurves curves = PublishedCurves.load();
        return labels.present().stream()
                .flatMap(attacker -> ReauthByHistory.caughtShares(attacker).stream()
                        .map(caught -> new Published(attacker, caught, curves.curve(attacker, caught))))
                .filter(curve -> !curve.readings().isEmpty())
                .toList();
    }

    boolean hasAttacks() {
        return !attacks.isEmpty();
    }

    List<Attacker> attackers() {
        return attacks.stream().map(AttackCount::attacker).toList();
    }

    /// Looks at one engine after the other, so that only one's log-odds are kept in order at a time: the rules
    /// first, because every engine is compared with each of them.
    private static final class Bench {
        private final Outcomes outcomes;
        private final Labels labels;
        private final @Nullable EngineReport[] reports;
        private final List<ParetoFront> rules = new ArrayList<>();

        Bench(Outcomes outcomes, Labels labels) {
            this.outcomes = outcomes;
            this.labels = labels;
            this.reports = new @Nullable EngineReport[outcomes.engines().size()];
            List<@Nullable Rule> kinds = new ArrayList<>();
            for (int engine = 0; engine < reports.length; engine++) {
                Rule rule = Rule.of(outcomes, engine);
                kinds.add(rule);
                if (rule != null) {
                    examineRule(engine, rule);
                }
            }
            for (int engine = 0; engine < reports.length; engine++) {
                if (kinds.get(engine) == null) {
                    examineEngine(engine);
                }
            }
        }

        private void examineRule(int engine, Rule rule) {
            Scores scores = Scores.of(outcomes, labels, engine);
            reports[engine] = EngineReport.of(outcomes, labels, engine, scores, rule);
            for (Attacker attacker : scores.attackers()) {
                rules.add(new ParetoFront(
                        outcomes.engines().get(engine),
                        attacker,
                        scores.challenged(rule.threshold()),
                        scores.caught(attacker, rule.threshold()),
                        List.of()));
            }
        }

        private void examineEngine(int engine) {
            Scores scores = Scores.of(outcomes, labels, engine);
            reports[engine] = EngineReport.of(outcomes, labels, engine, scores, null);
            rules.replaceAll(rule -> rule.against(outcomes.engines().get(engine), scores));
        }

        List<EngineReport> engines() {
            List<EngineReport> engines = new ArrayList<>();
            for (EngineReport report : reports) {
                if (report != null) {
                    engines.add(report);
                }
            }
            return List.copyOf(engines);
        }

        List<ParetoFront> rules() {
            return List.copyOf(rules);
        }
    }
}
