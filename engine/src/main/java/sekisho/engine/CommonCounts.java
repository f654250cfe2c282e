package sekisho.engine;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;

/// Counts what all members together teach, in the order in which servers and replays alike do it: by the time at
/// which it was taught, and reports after the sign-ins that were proven at the same moment.
///
/// Not thread-safe.
public final class CommonCounts {
    private final Population population;
    private final BudgetedPolicy policy;
    private final Queue<AttackReport> reports = new ArrayDeque<>();

    /// @param population what is counted into
    /// @param policy whose budgets follow
    public CommonCounts(Population population, BudgetedPolicy policy) {
        this.population = population;
        this.policy = policy;
    }

    /// Takes a report, which is counted when its time has come. Reports come in the order of time.
    public void add(AttackReport report) {
        reports.add(report);
    }

    /// Counts a proven sign-in, and the reports from before it; of one member only so many a day. Sign-ins come in the
    /// order in which they were proven.
    ///
    /// @param logOdds as they were assessed
    public void count(Observation observation, double logOdds, Instant provenAt) {
        countReportsBefore(provenAt);
        if (observation.isCounted) {
            policy.observe(logOdds, observation.evidence().at(), observation.before());
            population.count(observation);
        }
    }

    /// Counts the reports from before a moment.
    public void countReportsBefore(Instant moment) {
        while (!reports.isEmpty() && reports.element().at().isBefore(moment)) {
            population.count(reports.remove());
        }
    }
}
