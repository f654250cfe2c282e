package sekisho.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sekisho.engine.Authenticator;
import sekisho.engine.Policy;
import sekisho.engine.Policy.Budget;
import sekisho.engine.Policy.FromScore;
import sekisho.engine.Policy.Level;
import sekisho.engine.Policy.Start;
import sekisho.replay.world.MadeUpHistory;

class LookBackTest {
    @TempDir
    private static Path folder = Path.of("");

    private static Path history = Path.of("");

    @BeforeAll
    static void makeUp() throws IOException {
        history = folder.resolve("history.csv.gz");
        new MadeUpHistory(60, 60, 7).write(history);
    }

    @Test
    void aLargerBudgetAsksMoreMembersAndStopsMoreAttacks() throws IOException {
        LookBack small = LookBack.over(history, Policy.standard(), from(Budget.share(0.005)));
        LookBack large = LookBack.over(history, Policy.standard(), from(Budget.share(0.05)));

        assertThat(large.own().all()).isEqualTo(small.own().all());
        assertThat(large.own().before()).isEqualTo(small.own().before());
        assertThat(large.own().after()).isGreaterThan(small.own().after());
        assertThat(large.allAttacks().after()).isGreaterThan(small.allAttacks().after());
    }

    @Test
    void thePolicyThatAsksNobodyMissesWhatTheStandardStops() throws IOException {
        LookBack lookBack = LookBack.over(history, Policy.standard(), from(new FromScore(100)));

        assertThat(lookBack.newlyAsked()).isEmpty();
        assertThat(lookBack.newlyMissed())
                .hasSize(lookBack.allAttacks().before() - lookBack.allAttacks().after())
                .isNotEmpty()
                .allSatisfy(change -> {
                    assertThat(change.scenario().isAttack()).isTrue();
                    assertThat(change.reasons()).isNotEmpty();
                });
    }

    @Test
    void underTheSamePolicyNothingChanges() throws IOException {
        LookBack lookBack = LookBack.over(history, Policy.standard(), Policy.standard());

        assertThat(lookBack.newlyAsked()).isEmpty();
        assertThat(lookBack.newlyMissed()).isEmpty();
        assertThat(lookBack.attacks())
                .containsOnlyKeys(
                        Scenario.NAIVE,
                        Scenario.VPN,
                        Scenario.TARGETED,
                        Scenario.VERY_TARGETED,
                        Scenario.COOKIE_THIEF,
                        Scenario.INSIDER)
                .allSatisfy((scenario, count) -> {
                    assertThat(count.all()).isEqualTo(60);
                    assertThat(count.after()).isEqualTo(count.before());
                });
    }

    private static Policy from(Start start) {
        return new Policy(
                "other",
                List.of(
                        new Level("low", 0, Set.of(), false),
                        new Level("medium", start, Set.of(Authenticator.EMAIL_CODE), false)));
    }
}
