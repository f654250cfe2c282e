package sekisho.server.risk;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import sekisho.engine.AccountHistory;
import sekisho.engine.AttackReport;
import sekisho.engine.BudgetedPolicy;
import sekisho.engine.CommonCounts;
import sekisho.engine.Observation;
import sekisho.engine.Policy;
import sekisho.engine.Population;
import sekisho.engine.RiskEngine;

/// What all members together teach: what is common, and from which scores on the budgets of the policy are kept.
///
/// Proven sign-ins, and those that their owners reported, are counted once an hour, by whichever server is first, from
/// the lessons and reports in the database: none is counted twice, and none lost but what is written so late that its
/// hour was counted five minutes after its end. What was counted until a full hour holds from the next one on
/// ([Population#countedUntil]), so that all servers judge by the same.
@Component
public class PopulationCounts {
    private static final Logger LOG = LoggerFactory.getLogger(PopulationCounts.class);
    private static final int LOOK_SECONDS = 60;

    /// A lesson is counted so long after its hour, when the transaction that teaches it has ended.
    private static final int SETTLING_MINUTES = 5;

    /// The one that holds, the one that comes, and one for a clock that lags behind.
    private static final int HOURS_KEPT = 3;

    /// From when on lessons are counted.
    private static final Instant BEGINNING = Instant.EPOCH;

    /// What was counted until a full hour. Nobody changes it.
    ///
    /// @param policy the policy with the scores that keep its budgets
    public record Hour(Instant countedUntil, Population population, Policy policy) {}

