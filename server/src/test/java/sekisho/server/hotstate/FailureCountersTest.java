package sekisho.server.hotstate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import sekisho.engine.Evidence;
import sekisho.server.testing.TestClock;

class FailureCountersTest {
    private static final UUID HANAKO = new UUID(1, 1);
    private static final UUID TAKERU = new UUID(2, 2);
    private static final String OFFICE = "203.0.113.0/24";

    private final TestClock clock = new TestClock(Instant.parse("2026-11-23T10:05:00Z"));
    private final FailureCounters counters = new FailureCounters(clock);

    @Test
    void failuresCountForTheAccountAndForWhereTheyCameFrom() {
        counters.recordFailure(HANAKO, OFFICE);
        counters.recordFailure(HANAKO, OFFICE);
        counters.recordFailure(TAKERU, OFFICE);
        counters.recordFailure(TAKERU, null);

        assertThat(counters.counters(HANAKO, OFFICE)).isEqualTo(new Evidence.Counters(2, 3, 2));
        assertThat(counters.counters(TAKERU, "198.51.100.0/24")).isEqualTo(new Evidence.Counters(2, 0, 0));
        assertThat(counters.counters(TAKERU, null)).isEqualTo(new Evidence.Counters(2, 0, 0));
        assertThat(counters.counters(new UUID(3, 3), null)).isEqualTo(Evidence.Counters.NONE);
    }

    @Test
    void anHourLaterTheyAreForgotten() {
        counters.recordFailure(HANAKO, OFFICE);
        clock.set(clock.instant().plus(Duration.ofMinutes(60)));
        counters.recordFailure(TAKERU, OFFICE);
        assertThat(counters.counters(HANAKO, OFFICE)).isEqualTo(new Evidence.Counters(1, 2, 2));

        clock.set(clock.instant().plus(Duration.ofMinutes(10)));
        assertThat(counters.counters(HANAKO, OFFICE)).isEqualTo(new Evidence.Counters(0, 1, 1));
    }

    @Test
    void anAttackOnAMillionAccountsIsManyAndNeedsNoMoreMemory() {
        for (int i = 0; i < 1_000_000; i++) {
            counters.recordFailure(new UUID(7, i), OFFICE);
        }

        Evidence.Counters counted = counters.counters(HANAKO, OFFICE);
        assertThat(counted.failuresFromPrefix()).isEqualTo(1_000_000);
        assertThat(counted.accountsFromPrefix()).isEqualTo(128);
    }

    @Test
    void fiftyAttackersAtOnceAreAllCounted() throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            UUID account = new UUID(9, i);
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    start.await();
                } catch (InterruptedException stopped) {
                    return;
                }
                for (int n = 0; n < 100; n++) {
                    counters.recordFailure(n % 2 == 0 ? HANAKO : account, OFFICE);
                }
            }));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(counters.counters(HANAKO, OFFICE)).isEqualTo(new Evidence.Counters(2500, 5000, 51));
    }
}
