package sekisho.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void sharesHaveAboutThreeDigits() {
        assertThat(Numbers.percent(0.1234)).isEqualTo("12.3%");
        assertThat(Numbers.percent(0.01234)).isEqualTo("1.23%");
        assertThat(Numbers.percent(0.001234)).isEqualTo("0.123%");
        assertThat(Numbers.percent(0.99534)).isEqualTo("99.53%");
        assertThat(Numbers.percent(Double.NaN)).isEqualTo("–");
    }

    @Test
    void almostAllIsNotAllAndAlmostNoneIsNotNone() {
        assertThat(Numbers.percent(1)).isEqualTo("100%");
        assertThat(Numbers.percent(0.99999)).isEqualTo("99.999%");
        assertThat(Numbers.percent(0)).isEqualTo("0%");
        assertThat(Numbers.percent(0.0000011)).isEqualTo("0.0001%");
    }

    @Test
    void chosenSharesAreWrittenAsTheyAre() {
        assertThat(Numbers.round(0.005)).isEqualTo("0.5%");
        assertThat(Numbers.round(0.8276)).isEqualTo("82.76%");
        assertThat(Numbers.round(1)).isEqualTo("100%");
    }

    @Test
    void negativeNumbersHaveAMinusSignAndZeroHasNone() {
        assertThat(Numbers.logOdds(-1.005)).isEqualTo("−1.01");
        assertThat(Numbers.logOdds(-0.001)).isEqualTo("0.00");
        assertThat(Numbers.logOdds(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
        assertThat(Numbers.count(12541442)).isEqualTo("12,541,442");
    }
}
