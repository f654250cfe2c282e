package sekisho.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sekisho.replay.Scenario;

class ScoreDistributionTest {
    @Test
    void everyFiniteScoreIsInOneBin() {
        ScoreDistribution distribution = ScoreDistribution.of(new History("freeman")
                .member("a", -1, -0.5, 0, 0.25, 0.5, Double.NEGATIVE_INFINITY)
                .attacks(Scenario.NAIVE, "b", 1.9, Double.POSITIVE_INFINITY)
                .scores());
        assertThat(distribution.bins())
                .extracting(bin -> bin.low() + " " + bin.legitimate().part() + " "
                        + bin.attacks().part())
                .containsExactly("-1.0 1 0", "-0.5 1 0", "0.0 2 0", "0.5 1 0", "1.0 0 0", "1.5 0 1");
    }

    @Test
    void aWideRangeGetsWideBins() {
        ScoreDistribution distribution = ScoreDistribution.of(
                new History("sekisho").member("a", -500, 500, 0).scores());
        assertThat(distribution.bins()).hasSizeBetween(10, 40);
        assertThat(distribution.bins().stream()
                        .mapToLong(bin -> bin.legitimate().part())
                        .sum())
                .isEqualTo(3);
    }

    @Test
    void quantilesAreScoresThatOccur() {
        assertThat(ScoreDistribution.of(new History("sekisho")
                                .member("a", History.upTo(1000))
                                .scores())
                        .quantiles())
                .extracting(ScoreDistribution.Quantile::logOdds)
                .containsExactly(500.0, 900.0, 950.0, 990.0, 995.0, 999.0);
    }

    @Test
    void nothingHasNoDistribution() {
        ScoreDistribution distribution = ScoreDistribution.of(
                new History("freeman").member("a", Double.NaN).scores());
        assertThat(distribution.bins()).isEmpty();
        assertThat(distribution.quantiles())
                .allSatisfy(quantile -> assertThat(quantile.logOdds()).isNaN());
    }
}
