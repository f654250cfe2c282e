package sekisho.replay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import sekisho.replay.Scenario;

/// Whether the odds mean what they say.
class ReliabilityTest {
    private static double[] times(int count, double logOdds) {
        double[] all = new double[count];
        Arrays.fill(all, logOdds);
        return all;
    }

    private static Reliability reliability(History history) {
        return Objects.requireNonNull(Reliability.of(history.outcomes, history.labels(), 0));
    }

    /// One in ten at odds of 1 : 9, and nine in ten at odds of 9 : 1.
    private static History honest(double shift) {
        double low = Math.log(1 / 9.0) - shift;
        double high = Math.log(9) - shift;
        return new History("sekisho")
                .member("a", times(900, low))
                .attacks(Scenario.NAIVE, "b", times(100, low))
                .member("a", times(100, high))
                .attacks(Scenario.VPN, "b", times(900, high));
    }

    @Test
    void honestOddsHaveNoError() {
        Reliability reliability = reliability(honest(0));
        assertThat(reliability.attacks()).isEqualTo(new Share(1000, 2000));
        assertThat(reliability.shift()).isCloseTo(0, within(1e-9));
        assertThat(reliability.calibrationError()).isCloseTo(0, within(1e-9));
        assertThat(reliability.bins()).hasSize(2);
        assertThat(reliability.bins().getFirst().observedLogOdds()).isCloseTo(Math.log(1 / 9.0), within(1e-12));
        assertThat(reliability.bins().getFirst().predictedLogOdds()).isCloseTo(Math.log(1 / 9.0), within(1e-9));
    }

    @Test
    void anotherShareOfAttacksIsNotHeldAgainstTheEngine() {
        Reliability reliability = reliability(honest(4));
        assertThat(reliability.shift()).isCloseTo(4, within(1e-9));
        assertThat(reliability.calibrationError()).isCloseTo(0, within(1e-9));
    }

    @Test
    void oddsThatMeanNothingAreAsWrongAsTheyAreBold() {
        double bold = Math.log(9);
        Reliability reliability = reliability(new History("sekisho")
                .member("a", times(50, bold))
                .attacks(Scenario.NAIVE, "b", times(50, bold))
                .member("a", times(50, -bold))
                .attacks(Scenario.NAIVE, "b", times(50, -bold)));
        assertThat(reliability.calibrationError()).isCloseTo(0.4, within(1e-9));
        assertThat(reliability.relativeError()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void certaintyIsJudgedToo() {
        Reliability reliability = reliability(new History("freeman")
                .member("a", times(3, Double.NEGATIVE_INFINITY))
                .attacks(Scenario.NAIVE, "b", Double.POSITIVE_INFINITY));
        assertThat(reliability.calibrationError()).isCloseTo(0, within(1e-6));
        assertThat(reliability.bins())
                .extracting(Reliability.Bin::observed)
                .containsExactly(new Share(0, 3), new Share(1, 1));
    }

    @Test
    void withoutAttacksThereIsNothingToCompareWith() {
        History history = new History("sekisho").member("a", 1, 2, 3);
        assertThat(Reliability.of(history.outcomes, history.labels(), 0)).isNull();
    }
}
