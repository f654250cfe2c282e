package sekisho.server.retention;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Deletes once an hour what has outlived its use, in small portions. Nothing rests on it: whatever
/// expires is judged by its own time when it is used.
@Component
class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final RetentionStore store;

    Retention(RetentionStore store) {
        this.store = store;
    }

    @Scheduled(fixedDelay = 60, initialDelay = 10, timeUnit = TimeUnit.MINUTES)
    void sweep() {
        for (RetentionStore.Rule rule : RetentionStore.RULES) {
            int deleted = store.delete(rule);
            if (deleted > 0) {
                LOG.info("retention: {} rows of {} deleted", deleted, rule.table());
            }
        }
    }
}