    private final PopulationStore store;
    private final TransactionTemplate transactions;
    private final Policy policy;
    private final Clock clock;
    private final MeterRegistry meters;
    private final RiskEngine engine = new RiskEngine();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("population-counts").factory());

    /// The newest first.
    private volatile List<Hour> hours;

    PopulationCounts(
            PopulationStore store,
            PlatformTransactionManager transactions,
            Policy policy,
            Clock clock,
            MeterRegistry meters) {
        this.store = store;
        this.transactions = new TransactionTemplate(transactions);
        this.policy = policy;
        this.clock = clock;
        this.meters = meters;
        hours = List.of(nothingCounted());
        for (int i = 0; i < policy.levels().size(); i++) {
            int level = i;
            Gauge.builder(
                            "sekisho.policy.from.score",
                            () -> at(clock.instant())
                                    .policy()
                                    .levels()
                                    .get(level)
                                    .fromScore())
                    .tag("level", policy.levels().get(i).name())
                    .register(meters);
        }
    }

    @PostConstruct
    void start() {
        look();
        timer.scheduleWithFixedDelay(this::turn, 1, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }

    /// What a sign-in of this moment is judged by.
    public Hour at(Instant moment) {
        return at(moment, hours);
    }

    private static Hour at(Instant moment, List<Hour> newestFirst) {
        Instant until = Population.countedUntil(moment);
        return newestFirst.stream()
                .filter(hour -> !hour.countedUntil.isAfter(until))
                .findFirst()
                .orElseGet(newestFirst::getLast);
    }

    /// Counts the last hour if nobody has, and takes notice of what others counted.
    void turn() {
        try {
            Instant until = lastHour();
            if (store.countedUntil().orElse(BEGINNING).isBefore(until)) {
                transactions.executeWithoutResult(status -> count(until));
            }
        } catch (RuntimeException | Error failed) {
            degraded("population", "The last hour can't be counted now and is tried again", failed);
        }
        look();
    }

    /// Takes notice of what was counted.
    private void look() {
        try {
            if (!store.countedUntil().equals(Optional.of(hours.getFirst().countedUntil))) {
                read(store.newest(HOURS_KEPT)).ifPresent(read -> hours = read);
            }
        } catch (RuntimeException failed) {
            degraded("population", "The population can't be read now, the last one stays", failed);
        }
    }

    /// Until when everything has been taught. Where this server's clock and the database's differ, the one that lags
    /// behind tells it: an hour that is counted too early loses the rest of its lessons.
    private Instant lastHour() {
        Instant here = clock.instant();
        Instant there = store.now();
        return (here.isBefore(there) ? here : there)
                .minus(SETTLING_MINUTES, ChronoUnit.MINUTES)
                .truncatedTo(ChronoUnit.HOURS);
    }

    private void count(Instant until) {
        if (!store.lockUnlessCounted()) {
            return;
        }
        Counting counting = new Counting();
        if (counting.from.isBefore(until)) {
            reports(until).forEach(counting::take);
            store.lessons(counting.from, until, counting::take);
            counting.counts.countReportsBefore(Instant.MAX);
            counting.putAs(until);
        }
    }

    /// Counts sign-ins that nobody was taught by here: members who were brought along. They hold at once.
    public void countPast(List<Observation> observations) {
        transactions.executeWithoutResult(status -> {
            store.lock();
            Counting counting = new Counting();
            observations.forEach(counting.population::count);
            counting.any = !observations.isEmpty();
            counting.putAs(counting.from);
        });
        read(store.newest(HOURS_KEPT)).ifPresent(read -> hours = read);
    }

    /// What comes on top of the newest hour that can be read; if none can, the lessons of the last month are counted
    /// once more.
    private final class Counting {
        private final List<Hour> before;
        private final Instant from;
        private final Population population;
        private final BudgetedPolicy budgets;
        private final CommonCounts counts;
        private boolean any;

        Counting() {
            List<PopulationStore.StoredHour> stored = store.newest(HOURS_KEPT);
            Optional<List<Hour>> readable = read(stored);
            before = readable.orElse(hours);
            from = readable.map(hours -> hours.getFirst().countedUntil).orElse(BEGINNING);
            Optional<PopulationStore.StoredHour> newest = stored.stream()
                    .filter(hour -> hour.countedUntil().equals(from))
                    .findFirst();
            population = newest.flatMap(PopulationCounts.this::population).orElseGet(Population::empty);
            budgets = newest.map(hour -> PopulationCounts.this.budgets(hour.budgets()))
                    .orElseGet(() -> BudgetedPolicy.of(policy));
            counts = new CommonCounts(population, budgets);
        }

        void take(AttackReport report) {
            counts.add(report);
            any = true;
        }

        void take(PopulationStore.Lesson lesson) {
            Observation observation;
            double logOdds;
            try {
                AccountHistory history = AccountHistory.fromBytes(lesson.historyBefore());
                Population held = at(lesson.taughtAt(), before).population;
                observation = Observation.of(store.evidence(lesson), history, held);
                logOdds = lesson.logOdds() == null ? engine.logOdds(observation) : lesson.logOdds();
            } catch (RuntimeException | StackOverflowError unreadable) {
                degraded("lesson", "A lesson can't be read, so it isn't counted", unreadable);
                return;
            }
            counts.count(observation, logOdds, lesson.taughtAt());
            any = true;
        }

        /// Stores the result, unless there is nothing new in it.
        void putAs(Instant until) {
            if (any) {
                store.put(new PopulationStore.StoredHour(until, population.toBytes(), budgets.toBytes()));
                store.keep(HOURS_KEPT);
            }
        }
    }

    private List<AttackReport> reports(Instant until) {
        List<AttackReport> reports = new ArrayList<>();
        for (byte[] report : store.takeReports(until)) {
            try {
                reports.add(AttackReport.fromBytes(report));
            } catch (IllegalArgumentException unreadable) {
                degraded("report", "A report can't be read, so it isn't counted", unreadable);
            }
        }
        return reports;
    }

    /// The hours as they are judged by; nothing where none can be read: those that are known stay.
    private Optional<List<Hour>> read(List<PopulationStore.StoredHour> stored) {
        List<Hour> read = new ArrayList<>();
        for (PopulationStore.StoredHour one : stored) {
            population(one)
                    .ifPresent(population -> read.add(hour(one.countedUntil(), population, budgets(one.budgets()))));
        }
        if (read.isEmpty()) {
            return Optional.empty();
        }
        if (stored.size() < HOURS_KEPT) {
            read.add(nothingCounted());
        }
        return Optional.of(List.copyOf(read));
    }

    /// Nothing where it can't be read.
    private Optional<Population> population(PopulationStore.StoredHour stored) {
        try {
            return Optional.of(Population.fromBytes(stored.population()));
        } catch (IllegalArgumentException unreadable) {
            degraded("population", "The population can't be read", unreadable);
            return Optional.empty();
        }
    }

    private BudgetedPolicy budgets(byte @Nullable [] stored) {
        if (stored == null) {
            return BudgetedPolicy.of(policy);
        }
        try {
            return BudgetedPolicy.fromBytes(policy, stored);
        } catch (IllegalArgumentException unreadable) {
            degraded("budgets", "What keeps the policy's budgets can't be read and begins anew", unreadable);
            return BudgetedPolicy.of(policy);
        }
    }

    /// What holds before anything was counted.
    private Hour nothingCounted() {
        return hour(Instant.MIN, Population.empty(), BudgetedPolicy.of(policy));
    }

    private static Hour hour(Instant until, Population population, BudgetedPolicy budgets) {
        return new Hour(until, population, budgets.now());
    }

    private void degraded(String part, String message, Throwable cause) {
        meters.counter("sekisho.degraded", "part", part).increment();
        LOG.error(message, cause);
    }
}
