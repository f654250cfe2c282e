package sekisho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static sekisho.engine.DeviceRecognition.FOREIGN_CONTEXT;
import static sekisho.engine.DeviceRecognition.RECOGNISED;
import static sekisho.engine.DeviceRecognition.UNKNOWN;
import static sekisho.engine.Scenes.*;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The sign-ins that the product is shown with, and what a member notices of each.
class ExampleSignInsTest {
    private static final RiskEngine ENGINE = new RiskEngine();
    private static final Policy POLICY = Policy.standard();

    /// One row: who signs in how, and between which scores that has to come out.
    record Example(String what, AccountHistory who, Evidence how, double above, double below) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Example> examples() {
        AccountHistory hanako = hanako();
        AccountHistory ken = ken();
        AccountHistory nobody = AccountHistory.empty();
        return List.of(
                passes("usual device at home", hanako, evidence(HOME, WINDOWS, RECOGNISED, RIGHT), 1),
                passes(
                        "usual phone on the carrier's next address",
                        hanako,
                        evidence(PHONE, IPHONE, RECOGNISED, RIGHT),
                        1),
                passes(
                        "new address in the home prefix",
                        hanako,
                        evidence(HOME_NEW_ADDRESS, WINDOWS, RECOGNISED, RIGHT),
                        1),
                passes(
                        "new prefix of the home provider",
                        hanako,
                        evidence(HOME_NEW_PREFIX, WINDOWS, RECOGNISED, RIGHT),
                        2),
                passes(
                        "usual phone in Sapporo, other carrier",
                        hanako,
                        evidence(HOTEL_SAPPORO, IPHONE, RECOGNISED, RIGHT),
                        5),
                passes("usual PC in a café in Tokyo", hanako, evidence(CAFE_TOKYO, WINDOWS, RECOGNISED, RIGHT), 5),
                passes("usual phone in a hotel in Paris", hanako, evidence(PARIS_HOTEL, IPHONE, RECOGNISED, RIGHT), 15),
                passes("browser updated over night", hanako, evidence(HOME, windows(155), RECOGNISED, RIGHT), 1),
                passes("private window at home", hanako, evidence(HOME, WINDOWS, UNKNOWN, RIGHT), 25),
                passes("new Mac at home", hanako, evidence(HOME, MAC, UNKNOWN, RIGHT), 30),
                passes("leaked password, but at home as usual", hanako, evidence(HOME, WINDOWS, RECOGNISED, LEAKED), 1),
                asks(
                        "new PC at a new provider in Tokyo",
                        hanako,
                        evidence(CAFE_TOKYO, WINDOWS, UNKNOWN, RIGHT),
                        30,
                        90),
                asks(
                        "unknown browser at the home provider elsewhere",
                        hanako,
                        evidence(HOME_NEW_PREFIX, WINDOWS, UNKNOWN, RIGHT),
                        30,
                        90),
                asks(
                        "new PC through a data centre in Tokyo",
                        hanako,
                        evidence(TOKYO_DATA_CENTRE, WINDOWS, UNKNOWN, RIGHT),
                        60,
                        99),
                asks("new Mac at a new provider in Tokyo", hanako, evidence(CAFE_TOKYO, MAC, UNKNOWN, RIGHT), 60, 99),
                asks(
                        "copied cookie in another browser in Tokyo",
                        hanako,
                        evidence(CAFE_TOKYO, MAC, FOREIGN_CONTEXT, RIGHT),
                        60,
                        99),
                asks("São Paulo, unknown device", hanako, evidence(SAO_PAULO_HOME, INTRUDER, UNKNOWN, RIGHT), 80, 100),
                asks(
                        "São Paulo, unknown device, member's own browser copied",
                        hanako,
                        evidence(SAO_PAULO_HOME, WINDOWS, UNKNOWN, RIGHT),
                        80,
                        100),
                asks(
                        "São Paulo, unknown device, leaked password",
                        hanako,
                        evidence(SAO_PAULO_HOME, INTRUDER, UNKNOWN, LEAKED),
                        90,
                        100),
                passes("first sign-in after registration", nobody, evidence(HOME, WINDOWS, RECOGNISED, RIGHT), 5),
                passes("third sign-in, private window at home", ken, evidence(HOME, WINDOWS, UNKNOWN, RIGHT), 25),
                passes("third sign-in, usual PC in a café", ken, evidence(CAFE_TOKYO, WINDOWS, RECOGNISED, RIGHT), 15),
                asks(
                        "third sign-in, São Paulo, unknown device",
                        ken,
                        evidence(SAO_PAULO_HOME, INTRUDER, UNKNOWN, RIGHT),
                        60,
                        100),
                // The day on which a site begins: nobody's history is known, and not everybody may be asked.
                passes(
                        "nothing known of the member, unknown device",
                        nobody,
                        evidence(HOME, WINDOWS, UNKNOWN, RIGHT),
                        25),
                asks(
                        "nothing known of the member, from a data centre abroad",
                        nobody,
                        evidence(FRANKFURT_DATA_CENTRE, INTRUDER, UNKNOWN, RIGHT),
                        30,
                        99));
    }

