package sekisho.server.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import sekisho.engine.Policy;
import sekisho.replay.LookBack;
import sekisho.replay.world.MadeUpHistory;
import sekisho.server.platform.SiteProperties;

/// Looks back at a made-up history under the standard policy and one with a budget: one at a time, and once
/// for each budget.
@Component
@Profile("demo")
class LookBacks {
    /// How many days the history has.
    static final int DAYS = 120;

    private static final MadeUpHistory HISTORY = new MadeUpHistory(250, DAYS, 2026);

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Path file;
    private final Map<ChallengeBudget, LookBack> done = new ConcurrentHashMap<>();
    private final ReentrantLock turn = new ReentrantLock();

    LookBacks(SiteProperties site) {
        this.file = site.dataDir().resolve("look-back").resolve("history.csv.gz");
    }

    /// What the budget would have changed; empty if others were looking back for too long.
    Optional<LookBack> under(ChallengeBudget budget) throws InterruptedException {
        LookBack known = done.get(budget);
        if (known != null) {
            return Optional.of(known);
        }
        if (!turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(done.computeIfAbsent(budget, this::replay));
        } finally {
            turn.unlock();
        }
    }

    private LookBack replay(ChallengeBudget budget) {
        try {
            if (Files.notExists(file)) {
                makeUp();
            }
            return LookBack.over(file, Policy.standard(), budget.policy());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Under another name first: a file that is there is whole.
    private void makeUp() throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = file.resolveSibling("fresh.csv.gz");
        HISTORY.write(fresh);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
