package sekisho.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sekisho.replay.Scenario;

/// Thresholds and what they do.
class ScoresTest {
    @Test
    void aThresholdTakesAllSignInsOfEqualLogOdds() {
        Scores scores = new History("sekisho").member("a", 1, 2, 2, 2, 3).scores();
        assertThat(scores.challenged(2)).isEqualTo(new Share(4, 5));
        assertThat(scores.challenged(Math.nextUp(2.0))).isEqualTo(new Share(1, 5));
        assertThat(scores.challenged(4)).isEqualTo(new Share(0, 5));
        assertThat(scores.challenged(Double.NaN)).isEqualTo(new Share(0, 5));
    }

    @Test
    void aBudgetIsNeverExceededByATie() {
        Scores scores = new History("sekisho").member("a", 1, 2, 2, 2, 3).scores();
        assertThat(scores.challenged(scores.thresholdChallengingAtMost(0.2))).isEqualTo(new Share(1, 5));
        assertThat(scores.challenged(scores.thresholdChallengingAtMost(0.6))).isEqualTo(new Share(1, 5));
        assertThat(scores.challenged(scores.thresholdChallengingAtMost(0.8))).isEqualTo(new Share(4, 5));
        assertThat(scores.challenged(scores.thresholdChallengingAtMost(0))).isEqualTo(new Share(0, 5));
        assertThat(scores.challenged(scores.thresholdChallengingAtMost(1))).isEqualTo(new Share(5, 5));
    }

    @Test
    void aBudgetCatchesTheAttacksBetweenTwoLegitimateSignIns() {
        Scores scores = new History("sekisho")
                .member("a", 1, 2, 3, 4)
                .attacks(Scenario.NAIVE, "a", 2.5, 3.5)
                .scores();
        assertThat(scores.caught(Attacker.NAIVE, scores.thresholdChallengingAtMost(0.25)))
                .isEqualTo(new Share(1, 2));
        assertThat(scores.caught(Attacker.NAIVE, scores.thresholdChallengingAtMost(0.5)))
                .isEqualTo(new Share(2, 2));
    }

    @Test
    void catchingAShareTakesTheHighestThresholdThatDoes() {
        Scores scores = new History("sekisho")
                .attacks(Scenario.VPN, "a", History.upTo(100))
                .scores();
        assertThat(scores.thresholdCatching(Attacker.VPN, 0.99)).isEqualTo(2);
        assertThat(scores.thresholdCatching(Attacker.VPN, 0.991)).isEqualTo(1);
        assertThat(scores.thresholdCatching(Attacker.VPN, 0.5)).isEqualTo(51);
        assertThat(scores.thresholdCatching(Attacker.NAIVE, 0.99)).isNaN();
    }

    @Test
    void whatTheEngineCouldNotJudgeIsNotCounted() {
        Scores scores = new History("freeman")
                .member("a", Double.NaN, 1, 2)
                .attacks(Scenario.NAIVE, "b", Double.NaN, 5)
                .scores();
        assertThat(scores.challenged(2)).isEqualTo(new Share(1, 2));
        assertThat(scores.caught(Attacker.NAIVE, 2)).isEqualTo(new Share(1, 1));
    }

    @Test
    void takeoversWithoutAScenarioAreAnAttackerOfTheirOwn() {
        Scores scores = new History("sekisho").member("a", 1).takeover("a", 7).scores();
        assertThat(scores.attackers()).containsExactly(Attacker.TAKEOVER);
        assertThat(scores.caught(Attacker.TAKEOVER, 7)).isEqualTo(new Share(1, 1));
        assertThat(scores.challenged(1)).isEqualTo(new Share(1, 1));
    }

    @Test
    void infiniteLogOddsAndBothZerosAreInOrder() {
        Scores scores = new History("freeman")
                .member("a", Double.NEGATIVE_INFINITY, -0.0, 0.0, Double.POSITIVE_INFINITY)
                .scores();
        assertThat(scores.challenged(0.0)).isEqualTo(new Share(3, 4));
        assertThat(scores.challenged(-0.0)).isEqualTo(new Share(3, 4));
        assertThat(scores.challenged(scores.thresholdChallengingAtMost(0))).isEqualTo(new Share(0, 4));
        assertThat(scores.finiteRange()).containsExactly(0, 0);
    }
}
