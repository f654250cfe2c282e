package sekisho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;

/// What holds for every sign-in.
@Domain(SignIns.class)
@Domain(net.jqwik.api.domains.DomainContext.Global.class)
class RiskEnginePropertiesTest {
    private static final RiskEngine ENGINE = new RiskEngine();

    @Property
    void theReasonsAddUpToTheLogOddsExactly(
            @ForAll Evidence evidence, @ForAll AccountHistory history, @ForAll Population population) {
        Assessment assessment = ENGINE.assess(evidence, history, population);

        double sum = assessment.prior();
        for (Finding finding : assessment.findings()) {
            sum += finding.contribution();
        }
        assertThat(assessment.logOdds()).isEqualTo(sum);
        assertThat(assessment.score()).isBetween(0.0, 100.0);
        assertThat(assessment.engineVersion()).isEqualTo(RiskEngine.VERSION);
    }

    @Property
    void noJudgementStandsTwice(
            @ForAll Evidence evidence, @ForAll AccountHistory history, @ForAll Population population) {
        assertThat(ENGINE.assess(evidence, history, population).findings())
                .extracting(Finding::type)
                .doesNotHaveDuplicates();
    }

    @Property
    void noJudgementGoesBeyondItsLimits(
            @ForAll Evidence evidence, @ForAll AccountHistory history, @ForAll Population population) {
        for (Finding finding : ENGINE.assess(evidence, history, population).findings()) {
            Limits limits = limits(finding.type());
            assertThat(finding.contribution())
                    .as(finding.type().code())
                    .isBetween(limits.lowest - ROUNDING, limits.highest + ROUNDING);
        }
    }

    private static final double ROUNDING = 1e-12;

    private record Limits(double lowest, double highest) {}

    /// The limits as they are published in docs/adr/0016-mixture-of-attackers.md.
    private static Limits limits(FindingType type) {
        return switch (type) {
            case DEVICE_RECOGNISED -> new Limits(-4, 0.2);
            case DEVICE_NEW -> new Limits(-3, 3);
            case DEVICE_FOREIGN_CONTEXT -> new Limits(0, 3.5);
            case NETWORK_USUAL -> new Limits(-9.5, 0);
            case NETWORK_NEW_ADDRESS -> new Limits(-6.5, 2.5);
            case NETWORK_NEW_PREFIX -> new Limits(-3, 3.5);
            case NETWORK_NEW_PROVIDER -> new Limits(-6.5, 3.5);
            case NETWORK_ORDINARY -> new Limits(-1.5, 0);
            case NETWORK_HOSTING, NETWORK_ANONYMIZER -> new Limits(-1.5, 3);
            case NETWORK_DEVICE_COMMON -> new Limits(-0.5, 0);
            case NETWORK_DEVICE_RARE -> new Limits(0, 2.5);
            case NETWORK_USUAL_SPEED -> new Limits(-1, 0);
            case NETWORK_SLOW -> new Limits(0, 3.5);
            case PLACE_FIRST_COUNTRY -> new Limits(-2.4, 3);
            case PLACE_USUAL_COUNTRY -> new Limits(-3, 0);
            case PLACE_NEW_COUNTRY -> new Limits(0, 4.5);
            case PLACE_USUAL_REGION -> new Limits(-2, 0);
            case PLACE_NEW_REGION -> new Limits(0, 3);
            case PLACE_IMPOSSIBLE_TRAVEL -> new Limits(0, 2.5);
            case BROWSER_USUAL, SYSTEM_USUAL, DEVICE_TYPE_USUAL, LANGUAGE_USUAL, LANGUAGE_SETTINGS_USUAL ->
                new Limits(-1.5, 0);
            case SCREEN_USUAL, DEVICE_MODEL_USUAL -> new Limits(-1.5, 0);
            case BROWSER_VERSION_USUAL -> new Limits(-2, 0);
            case BROWSER_UPDATED, BROWSER_VERSION_ODD -> new Limits(0, 3);
            case BROWSER_NEW, SYSTEM_NEW, SCREEN_NEW, DEVICE_MODEL_NEW -> new Limits(0, 2.5);
            case DEVICE_TYPE_NEW, LANGUAGE_SETTINGS_NEW -> new Limits(0, 2);
            case LANGUAGE_NEW -> new Limits(0, 3);
            case TIME_USUAL -> new Limits(-0.7, 0);
            case TIME_UNUSUAL -> new Limits(0, 0.7);
            case VELOCITY_FAILURES -> new Limits(0, 2);
            case ATTACK_FROM_NETWORK -> new Limits(0, 3);
            case PASSWORD_BREACHED -> new Limits(0, Math.log(10));
            case HISTORY_SHORT -> new Limits(-2, 0);
        };
    }

