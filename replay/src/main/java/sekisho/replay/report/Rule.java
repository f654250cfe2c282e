package sekisho.replay.report;

import org.jspecify.annotations.Nullable;
import sekisho.replay.Outcomes;

/// An engine that only says yes or no: its log-odds have two values, so it has one way to be used.
///
/// @param threshold challenges what the rule challenges; `NaN` if that is nobody
record Rule(double threshold) {
    /// The engine as a rule; `null` if it has more than two values.
    static @Nullable Rule of(Outcomes outcomes, int engine) {
        double low = Double.NaN;
        double high = Double.NaN;
        int judged = -1;
        for (int row = 0; row < outcomes.size(); row++) {
            double logOdds = outcomes.logOdds(engine, row);
            if (Double.isNaN(logOdds) || logOdds == low || logOdds == high) {
                continue;
            }
            if (judged < 0) {
                low = logOdds;
                high = logOdds;
                judged = row;
            } else if (low == high) {
                low = Math.min(low, logOdds);
                high = Math.max(high, logOdds);
            } else {
                return null;
            }
        }
        return new Rule(low == high && !isChallenge(outcomes.decision(engine, judged)) ? Double.NaN : high);
    }

    /// Whether a decision asks anything of the member.
    static boolean isChallenge(String decision) {
        return !decision.isEmpty() && !decision.equals("ALLOW");
    }
}
