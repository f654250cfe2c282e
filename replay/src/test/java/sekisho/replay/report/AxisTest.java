package sekisho.replay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void aLogarithmicAxisGivesEveryFactorOfTenTheSameRoom() {
        Axis axis = Axis.challenged("challenged");
        assertThat(axis.place(0.0001)).isZero();
        assertThat(axis.place(0.01)).isCloseTo(0.5, within(1e-12));
        assertThat(axis.place(1)).isOne();
        assertThat(axis.place(0)).isZero();
        assertThat(axis.ticks()).extracting(Axis.Tick::label).containsExactly("0.01%", "0.1%", "1%", "10%", "100%");
    }

    @Test
    void anAxisOfSharesEndsAboveTheHighest() {
        assertThat(Axis.shares("challenged", 0.27).high()).isCloseTo(0.3, within(1e-12));
        assertThat(Axis.shares("challenged", 0.27).ticks())
                .extracting(Axis.Tick::label)
                .containsExactly("0%", "5%", "10%", "15%", "20%", "25%", "30%");
        assertThat(Axis.shares("challenged", 0).high()).isPositive();
    }

    @Test
    void anAxisOfNumbersHoldsItsRangeWithRoundTicks() {
        Axis axis = Axis.numbers("log-odds", -7.3, 12.1);
        assertThat(axis.low()).isEqualTo(-10);
        assertThat(axis.high()).isEqualTo(15);
        assertThat(axis.ticks()).extracting(Axis.Tick::label).containsExactly("−10", "−5", "0", "5", "10", "15");
        assertThat(Axis.numbers("log-odds", 3, 3).high()).isGreaterThan(3);
    }
}
