package sekisho.engine;

import java.util.Comparator;
import java.util.List;

/// What the engine thinks of one sign-in: `logOdds` is `prior` plus the contributions of all findings,
/// exactly.
///
/// @param findings in the order in which the engine judged
/// @param prior log-odds before any evidence, in nats
/// @param logOdds log of P(not the owner) / P(the owner), in nats
/// @param engineVersion version of the engine that said so
public record Assessment(List<Finding> findings, double prior, double logOdds, String engineVersion) {
    public Assessment {
        findings = List.copyOf(findings);
    }

    /// Sums the findings up.
    public static Assessment of(double prior, List<Finding> findings, String engineVersion) {
        double sum = prior;
        for (Finding finding : findings) {
            sum += finding.contribution();
        }
        return new Assessment(findings, prior, sum, engineVersion);
    }

    /// 0 to 100, higher = more likely not the owner: the logistic function of the log-odds in percent.
    public double score() {
        return score(logOdds);
    }

    /// The score of log-odds.
    public static double score(double logOdds) {
        return 100 / (1 + Math.exp(-logOdds));
    }

    /// The log-odds of a score above 0 and below 100.
    static double logOdds(double score) {
        return Math.log(score / (100 - score));
    }

    /// The findings that speak for an attacker, largest first.
    public List<Finding> reasons() {
        return findings.stream()
                .filter(finding -> finding.contribution() > 0)
                .sorted(Comparator.comparingDouble(Finding::contribution).reversed())
                .toList();
    }
}
