package sekisho.replay.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One way to use an engine: a threshold.
///
/// @param budget the share of the legitimate sign-ins that may be challenged; `NaN` for a rule, which has
///     one threshold of its own
/// @param threshold log-odds; `NaN` if nobody is challenged
/// @param challenged the share of the legitimate sign-ins that really are
record OperatingPoint(double budget, double threshold, Share challenged) {
    /// The challenge budgets at which engines are looked at more closely.
    static final List<Double> BUDGETS = List.of(0.01, 0.05);

    static List<OperatingPoint> of(Scores scores, @Nullable Rule rule) {
        if (rule != null) {
            return List.of(new OperatingPoint(Double.NaN, rule.threshold(), scores.challenged(rule.threshold())));
        }
        return BUDGETS.stream().map(budget -> within(budget, scores)).toList();
    }

    private static OperatingPoint within(double budget, Scores scores) {
        double threshold = scores.thresholdChallengingAtMost(budget);
        return new OperatingPoint(budget, threshold, scores.challenged(threshold));
    }

    /// The threshold that catches most for a budget; `NaN` if only challenging nobody fits into it.
    static double thresholdWithin(double budget, Scores scores, @Nullable Rule rule) {
        double threshold = scores.thresholdChallengingAtMost(budget);
        if (rule == null) {
            return threshold;
        }
        return threshold <= rule.threshold() ? rule.threshold() : Double.NaN;
    }

    boolean isRule() {
        return Double.isNaN(budget);
    }
}
