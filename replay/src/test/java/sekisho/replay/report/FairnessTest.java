package sekisho.replay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import sekisho.engine.NetworkType;
import sekisho.replay.Scenario;

/// Who is challenged, and who is protected.
class FairnessTest {
    private static Fairness at(History history, double threshold) {
        Scores scores = history.scores();
        OperatingPoint point = new OperatingPoint(0.05, threshold, scores.challenged(threshold));
        return Fairness.of(history.outcomes, history.labels(), 0, scores, List.of(point))
                .getFirst();
    }

    private static Fairness.Group group(Fairness fairness, Fairness.Dimension dimension, String name) {
        return fairness.groups().stream()
                .filter(group -> group.dimension() == dimension && group.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void firstSignInsAreAGroupOfTheirOwn() {
        Fairness fairness = at(new History("sekisho").member("a", 9, 9, 1, 1, 1, 1, 1, 1), 5);
        Fairness.Group first = group(fairness, Fairness.Dimension.HISTORY, "0");
        assertThat(first.challenged()).isEqualTo(new Share(1, 1));
        assertThat(first.ratio()).isCloseTo(4, within(1e-12));
        assertThat(first.isUnfair()).isTrue();
        Fairness.Group next = group(fairness, Fairness.Dimension.HISTORY, "1–2");
        assertThat(next.challenged()).isEqualTo(new Share(1, 2));
        assertThat(next.ratio()).isCloseTo(2, within(1e-12));
        assertThat(next.isUnfair()).isFalse();
    }

    @Test
    void exactlyThreeTimesTheAverageIsNotMarked() {
        Fairness fairness = at(new History("sekisho").member("a", 9, 1, 1), 5);
        assertThat(group(fairness, Fairness.Dimension.HISTORY, "0").isUnfair()).isFalse();
    }

    @Test
    void everyLengthOfHistoryHasItsBucket() {
        Fairness fairness = at(new History("sekisho").member("a", new double[120]), 5);
        assertThat(fairness.groups())
                .filteredOn(group -> group.dimension() == Fairness.Dimension.HISTORY)
                .extracting(group -> group.name() + " " + group.challenged().whole())
                .containsExactly("0 1", "1–2 2", "3–5 3", "6–12 7", "13–39 27", "40–100 61", ">100 19");
    }

    @Test
    void networksDevicesAndCountriesAreGroups() {
        Fairness fairness = at(
                new History("sekisho")
                        .from("JP", "mobile", NetworkType.MOBILE)
                        .member("a", 9, 1)
                        .from("", "desktop", NetworkType.FIXED)
                        .member("b", 1, 1),
                5);
        assertThat(group(fairness, Fairness.Dimension.NETWORK, "mobile").challenged())
                .isEqualTo(new Share(1, 2));
        assertThat(group(fairness, Fairness.Dimension.DEVICE, "desktop").challenged())
                .isEqualTo(new Share(0, 2));
        assertThat(group(fairness, Fairness.Dimension.COUNTRY, "JP").challenged())
                .isEqualTo(new Share(1, 2));
        assertThat(group(fairness, Fairness.Dimension.COUNTRY, "").challenged()).isEqualTo(new Share(0, 2));
    }

    @Test
    void beyondTenCountriesTheRestIsOneGroup() {
        History history = new History("sekisho");
        for (int i = 0; i < 12; i++) {
            double[] signIns = new double[20 - i];
            signIns[0] = 9;
            history.from("C" + i, "mobile", NetworkType.FIXED).member("m" + i, signIns);
        }
        Fairness fairness = at(history, 5);
        assertThat(fairness.groups())
                .filteredOn(group -> group.dimension() == Fairness.Dimension.COUNTRY)
                .extracting(Fairness.Group::name)
                .containsExactly("C0", "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "*");
        assertThat(group(fairness, Fairness.Dimension.COUNTRY, "*").challenged())
                .isEqualTo(new Share(2, 19));
    }

    @Test
    void protectionIsByTheHistoryOfTheAttackedMember() {
        Fairness fairness = at(
                new History("sekisho")
                        .attacks(Scenario.NAIVE, "a", 9)
                        .member("a", 1)
                        .attacks(Scenario.NAIVE, "a", 1, 9),
                5);
        assertThat(fairness.protection())
                .containsExactly(
                        new Fairness.Protection(Attacker.NAIVE, "0", new Share(1, 1)),
                        new Fairness.Protection(Attacker.NAIVE, "1–2", new Share(1, 2)));
    }

    @Test
    void ifNobodyIsChallengedNothingCanBeCompared() {
        Fairness fairness = at(new History("sekisho").member("a", 1, 2), 5);
        assertThat(fairness.groups())
                .allSatisfy(group -> assertThat(group.ratio()).isNaN());
    }
}