    private static Example passes(String what, AccountHistory who, Evidence how, double below) {
        return new Example(what, who, how, 0, below);
    }

    private static Example asks(String what, AccountHistory who, Evidence how, double above, double below) {
        return new Example(what, who, how, above, below);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void scoresAsPromisedInAJapaneseShop(Example example) {
        assertThat(ENGINE.assess(example.how, example.who, shop()).score()).isBetween(example.above, example.below);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void asksTheSameMembersBeforeAnythingIsKnownOfThePopulation(Example example) {
        assertThat(asked(example, Population.empty())).isEqualTo(asked(example, shop()));
    }

    private static boolean asked(Example example, Population population) {
        Assessment assessment = ENGINE.assess(example.how, example.who, population);
        return switch (POLICY.decide(assessment, RIGHT, Set.of(Authenticator.EMAIL_CODE))) {
            case Decision.Allow allow -> false;
            case Decision.Challenge challenge -> true;
            default -> throw new AssertionError("neither allowed nor challenged");
        };
    }

    @Test
    void anIntruderFromSaoPauloIsExplainedByDeviceAndCountry() {
        Assessment assessment = ENGINE.assess(evidence(SAO_PAULO_HOME, INTRUDER, UNKNOWN, LEAKED), hanako(), shop());

        assertThat(assessment.reasons())
                .extracting(Finding::type)
                .startsWith(FindingType.PLACE_NEW_COUNTRY)
                .contains(FindingType.DEVICE_NEW, FindingType.PASSWORD_BREACHED, FindingType.LANGUAGE_NEW)
                .doesNotContain(FindingType.NETWORK_NEW_PROVIDER);
        assertThat(assessment.reasons().getFirst().facts())
                .containsEntry("country", "BR")
                .containsEntry("usual", "JP");
    }

    @Test
    void twoHoursFromTokyoToSaoPauloAreExplainedInKilometresAndHours() {
        AccountHistory history = hanako().learn(usual(NOW.minus(Duration.ofHours(2)), HOME, WINDOWS), NOBODY);

        Finding travel = only(
                ENGINE.assess(evidence(SAO_PAULO_HOME, IPHONE, RECOGNISED, RIGHT), history, shop()),
                FindingType.PLACE_IMPOSSIBLE_TRAVEL);

        assertThat(travel.contribution()).isGreaterThan(2);
        assertThat(travel.facts()).containsEntry("hours", "2.0").containsEntry("country", "BR");
        assertThat(Integer.parseInt(travel.facts().getOrDefault("km", ""))).isBetween(18_400, 18_700);
    }

    @Test
    void aPhoneOnACarrierIsHardlySuspectedOfImpossibleTravel() {
        AccountHistory history = hanako().learn(usual(NOW.minus(Duration.ofMinutes(20)), HOME, WINDOWS), NOBODY);

        Finding travel = only(
                ENGINE.assess(evidence(HOTEL_SAPPORO, IPHONE, RECOGNISED, RIGHT), history, shop()),
                FindingType.PLACE_IMPOSSIBLE_TRAVEL);

        assertThat(travel.contribution()).isBetween(0.0, 0.7);
    }

    @Test
    void aNewPcInTokyoIsExplainedByProviderAndDevice() {
        Assessment assessment = ENGINE.assess(evidence(CAFE_TOKYO, WINDOWS, UNKNOWN, RIGHT), hanako(), shop());

        assertThat(assessment.reasons())
                .extracting(Finding::type)
                .startsWith(FindingType.DEVICE_NEW, FindingType.NETWORK_NEW_PROVIDER);
        assertThat(only(assessment, FindingType.NETWORK_NEW_PROVIDER).facts())
                .containsEntry("asn", "4713")
                .containsEntry("asName", "NTT Communications");
    }

    @Test
    void anUpdatedBrowserIsNamedAndHardlyCountsAndAnOlderOneCountsMore() {
        AccountHistory history = hanako();

        double same = browser(154, history, FindingType.BROWSER_VERSION_USUAL);
        double updated = browser(155, history, FindingType.BROWSER_UPDATED);
        double older = browser(120, history, FindingType.BROWSER_VERSION_ODD);

        assertThat(updated).isBetween(same, 0.25);
        assertThat(older).isGreaterThan(updated).isLessThanOrEqualTo(1);
    }

    private static double browser(int version, AccountHistory history, FindingType expected) {
        Evidence evidence = evidence(HOME, windows(version), UNKNOWN, RIGHT);
        return only(ENGINE.assess(evidence, history, Population.empty()), expected)
                .contribution();
    }

    @Test
    void aMemberWhoseBrowserForgetsCookiesIsAskedLess() {
        AccountHistory forgetful = AccountHistory.empty();
        for (int day = 60; day >= 1; day -= 3) {
            forgetful = forgetful.learn(
                    new Evidence(
                            NOW.minus(Duration.ofDays(day)), HOME, WINDOWS, UNKNOWN, RIGHT, Evidence.Counters.NONE),
                    NOBODY);
        }
        Evidence evidence = evidence(HOME_NEW_PREFIX, WINDOWS, UNKNOWN, RIGHT);

        assertThat(ENGINE.assess(evidence, forgetful, shop()).score())
                .isLessThan(Policy.STANDARD_MEDIUM_FROM)
                .isLessThan(ENGINE.assess(evidence, hanako(), shop()).score());
    }

    @Test
    void homeStaysHomeWhenThePlaceDataNamesAnotherProviderOrNone() {
        AccountHistory history = AccountHistory.empty();
        for (int day = 30; day >= 1; day--) {
            history = history.learn(usual(NOW.minus(Duration.ofDays(day)), homeAt(null), WINDOWS), NOBODY)
                    .learn(usual(NOW.minus(Duration.ofDays(day)), homeAt(17_676L), IPHONE), NOBODY);
        }
        history = history.learn(usual(NOW, CAFE_TOKYO, WINDOWS), NOBODY);

        for (Long provider : new Long[] {null, 2_516L, 17_676L, 4_713L}) {
            Assessment assessment = ENGINE.assess(evidence(homeAt(provider), WINDOWS, UNKNOWN, RIGHT), history, shop());
            assertThat(only(assessment, FindingType.NETWORK_USUAL).contribution())
                    .isNegative();
            assertThat(assessment.score()).isLessThan(Policy.STANDARD_MEDIUM_FROM);
        }
    }

    private static Evidence.Network homeAt(@Nullable Long asn) {
        return new Evidence.Network(
                HOME.address(), HOME.prefix(), asn, null, "JP", null, null, TOKYO, NetworkType.FIXED);
    }

    @Test
    void aMemberAtHomePassesWhileHisNetworkIsUsedForAnAttack() {
        Evidence quiet = evidence(HOME, WINDOWS, RECOGNISED, RIGHT);
        Evidence attacked =
                new Evidence(NOW, HOME, WINDOWS, RECOGNISED, RIGHT, new Evidence.Counters(1_000, 100_000, 5_000));

        assertThat(ENGINE.assess(attacked, hanako(), shop()).score())
                .isGreaterThan(ENGINE.assess(quiet, hanako(), shop()).score())
                .isLessThan(5);
    }

    private static Finding only(Assessment assessment, FindingType type) {
        return assessment.findings().stream()
                .filter(finding -> finding.type() == type)
                .reduce((one, two) -> {
                    throw new AssertionError(type + " twice");
                })
                .orElseThrow(() -> new AssertionError("no " + type + " in " + assessment));
    }
}
