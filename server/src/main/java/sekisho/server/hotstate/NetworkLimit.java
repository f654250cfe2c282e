package sekisho.server.hotstate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// How often something may be had that no account stands for: by one network, and by everybody together. In memory,
/// so it is only for what opens nothing: a restart forgets the counts.
public final class NetworkLimit {
    private static final int MOST_OF_ONE_NETWORK = 20;
    private static final Duration WINDOW_OF_ONE_NETWORK = Duration.ofMinutes(10);
    private static final int MOST_OF_ALL = 300;
    private static final Duration WINDOW_OF_ALL = Duration.ofMinutes(1);
    private static final int NETWORKS = 20_000;

    private final Clock clock;
    private final Cache<String, Window> networks;
    private Window all = new Window(Instant.EPOCH, 0);

    /// A limit of its own.
    public NetworkLimit(Clock clock) {
        this.clock = clock;
        Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
        networks = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumSize(NETWORKS)
                .expireAfterWrite(WINDOW_OF_ONE_NETWORK)
                .build();
    }

    /// @param used how many have been had in it
    private record Window(Instant ends, int used) {
        Window open(Instant now, Duration length) {
            return now.isBefore(ends) ? this : new Window(now.plus(length), 0);
        }

        Window andOne() {
            return new Window(ends, used + 1);
        }
    }

    /// Takes one.
    ///
    /// @param prefix the client's network
    /// @return when the next one is to be had, if none is left now
    public synchronized Optional<Instant> take(String prefix) {
        Instant now = clock.instant();
        Window network =
                networks.get(prefix, key -> new Window(Instant.EPOCH, 0)).open(now, WINDOW_OF_ONE_NETWORK);
        if (network.used() >= MOST_OF_ONE_NETWORK) {
            return Optional.of(network.ends());
        }
        all = all.open(now, WINDOW_OF_ALL);
        if (all.used() >= MOST_OF_ALL) {
            return Optional.of(all.ends());
        }
        all = all.andOne();
        networks.put(prefix, network.andOne());
        return Optional.empty();
    }
}