    @Property
    void theSameSignInIsJudgedTheSameBitByBit(
            @ForAll Evidence evidence, @ForAll AccountHistory history, @ForAll Population population) {
        AccountHistory reread = AccountHistory.fromBytes(history.toBytes());

        assertThat(new RiskEngine().assess(evidence, reread, population))
                .isEqualTo(ENGINE.assess(evidence, history, population));
    }

    @Property
    void whatIsNotKnownIsNeverHeldAgainstAnybody(
            @ForAll DeviceRecognition device, @ForAll AccountHistory history, @ForAll Population population) {
        Evidence evidence = new Evidence(
                Scenes.NOW,
                Evidence.Network.NOT_KNOWN,
                Evidence.Browser.NOT_KNOWN,
                device,
                new Evidence.Credential(null, null, false),
                Evidence.Counters.NONE);

        assertThat(ENGINE.assess(evidence, history, population).findings())
                .extracting(Finding::type)
                .isSubsetOf(
                        FindingType.DEVICE_RECOGNISED,
                        FindingType.DEVICE_NEW,
                        FindingType.DEVICE_FOREIGN_CONTEXT,
                        FindingType.HISTORY_SHORT,
                        FindingType.TIME_USUAL,
                        FindingType.TIME_UNUSUAL);
    }

    /// Place data breaks: what remains is judged as before.
    @Property
    void losingThePlaceDataOnlyTakesFindingsAway(
            @ForAll Evidence evidence, @ForAll AccountHistory history, @ForAll Population population) {
        Evidence.Network seen = evidence.network();
        Evidence without = with(
                evidence,
                new Evidence.Network(
                        seen.address(), seen.prefix(), seen.asn(), seen.asName(), null, null, null, null, seen.type()));

        Set<FindingType> left = types(ENGINE.assess(without, history, population));

        assertThat(left)
                .doesNotContain(
                        FindingType.PLACE_NEW_COUNTRY,
                        FindingType.PLACE_USUAL_COUNTRY,
                        FindingType.PLACE_FIRST_COUNTRY,
                        FindingType.PLACE_IMPOSSIBLE_TRAVEL);
    }

    @Property
    void moreFailuresNeverLookBetter(
            @ForAll Evidence evidence,
            @ForAll AccountHistory history,
            @ForAll Population population,
            @ForAll @IntRange(max = 1_000) int more,
            @ForAll @IntRange(max = 2) int which) {
        Evidence.Counters few = evidence.counters();
        Evidence.Counters many = new Evidence.Counters(
                few.failuresOnAccount() + (which == 0 ? more : 0),
                few.failuresFromPrefix() + (which == 1 ? more : 0),
                few.accountsFromPrefix() + (which == 2 ? more : 0));

        assertThat(logOdds(with(evidence, many), history, population))
                .isGreaterThanOrEqualTo(logOdds(evidence, history, population));
    }

    @Property
    void aLeakedPasswordNeverLooksBetter(
            @ForAll Evidence evidence, @ForAll AccountHistory history, @ForAll Population population) {
        assertThat(logOdds(with(evidence, Scenes.LEAKED), history, population))
                .isGreaterThan(logOdds(with(evidence, Scenes.RIGHT), history, population));
    }

    @Property
    void aRecognisedDeviceNeverLooksWorseThanAnUnknownOneInTheSameBrowser(
            @ForAll Evidence evidence, @ForAll AccountHistory history, @ForAll Population population) {
        Assume.that(isAllUsual(evidence.browser(), history));

        assertThat(logOdds(with(evidence, DeviceRecognition.RECOGNISED), history, population))
                .isLessThan(logOdds(with(evidence, DeviceRecognition.UNKNOWN), history, population));
    }

    private static boolean isAllUsual(Evidence.Browser browser, AccountHistory history) {
        Evidence shown = Scenes.evidence(Evidence.Network.NOT_KNOWN, browser, DeviceRecognition.UNKNOWN, Scenes.RIGHT);
        return types(ENGINE.assess(shown, history, Population.empty())).stream()
                .noneMatch(Set.of(
                        FindingType.BROWSER_NEW,
                        FindingType.SYSTEM_NEW,
                        FindingType.DEVICE_TYPE_NEW,
                        FindingType.LANGUAGE_NEW)::contains);
    }

