package sekisho.replay.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.replay.Outcomes;

/// What one engine achieved.
///
/// @param isRule whether it only says yes or no
/// @param judged how many of the legitimate sign-ins it could judge
/// @param judgedAttacks how many of the attacks it could judge, by attacker
/// @param reauthentication how often members are challenged by history; empty for a rule
/// @param reliability `null` for a rule, and where there is nothing to compare with
record EngineReport(
        String name,
        boolean isRule,
        Share judged,
        List<JudgedAttacks> judgedAttacks,
        List<OperatingPoint> points,
        ScoreDistribution distribution,
        List<OperatingCurve> curves,
        List<ReauthByHistory> reauthentication,
        List<Fairness> fairness,
        @Nullable Reliability reliability,
        List<EndToEnd> endToEnd,
        List<Budget> budgets) {

    record JudgedAttacks(Attacker attacker, Share judged) {}

    /// What a challenge budget means, whether the file has attacks or not.
    ///
    /// @param budget the share of the legitimate sign-ins that may be challenged
    /// @param threshold log-odds; `NaN` if nobody may be challenged
    record Budget(double budget, double threshold, Share challenged) {}

    static EngineReport of(Outcomes outcomes, Labels labels, int engine, Scores scores, @Nullable Rule rule) {
        List<OperatingPoint> points = OperatingPoint.of(scores, rule);
        return new EngineReport(
                outcomes.engines().get(engine),
                rule != null,
                new Share(scores.legitimate(), labels.legitimate()),
                scores.attackers().stream()
                        .map(attacker -> new JudgedAttacks(
                                attacker, new Share(scores.attacks(attacker), labels.count(attacker))))
                        .toList(),
                points,
                ScoreDistribution.of(scores),
                scores.attackers().stream()
                        .map(attacker -> OperatingCurve.of(scores, rule, attacker))
                        .toList(),
                rule == null ? ReauthByHistory.of(outcomes, labels, engine, scores) : List.of(),
                Fairness.of(outcomes, labels, engine, scores, points),
                rule == null ? Reliability.of(outcomes, labels, engine) : null,
                EndToEnd.of(scores, points),
                OperatingCurve.BUDGETS.stream()
                        .map(budget -> budget(scores, rule, budget))
                        .toList());
    }

    private static Budget budget(Scores scores, @Nullable Rule rule, double budget) {
        double threshold = OperatingPoint.thresholdWithin(budget, scores, rule);
        return new Budget(budget, threshold, scores.challenged(threshold));
    }
}
