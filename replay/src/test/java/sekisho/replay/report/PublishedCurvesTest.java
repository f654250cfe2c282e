package sekisho.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The curves of Wiefling et al. (TOPS 2022).
class PublishedCurvesTest {
    private final PublishedCurves curves = PublishedCurves.load();

    private List<Integer> counts(Attacker attacker, double caught, int history) {
        return curves.curve(attacker, caught).stream()
                .filter(reading -> reading.history() == history)
                .map(PublishedCurves.Reading::count)
                .toList();
    }

    @Test
    void theTargetedAttackerCostsFourChallengesInTwelveSignIns() {
        assertThat(counts(Attacker.TARGETED, 0.99, 12)).containsExactly(4);
        assertThat(counts(Attacker.TARGETED, 0.99, 38)).containsExactly(3);
        assertThat(counts(Attacker.NAIVE, 0.999, 12)).containsExactly(7);
        assertThat(counts(Attacker.VPN, 0.999, 39)).containsExactly(8);
    }

    @Test
    void realTakeoversStandBesideTheVeryTargetedAttacker() {
        assertThat(curves.curve(Attacker.TAKEOVER, 0.8276))
                .isNotEmpty()
                .isEqualTo(curves.curve(Attacker.VERY_TARGETED, 0.8276));
        assertThat(counts(Attacker.VERY_TARGETED, 0.8276, 38)).containsExactly(8);
    }

    @Test
    void hiddenReadingsAndUnknownAttackersHaveNone() {
        assertThat(counts(Attacker.NAIVE, 0.99, 8)).isEmpty();
        assertThat(curves.curve(Attacker.INSIDER, 0.99)).isEmpty();
    }
}
