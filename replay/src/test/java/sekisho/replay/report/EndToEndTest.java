package sekisho.replay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import sekisho.replay.Scenario;

/// How often an attacker gets in after all.
class EndToEndTest {
    private static EndToEnd.Success success(Scenario scenario, Challenge challenge, double threshold) {
        Scores scores = new History("sekisho")
                .member("a", 1)
                .attacks(scenario, "a", History.upTo(100))
                .scores();
        EndToEnd end = EndToEnd.of(scores, List.of(new OperatingPoint(0.01, threshold, scores.challenged(threshold))))
                .getFirst();
        return end.successes().stream()
                .filter(one -> one.challenge() == challenge)
                .findFirst()
                .orElseThrow();
    }

    /// 98 of 100 are challenged, and 24 % of the targeted pass an SMS code.
    @Test
    void aWeakChallengeWastesGoodDetection() {
        EndToEnd.Success success = success(Scenario.TARGETED, Challenge.SMS_CODE, 3);
        assertThat(success.total()).isCloseTo(0.02 + 0.98 * 0.24, within(1e-12));
        assertThat(success.weakLink()).isEqualTo(EndToEnd.WeakLink.CHALLENGE);
    }

    @Test
    void aStrongChallengeLeavesOnlyWhatIsMissed() {
        EndToEnd.Success success = success(Scenario.TARGETED, Challenge.SECURITY_KEY, 3);
        assertThat(success.total()).isCloseTo(0.02, within(1e-12));
        assertThat(success.weakLink()).isEqualTo(EndToEnd.WeakLink.DETECTION);
        assertThat(success(Scenario.TARGETED, Challenge.SECURITY_KEY, 1).weakLink())
                .isEqualTo(EndToEnd.WeakLink.NONE);
    }

    @Test
    void noFigureIsMadeUp() {
        for (EndToEnd.Success success : List.of(
                success(Scenario.TARGETED, Challenge.EMAIL_CODE, 3),
                success(Scenario.NAIVE, Challenge.KNOWLEDGE_QUESTION, 3),
                success(Scenario.INSIDER, Challenge.SECURITY_KEY, 3))) {
            assertThat(success.total()).isNaN();
            assertThat(success.weakLink()).isNull();
        }
    }
}
