package sekisho.replay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import sekisho.replay.Scenario;

/// What another policy would change.
class PolicyChangeTest {
    private static final ReportFacts.Comparison NAMES = new ReportFacts.Comparison("sekisho@A", "sekisho@B");

    private static PolicyChange change(History history) {
        return PolicyChange.of(history.outcomes, history.labels(), NAMES);
    }

    @Test
    void onlyWhatCrossesTheLineIsListed() {
        PolicyChange change = change(new History("sekisho@A", "sekisho@B")
                .decided(Scenario.LEGITIMATE, "a", "ALLOW", "ALLOW")
                .decided(Scenario.LEGITIMATE, "a", "ALLOW", "CHALLENGE")
                .decided(Scenario.LEGITIMATE, "a", "CHALLENGE", "RESET")
                .decided(Scenario.LEGITIMATE, "a", "HOLD", "ALLOW")
                .decided(Scenario.NAIVE, "a", "DENY", "ALLOW")
                .decided(Scenario.NAIVE, "a", "ALLOW", "CHALLENGE")
                .decided(Scenario.NAIVE, "a", "", "ALLOW"));
        assertThat(change.newlyChallenged()).isOne();
        assertThat(change.noLongerChallenged()).isOne();
        assertThat(change.newlyMissed()).isOne();
        assertThat(change.newlyCaught()).isOne();
        assertThat(change.challengedExamples())
                .extracting(PolicyChange.Example::line)
                .containsExactly(3L);
        assertThat(change.missedExamples())
                .extracting(PolicyChange.Example::line)
                .containsExactly(6L);
        assertThat(change.decisions())
                .contains(
                        new PolicyChange.Pair("", "ALLOW", 0, 1),
                        new PolicyChange.Pair("ALLOW", "CHALLENGE", 1, 1),
                        new PolicyChange.Pair("CHALLENGE", "RESET", 1, 0));
    }

    @Test
    void aLongListIsCutButFullyCounted() {
        History history = new History("sekisho@A", "sekisho@B");
        for (int i = 0; i < 250; i++) {
            history.decided(Scenario.LEGITIMATE, "a", "ALLOW", "CHALLENGE");
        }
        assertThat(change(history).newlyChallenged()).isEqualTo(250);
        assertThat(change(history).challengedExamples()).hasSize(200);
    }

    @Test
    void anUnknownPolicyIsRefused() {
        History history = new History("sekisho@A");
        assertThatIllegalArgumentException().isThrownBy(() -> change(history)).withMessageContaining("sekisho@B");
    }
}
