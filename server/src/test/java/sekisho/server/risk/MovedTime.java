package sekisho.server.risk;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import sekisho.server.testing.TestClock;
import sekisho.server.testing.TestServer;

/// The clock of a server that a test moves on by hours and days. What expires by the database's clock doesn't.
public final class MovedTime {
    private final TestClock clock;
    private final PopulationCounts counts;

    private MovedTime(TestServer server) {
        clock = server.bean(TestClock.class);
        counts = server.bean(PopulationCounts.class);
    }

    /// A server with such a clock.
    public static TestServer server(String property) {
        return TestServer.startUnsettled("spring.main.sources=" + Beans.class.getName(), property);
    }

    public static MovedTime of(TestServer server) {
        return new MovedTime(server);
    }

    /// Lets time pass; what was taught is counted at each hour.
    public void pass(Duration time) {
        Instant end = clock.instant().plus(time);
        Instant turn = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofMinutes(66));
        for (; !turn.isAfter(end); turn = turn.plus(Duration.ofHours(1))) {
            clock.set(turn);
            counts.turn();
        }
        clock.set(end);
        counts.turn();
    }

    /// Not a configuration that other servers would find.
    static final class Beans {
        private static final Instant START = Instant.parse("2026-11-02T09:12:34.567Z");

        @Bean
        @Primary
        TestClock testClock() {
            return new TestClock(START);
        }
    }
}
