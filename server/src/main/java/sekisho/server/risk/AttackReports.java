package sekisho.server.risk;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import sekisho.engine.AccountHistory;
import sekisho.engine.AttackReport;
import sekisho.engine.Evidence;

/// The sign-ins that their owners reported, written down for [PopulationCounts] to count: by them the engine learns
/// which attackers a site has.
///
/// A report is trusted fully if it comes from a browser that was recognised before the sign-in, and else by half:
/// whoever has just got in may report the owner. Members report seldom, so from the fourth report of an account in
/// 30 days on each is trusted half as far as the one before: however many there are, all of a month together weigh
/// less than four.
@Component
public class AttackReports {
    private static final Logger LOG = LoggerFactory.getLogger(AttackReports.class);

    private static final double TRUST_ELSEWHERE = 0.5;
    private static final int TRUSTED_IN_A_MONTH = 3;
    private static final Duration MONTH = Duration.ofDays(30);

    private final AttackReportStore store;
    private final AccountHistoryStore histories;
    private final PopulationCounts population;
    private final Clock clock;
    private final MeterRegistry meters;

    AttackReports(
            AttackReportStore store,
            AccountHistoryStore histories,
            PopulationCounts population,
            Clock clock,
            MeterRegistry meters) {
        this.store = store;
        this.histories = histories;
        this.population = population;
        this.clock = clock;
        this.meters = meters;
    }

    /// Writes a report down; in the caller's transaction, when what the sign-in taught was unlearned.
    ///
    /// @param reported what the sign-in was judged by
    /// @param fromRecognised whether it is reported from a browser that was recognised before the sign-in
    @Transactional(propagation = Propagation.MANDATORY)
    public void write(UUID accountId, UUID attemptId, Evidence reported, boolean fromRecognised) {
        Instant now = clock.instant();
        int others = store.countSince(accountId, now.minus(MONTH));
        double trust =
                (fromRecognised ? 1 : TRUST_ELSEWHERE) * Math.pow(2, -Math.max(0, others - TRUSTED_IN_A_MONTH + 1));
        byte[] before = histories
                .findAt(accountId, reported.at())
                .orElseGet(() -> AccountHistory.empty().toBytes());
        AttackReport report;
        try {
            report = AttackReport.of(
                    reported,
                    AccountHistory.fromBytes(before),
                    population.at(now).population(),
                    now,
                    trust);
        } catch (RuntimeException failed) {
            // The owner's remedy must not fail for what others would learn of it.
            meters.counter("sekisho.degraded", "part", "report").increment();
            LOG.error("Nothing can be learned from a sign-in that was reported", failed);
            return;
        }
        store.insert(accountId, attemptId, report);
    }

    /// Takes a report back, unless it is counted: then it fades. Joins the caller's transaction.
    @Transactional(propagation = Propagation.MANDATORY)
    public void takeBack(UUID accountId, UUID attemptId) {
        store.deleteUnlessCounted(accountId, attemptId);
    }
}
