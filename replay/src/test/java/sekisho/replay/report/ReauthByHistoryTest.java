package sekisho.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sekisho.replay.Scenario;

/// How often members are challenged while an engine gets to know them.
class ReauthByHistoryTest {
    private static List<ReauthByHistory> curves(History history) {
        return ReauthByHistory.of(history.outcomes, history.labels(), 0, history.scores());
    }

    /// All attacks have 5, so 5 is the threshold of each curve.
    private static History threshold5() {
        return new History("sekisho").attacks(Scenario.NAIVE, "victim", 5, 5);
    }

    @Test
    void theMedianIsOverTheMembersWhoHaveSoMany() {
        History history = threshold5().member("a", 9, 1, 9, 1).member("b", 9, 9).member("c", 1, 1);
        assertThat(curves(history).getFirst().histories())
                .containsExactly(
                        new ReauthByHistory.AtHistory(1, 3, 1, 1),
                        new ReauthByHistory.AtHistory(2, 3, 1, 0.5),
                        new ReauthByHistory.AtHistory(3, 1, 2, 2.0 / 3),
                        new ReauthByHistory.AtHistory(4, 1, 2, 0.5));
    }

    @Test
    void anEvenNumberOfMembersHasItsMedianInTheMiddle() {
        History history = threshold5().member("a", 9).member("b", 1);
        assertThat(curves(history).getFirst().histories())
                .containsExactly(new ReauthByHistory.AtHistory(1, 2, 0.5, 0.5));
    }

    @Test
    void signInsThatCouldNotBeJudgedAreNotCounted() {
        History history = threshold5().member("a", Double.NaN, 9, 1);
        assertThat(curves(history).getFirst().histories())
                .extracting(ReauthByHistory.AtHistory::history)
                .containsExactly(1, 2);
    }

    @Test
    void attacksOnAMemberAreNotHisSignIns() {
        History history = threshold5().member("victim", 1);
        assertThat(curves(history).getFirst().histories()).containsExactly(new ReauthByHistory.AtHistory(1, 1, 0, 0));
    }

    @Test
    void laterSignInsThanThePublishedOnesAreLeftOut() {
        History history = threshold5().member("a", new double[300]);
        List<ReauthByHistory.AtHistory> histories = curves(history).getFirst().histories();
        assertThat(histories).hasSize(39);
        assertThat(histories.getLast()).isEqualTo(new ReauthByHistory.AtHistory(39, 1, 0, 0));
    }

    @Test
    void eachShareToCatchHasItsOwnThreshold() {
        History history = new History("sekisho").attacks(Scenario.VERY_TARGETED, "victim", History.upTo(87));
        assertThat(curves(history))
                .extracting(ReauthByHistory::caught, ReauthByHistory::threshold)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(0.8276, 15.0),
                        org.assertj.core.groups.Tuple.tuple(0.8966, 9.0),
                        org.assertj.core.groups.Tuple.tuple(0.99, 1.0),
                        org.assertj.core.groups.Tuple.tuple(0.999, 1.0));
    }
}
