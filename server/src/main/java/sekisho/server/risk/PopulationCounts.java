package sekisho.server.risk;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import sekisho.engine.Evidence;
import sekisho.engine.Population;

/// How common each value is: a snapshot that is renewed each minute, and new observations that are
/// written together every few seconds. A crash loses those of the last seconds; nothing depends on
/// them.
@Component
class PopulationCounts {
    private static final Logger LOG = LoggerFactory.getLogger(PopulationCounts.class);
    private static final int RENEW_SECONDS = 60;
    private static final int FLUSH_SECONDS = 5;

    /// More different values than that wait for nobody: the database is away.
    private static final int MOST_WAITING = 10_000;

    private final PopulationStore store;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("population-counts").factory());
    private Map<Population.Observation, Integer> waiting = new HashMap<>();
    private volatile Population snapshot = Population.empty();

    PopulationCounts(PopulationStore store) {
        this.store = store;
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

    /// Counts what a proven sign-in showed.
    synchronized void observe(Evidence evidence) {
        for (Population.Observation observation : Population.observations(evidence)) {
            if (waiting.size() < MOST_WAITING || waiting.containsKey(observation)) {
                waiting.merge(observation, 1, Integer::sum);
            }
        }
    }

    void renew() {
        try {
            snapshot = store.load();
        } catch (RuntimeException failed) {
            LOG.warn("The population can't be read, the last one stays: {}", failed.toString());
        }
    }

    void flush() {
        Map<Population.Observation, Integer> counts = take();
        if (counts.isEmpty()) {
            return;
        }
        try {
            store.add(counts);
        } catch (RuntimeException failed) {
            LOG.warn("{} population counts are lost: {}", counts.size(), failed.toString());
        }
    }

    private synchronized Map<Population.Observation, Integer> take() {
        Map<Population.Observation, Integer> counts = waiting;
        waiting = new HashMap<>();
        return counts;
    }
}
