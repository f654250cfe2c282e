package sekisho.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void saysHowFastItIsAndHowLongItTakes() {
        assertThat(Progress.line(1_000_000, Duration.ofSeconds(10), 250, 1_000))
                .isEqualTo("1,000,000 rows, 100,000 rows/s, 25 %, about 30 s left");
    }

    @Test
    void promisesNothingWhereTheSizeIsNotKnown() {
        assertThat(Progress.line(1_000, Duration.ofSeconds(10), 250, 0)).isEqualTo("1,000 rows, 100 rows/s");
    }
}
