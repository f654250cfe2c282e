package sekisho.replay.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an engine catches of one attacker, against how many legitimate sign-ins it challenges for that.
///
/// @param attacks how many attacks the engine judged
/// @param atCaught the price of catching a given share
/// @param atBudget what is caught for a given price
/// @param curve the whole curve from nobody to everybody, at most [#STEPS] points; one point for a rule
record OperatingCurve(
        Attacker attacker, int attacks, List<AtCaught> atCaught, List<AtBudget> atBudget, List<Point> curve) {
    /// Shares of the attacks to catch.
    static final List<Double> CAUGHT = List.of(0.95, 0.98, 0.99, 0.995, 0.999);

    /// Shares of the legitimate sign-ins to challenge.
    static final List<Double> BUDGETS = List.of(0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5);

    private static final int STEPS = 160;
    private static final double LEAST_BUDGET = 1e-4;

    /// @param asked the share of the attacks to catch
    /// @param threshold log-odds; `NaN` if the rule doesn't reach the share
    /// @param caught at that threshold; more than asked where attacks have equal log-odds
    /// @param challenged `null` if the rule doesn't reach the share
    record AtCaught(
            double asked,
            double threshold,
            @Nullable Share caught,
            @Nullable Share challenged) {}

    /// @param budget the share of the legitimate sign-ins that may be challenged
    /// @param threshold log-odds; `NaN` if nobody may be challenged
    /// @param challenged at that threshold; less than the budget where sign-ins have equal log-odds
    record AtBudget(double budget, double threshold, Share challenged, Share caught) {}

    record Point(double challenged, double caught) {}

    static OperatingCurve of(Scores scores, @Nullable Rule rule, Attacker attacker) {
        return new OperatingCurve(
                attacker,
                scores.attacks(attacker),
                CAUGHT.stream()
                        .map(asked -> atCaught(scores, rule, attacker, asked))
                        .toList(),
                BUDGETS.stream()
                        .map(budget -> atBudget(scores, rule, attacker, budget))
                        .toList(),
                rule == null ? curve(scores, attacker) : List.of(point(scores, attacker, rule.threshold())));
    }

    private static AtCaught atCaught(Scores scores, @Nullable Rule rule, Attacker attacker, double asked) {
        double threshold = scores.thresholdCatching(attacker, asked);
        if (Double.isNaN(threshold) || rule != null && !(threshold >= rule.threshold())) {
            return new AtCaught(asked, Double.NaN, null, null);
        }
        return new AtCaught(asked, threshold, scores.caught(attacker, threshold), scores.challenged(threshold));
    }

    private static AtBudget atBudget(Scores scores, @Nullable Rule rule, Attacker attacker, double budget) {
        double threshold = OperatingPoint.thresholdWithin(budget, scores, rule);
        return new AtBudget(budget, threshold, scores.challenged(threshold), scores.caught(attacker, threshold));
    }

    private static List<Point> curve(Scores scores, Attacker attacker) {
        List<Point> points = new ArrayList<>();
        points.add(point(scores, attacker, scores.thresholdChallengingAtMost(0)));
        for (int step = 0; step < STEPS; step++) {
            double budget = Math.pow(LEAST_BUDGET, 1 - step / (STEPS - 1.0));
            Point next = point(scores, attacker, scores.thresholdChallengingAtMost(budget));
            if (!next.equals(points.getLast())) {
                points.add(next);
            }
        }
        return List.copyOf(points);
    }

    private static Point point(Scores scores, Attacker attacker, double threshold) {
        return new Point(
                scores.challenged(threshold).value(),
                scores.caught(attacker, threshold).value());
    }
}
