package sekisho.server.risk;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import sekisho.engine.AccountHistory;
import sekisho.engine.Evidence;
import sekisho.engine.Population;

/// What is common among all members: a snapshot that is at most a minute old, and new observations that are
/// counted together every half minute. A crash loses those of the last seconds; nothing depends on them.
///
/// Several servers count into one row, one after the other. Each counts into what all have counted so far,
/// since how much newness was to be expected depends on that.
@Component
public class PopulationCounts {
    private static final Logger LOG = LoggerFactory.getLogger(PopulationCounts.class);
    private static final int RENEW_SECONDS = 60;

    /// Not more often: each flush writes the whole state, up to 5 MB where the site is large.
    private static final int FLUSH_SECONDS = 30;

    /// So many observations wait at most, some 20 MB. More are left out: they would tell the same.
    static final int MOST_WAITING = 10_000;

    private record Observation(Evidence evidence, AccountHistory before) {}

    private final PopulationStore store;
    private final TransactionTemplate transactions;
    private final MeterRegistry meters;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("population-counts").factory());
    private List<Observation> waiting = new ArrayList<>();

    /// Nobody changes a population that stands here.
    private volatile Population snapshot = Population.empty();

    PopulationCounts(PopulationStore store, PlatformTransactionManager transactions, MeterRegistry meters) {
        this.store = store;
        this.transactions = new TransactionTemplate(transactions);
        this.meters = meters;
    }

    @PostConstruct
    void start() {
        timer.scheduleWithFixedDelay(this::renew, 0, RENEW_SECONDS, TimeUnit.SECONDS);
        timer.scheduleWithFixedDelay(this::flush, FLUSH_SECONDS, FLUSH_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
        flush();
    }

    Population snapshot() {
        return snapshot;
    }

    /// Counts what a proven sign-in showed, with the next flush.
    ///
    /// @param before what was remembered of the member before it
    public synchronized void observe(Evidence evidence, AccountHistory before) {
        if (waiting.size() < MOST_WAITING) {
            waiting.add(new Observation(evidence, before));
        }
    }

    private synchronized List<Observation> take() {
        List<Observation> taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    void renew() {
        try {
            store.find().flatMap(this::read).ifPresent(population -> snapshot = population);
        } catch (RuntimeException failed) {
            LOG.warn("The population can't be read, the last one stays: {}", failed.toString());
        }
    }

    /// Counts what waits, and makes the result the snapshot.
    public void flush() {
        List<Observation> observations = take();
        if (observations.isEmpty()) {
            return;
        }
        try {
            snapshot = Objects.requireNonNull(transactions.execute(status -> count(observations)));
        } catch (RuntimeException failed) {
            LOG.warn("{} sign-ins are not counted in the population: {}", observations.size(), failed.toString());
        }
    }

    private Population count(List<Observation> observations) {
        Population population = read(store.lock(Population.empty().toBytes())).orElseGet(Population::empty);
        for (Observation observation : observations) {
            population.observe(observation.evidence, observation.before);
        }
        store.replace(population.toBytes());
        return population;
    }

    /// Nothing for a state that can't be read: the last snapshot stays, and the next flush begins a new one.
    private Optional<Population> read(byte[] state) {
        try {
            return Optional.of(Population.fromBytes(state));
        } catch (RuntimeException unreadable) {
            meters.counter("sekisho.degraded", "part", "population").increment();
            LOG.error("The population can't be read and begins anew", unreadable);
            return Optional.empty();
        }
    }
}
