package sekisho.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import sekisho.replay.Scenario;

/// What is caught against what is challenged.
class OperatingCurveTest {
    /// Legitimate sign-ins have 1 to 1000, attacks 901 to 1000.
    private final History ordered =
            new History("sekisho").member("a", History.upTo(1000)).attacks(Scenario.NAIVE, "b", from901());

    private static double[] from901() {
        double[] numbers = History.upTo(100);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] += 900;
        }
        return numbers;
    }

    private static OperatingCurve curve(History history, Attacker attacker) {
        return OperatingCurve.of(history.scores(), Rule.of(history.outcomes, 0), attacker);
    }

    @Test
    void theMoreIsToBeCaughtTheMoreIsChallenged() {
        assertThat(curve(ordered, Attacker.NAIVE).atCaught())
                .extracting(OperatingCurve.AtCaught::challenged)
                .containsExactly(
                        new Share(95, 1000),
                        new Share(98, 1000),
                        new Share(99, 1000),
                        new Share(100, 1000),
                        new Share(100, 1000));
    }

    @Test
    void aBudgetBuysWhatIsAboveIt() {
        OperatingCurve.AtBudget onePercent = curve(ordered, Attacker.NAIVE).atBudget().stream()
                .filter(at -> at.budget() == 0.01)
                .findFirst()
                .orElseThrow();
        assertThat(onePercent.challenged()).isEqualTo(new Share(10, 1000));
        assertThat(onePercent.caught()).isEqualTo(new Share(10, 100));
    }

    @Test
    void theCurveRisesFromNobodyToEverybody() {
        OperatingCurve curve = curve(ordered, Attacker.NAIVE);
        assertThat(curve.curve().getFirst()).isEqualTo(new OperatingCurve.Point(0, 0));
        assertThat(curve.curve().getLast()).isEqualTo(new OperatingCurve.Point(1, 1));
        for (int i = 1; i < curve.curve().size(); i++) {
            assertThat(curve.curve().get(i).challenged())
                    .isGreaterThan(curve.curve().get(i - 1).challenged());
            assertThat(curve.curve().get(i).caught())
                    .isGreaterThanOrEqualTo(curve.curve().get(i - 1).caught());
        }
    }

    @Test
    void aRuleIsOnePointAndCannotCatchMore() {
        History history = new History("rule-country-new")
                .member("a", -1, -1, -1, 1)
                .attacks(Scenario.NAIVE, "b", 1, 1, 1, 1, 1, 1, 1, 1, 1, -1);
        OperatingCurve curve = curve(history, Attacker.NAIVE);
        assertThat(curve.curve()).containsExactly(new OperatingCurve.Point(0.25, 0.9));
        assertThat(curve.atCaught())
                .allSatisfy(at -> assertThat(at.challenged()).isNull());
        assertThat(curve.atBudget())
                .filteredOn(at -> at.budget() < 0.25)
                .allSatisfy(at -> assertThat(at.caught().part()).isZero());
        assertThat(curve.atBudget())
                .filteredOn(at -> at.budget() == 0.5)
                .allSatisfy(at -> assertThat(at.caught()).isEqualTo(new Share(9, 10)));
    }

    @Test
    void anEngineWithOneValueChallengesAsItDecided() {
        assertThat(rule("ALLOW")).isEqualTo(new Rule(Double.NaN));
        assertThat(rule("CHALLENGE")).isEqualTo(new Rule("CHALLENGE".length()));
        assertThat(Rule.of(ordered.outcomes, 0)).isNull();
    }

    private static @Nullable Rule rule(String decision) {
        return Rule.of(
                new History("rule")
                        .decided(Scenario.LEGITIMATE, "a", decision)
                        .decided(Scenario.NAIVE, "a", decision)
                        .outcomes,
                0);
    }
}
