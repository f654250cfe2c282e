package sekisho.server.hotstate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import sekisho.server.testing.TestClock;

class NetworkLimitTest {
    private final TestClock clock = new TestClock(Instant.parse("2026-11-22T05:00:00Z"));
    private final NetworkLimit limit = new NetworkLimit(clock);

    @Test
    void one_network_waits_until_ten_minutes_after_its_first() {
        for (int i = 0; i < 20; i++) {
            assertThat(limit.take("192.0.2.0/24")).isEmpty();
        }

        assertThat(limit.take("192.0.2.0/24")).contains(clock.instant().plus(Duration.ofMinutes(10)));
        assertThat(limit.take("198.51.100.0/24")).isEmpty();
        clock.set(clock.instant().plus(Duration.ofMinutes(10)));
        assertThat(limit.take("192.0.2.0/24")).isEmpty();
    }

    @Test
    void a_thousand_networks_get_three_hundred_answers_a_minute_between_them() {
        for (int i = 0; i < 300; i++) {
            assertThat(limit.take("10." + i / 200 + "." + i % 200 + ".0/24")).isEmpty();
        }

        assertThat(limit.take("192.0.2.0/24")).contains(clock.instant().plus(Duration.ofMinutes(1)));
        clock.set(clock.instant().plus(Duration.ofMinutes(1)));
        assertThat(limit.take("192.0.2.0/24")).isEmpty();
    }

    @Test
    void who_is_refused_uses_up_nothing_of_the_others() {
        for (int i = 0; i < 1000; i++) {
            limit.take("192.0.2.0/24");
        }

        assertThat(limit.take("198.51.100.0/24")).isEmpty();
    }
}
