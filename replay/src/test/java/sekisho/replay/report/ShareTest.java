package sekisho.replay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ShareTest {
    /// 72 of the 87 real takeovers, as published in TOPS 2022.
    @Test
    void theIntervalOfFewAttacksIsWide() {
        Share share = new Share(72, 87);
        assertThat(share.value()).isCloseTo(0.8276, within(0.00005));
        assertThat(share.low()).isCloseTo(0.7349, within(0.0005));
        assertThat(share.high()).isCloseTo(0.8927, within(0.0005));
    }

    @Test
    void theIntervalStaysBetweenNoneAndAll() {
        assertThat(new Share(0, 20).low()).isZero();
        assertThat(new Share(0, 20).high()).isCloseTo(0.1611, within(0.0005));
        assertThat(new Share(20, 20).high()).isOne();
        assertThat(new Share(0, 0).value()).isNaN();
        assertThat(new Share(0, 0).low()).isNaN();
        assertThat(new Share(0, 0).high()).isNaN();
    }
}