    /// Address, prefix, provider, country: the wider the level at which something is new, the worse.
    @Property
    void aKnownCountryOrNetworkNeverLooksWorseThanANewOne(
            @ForAll List<Evidence> taught, @ForAll Population population, @ForAll NetworkType type) {
        Evidence at = Scenes.evidence(
                network("10.1.1.1", "10.1.1.0/24", 64_500L, "IS", type),
                Scenes.WINDOWS,
                DeviceRecognition.UNKNOWN,
                Scenes.RIGHT);
        AccountHistory history = SignIns.learnInOrder(taught).learn(at, Scenes.NOBODY);

        double usual = logOdds(at, history, population);
        double address =
                logOdds(with(at, network("10.1.1.2", "10.1.1.0/24", 64_500L, "IS", type)), history, population);
        double prefix = logOdds(with(at, network("10.1.2.2", "10.1.2.0/24", 64_500L, "IS", type)), history, population);
        double provider =
                logOdds(with(at, network("10.9.2.2", "10.9.2.0/24", 64_501L, "IS", type)), history, population);
        double country =
                logOdds(with(at, network("10.9.2.2", "10.9.2.0/24", 64_501L, "MT", type)), history, population);

        assertThat(address).isGreaterThanOrEqualTo(usual);
        assertThat(prefix).isGreaterThanOrEqualTo(address);
        assertThat(provider).isGreaterThanOrEqualTo(prefix);
        assertThat(country).isGreaterThanOrEqualTo(provider);
    }

    private static Evidence.Network network(String address, String prefix, long asn, String country, NetworkType type) {
        return new Evidence.Network(address, prefix, asn, null, country, null, null, null, type);
    }

    @Property
    void fasterTravelNeverLooksBetter(
            @ForAll @IntRange(max = 10_000) int minutes, @ForAll @IntRange(max = 500) int less) {
        AccountHistory history =
                AccountHistory.empty().learn(Scenes.usual(Scenes.NOW, Scenes.HOME, Scenes.WINDOWS), Scenes.NOBODY);

        assertThat(arriving(Math.max(0, minutes - less), history)).isGreaterThanOrEqualTo(arriving(minutes, history));
    }

    /// What the travel contributes; nothing where it was slow enough.
    private static double arriving(int minutes, AccountHistory history) {
        Evidence evidence = Scenes.usual(
                Scenes.NOW.plus(java.time.Duration.ofMinutes(minutes)), Scenes.SAO_PAULO_HOME, Scenes.WINDOWS);
        return ENGINE.assess(evidence, history, Population.empty()).findings().stream()
                .filter(finding -> finding.type() == FindingType.PLACE_IMPOSSIBLE_TRAVEL)
                .mapToDouble(Finding::contribution)
                .sum();
    }

    @Property(tries = 50)
    void aRarerCountryNeverLooksBetterThanACommonOne(@ForAll @IntRange(max = 500) int members) {
        Evidence paris = Scenes.evidence(Scenes.PARIS_HOTEL, Scenes.WINDOWS, DeviceRecognition.UNKNOWN, Scenes.RIGHT);

        assertThat(logOdds(paris, Scenes.ken(), withFrench(members)))
                .isGreaterThanOrEqualTo(logOdds(paris, Scenes.ken(), withFrench(members + 50)));
    }

    private static Population withFrench(int members) {
        Population population = Population.empty();
        for (int i = 0; i < 2_000 + members; i++) {
            Evidence.Network network = i < members ? Scenes.PARIS_HOTEL : Scenes.HOME;
            population.count(Observation.of(
                    Scenes.usual(Scenes.NOW, network, Scenes.WINDOWS), AccountHistory.empty(), population));
        }
        return population;
    }

    private static double logOdds(Evidence evidence, AccountHistory history, Population population) {
        return ENGINE.assess(evidence, history, population).logOdds();
    }

    private static Set<FindingType> types(Assessment assessment) {
        return assessment.findings().stream().map(Finding::type).collect(Collectors.toSet());
    }

    private static Evidence with(Evidence of, Evidence.Network network) {
        return new Evidence(of.at(), network, of.browser(), of.device(), of.credential(), of.counters());
    }

    private static Evidence with(Evidence of, DeviceRecognition device) {
        return new Evidence(of.at(), of.network(), of.browser(), device, of.credential(), of.counters());
    }

    private static Evidence with(Evidence of, Evidence.Credential credential) {
        return new Evidence(of.at(), of.network(), of.browser(), of.device(), credential, of.counters());
    }

    private static Evidence with(Evidence of, Evidence.Counters counters) {
        return new Evidence(of.at(), of.network(), of.browser(), of.device(), of.credential(), counters);
    }
}
