package sekisho.server.selfservice;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// How often reference numbers may be looked up: by one network, and by everybody together. In memory:
/// a number opens nothing, so a restart that forgets the counts gives away no more than a few dates.
@Component
class MailCheckLimit {
    private static final int MOST_OF_ONE_NETWORK = 20;
    private static final Duration WINDOW_OF_ONE_NETWORK = Duration.ofMinutes(10);
    private static final int MOST_OF_ALL = 300;
    private static final Duration WINDOW_OF_ALL = Duration.ofMinutes(1);
    private static final int NETWORKS = 20_000;

    private final Clock clock;
    private final Cache<String, Window> networks;
    private Window all = new Window(Instant.EPOCH, 0);

    MailCheckLimit(Clock clock) {
        this.clock = clock;
        Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
        networks = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumSize(NETWORKS)
                .expireAfterWrite(WINDOW_OF_ONE_NETWORK)
                .build();
    }

    /// @param used how many have been looked up in it
    private record Window(Instant ends, int used) {
        Window open(Instant now, Duration length) {
            return now.isBefore(ends) ? this : new Window(now.plus(length), 0);
        }

        Window andOne() {
            return new Window(ends, used + 1);
        }
    }

    /// Takes one look-up.
    ///
    /// @param prefix the client's network
    /// @return when the next one is to be had, if none is left now
    synchronized Optional<Instant> take(String prefix) {
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
