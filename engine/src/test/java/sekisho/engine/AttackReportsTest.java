package sekisho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

/// What sign-ins that their owners reported teach about attackers.
@Domain(SignIns.class)
@Domain(DomainContext.Global.class)
class AttackReportsTest {
    private static final RiskEngine ENGINE = new RiskEngine();
    private static final List<DeviceRecognition> DEVICES =
            List.of(DeviceRecognition.UNKNOWN, DeviceRecognition.NOT_KNOWN);

    /// At home, on the member's provider, with a phone of his own.
    private static final Evidence INSIDER =
            Scenes.evidence(Scenes.HOME, Scenes.ANDROID, DeviceRecognition.UNKNOWN, Scenes.RIGHT);

    private static final Evidence NAIVE =
            Scenes.evidence(Scenes.SAO_PAULO_HOME, Scenes.INTRUDER, DeviceRecognition.UNKNOWN, Scenes.RIGHT);

    private static AttackReport report(Evidence evidence, Population population, Instant at, double trust) {
        return AttackReport.of(evidence, Scenes.hanako(), population, at, trust);
    }

    private static Population after(int reports, Evidence evidence, double trust) {
        Population population = Scenes.shop();
        for (int i = 0; i < reports; i++) {
            population.count(report(evidence, population, Scenes.NOW, trust));
        }
        return population;
    }

    private static double share(Population population, Attacker kind) {
        return population.attackers(DeviceRecognition.UNKNOWN)[kind.ordinal()];
    }

    private static double logOdds(Evidence evidence, Population population) {
        return ENGINE.logOdds(Observation.of(evidence, Scenes.hanako(), population));
    }

    @Test
    void afterAWaveOfReportedInsidersTheyWeighMoreAndAllOthersLess() {
        Population quiet = Scenes.shop();
        Population wave = after(200, INSIDER, 1);

        assertThat(share(wave, Attacker.INSIDER)).isGreaterThan(1.5 * share(quiet, Attacker.INSIDER));
        for (Attacker kind : List.of(Attacker.NAIVE, Attacker.VPN, Attacker.COOKIE_THIEF)) {
            assertThat(share(wave, kind)).as(kind.name()).isLessThan(share(quiet, kind));
        }
        assertThat(logOdds(INSIDER, wave)).isGreaterThan(logOdds(INSIDER, quiet));
        assertThat(logOdds(NAIVE, wave)).isLessThan(logOdds(NAIVE, quiet));
    }

    @Test
    void afterAWaveFromAbroadInsidersWeighLessAndWhoComesFromAbroadMore() {
        Population quiet = Scenes.shop();
        Population wave = after(200, NAIVE, 1);

        assertThat(share(wave, Attacker.INSIDER)).isLessThan(share(quiet, Attacker.INSIDER));
        assertThat(logOdds(NAIVE, wave)).isGreaterThan(logOdds(NAIVE, quiet));
        assertThat(logOdds(INSIDER, wave)).isLessThan(logOdds(INSIDER, quiet));
    }

    @Test
    void noNumberOfReportsLetsAnotherKindInUnasked() {
        Policy policy = Policy.standard();
        Population lies = after(3_000, INSIDER, 1);

        Assessment naive = ENGINE.assess(NAIVE, Scenes.hanako(), lies);

        assertThat(policy.decide(naive, NAIVE.credential(), Set.of(Authenticator.EMAIL_CODE)))
                .isInstanceOf(Decision.Challenge.class);
        assertThat(naive.logOdds())
                .isGreaterThan(logOdds(NAIVE, Scenes.shop()) - Math.log(ReportedAttacks.FURTHEST) - 1e-9);
    }

    @Property(tries = 200)
    void noShareLeavesItsLimitsAndNoLogOddsMoveFurtherThanThey(
            @ForAll @Size(max = 8) List<Evidence> reported,
            @ForAll AccountHistory history,
            @ForAll Evidence next,
            @ForAll @IntRange(min = 1, max = 400) int times,
            @ForAll @DoubleRange(min = 0, max = 1) double trust) {
        Population population = Population.empty();
        for (Evidence evidence : reported) {
            AttackReport report = AttackReport.of(evidence, history, population, Scenes.NOW, trust);
            for (int i = 0; i < times; i++) {
                population.count(report);
            }
        }

        for (DeviceRecognition device : DEVICES) {
            double[] shares = population.attackers(device);
            double[] assumed = Attacker.shares(device);
            for (int i = 0; i < shares.length; i++) {
                assertThat(shares[i])
                        .isBetween(assumed[i] / ReportedAttacks.FURTHEST, assumed[i] * ReportedAttacks.FURTHEST);
            }
            assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-12));
        }
        assertThat(ENGINE.logOdds(Observation.of(next, history, population)))
                .isCloseTo(
                        ENGINE.logOdds(Observation.of(next, history, Population.empty())),
                        within(Math.log(ReportedAttacks.FURTHEST) + 1e-9));
    }

    @Property(tries = 50)
    void reportsThatAreNotTrustedChangeNothing(
            @ForAll Evidence reported, @ForAll AccountHistory history, @ForAll Evidence next) {
        Population population = Population.empty();
        population.count(AttackReport.of(reported, history, population, Scenes.NOW, 0));

        assertThat(ENGINE.assess(next, history, population))
                .isEqualTo(ENGINE.assess(next, history, Population.empty()));
    }

    @Test
    void whoIsTrustedMoreMovesMore() {
        assertThat(share(after(20, INSIDER, 1), Attacker.INSIDER))
                .isGreaterThan(share(after(20, INSIDER, 0.5), Attacker.INSIDER));
    }

    @Test
    void whereDevicesAreNotKnownNobodyIsTakenForAnInsiderAndKnownDevicesLearnNothingOfIt() {
        Evidence withoutDevice =
                Scenes.evidence(Scenes.HOME, Scenes.ANDROID, DeviceRecognition.NOT_KNOWN, Scenes.RIGHT);

        Population population = after(200, withoutDevice, 1);

        double[] without = population.attackers(DeviceRecognition.NOT_KNOWN);
        assertThat(without[Attacker.INSIDER.ordinal()]).isZero();
        assertThat(without[Attacker.COOKIE_THIEF.ordinal()]).isZero();
        assertThat(without).isNotEqualTo(Attacker.shares(DeviceRecognition.NOT_KNOWN));
        assertThat(population.attackers(DeviceRecognition.UNKNOWN))
                .isEqualTo(Attacker.shares(DeviceRecognition.UNKNOWN));
    }

    @Test
    void reportsFadeByHalfInHalfAYear() {
        Population faded = after(40, INSIDER, 1);
        faded.count(report(INSIDER, faded, Scenes.NOW.plus(Duration.ofDays(180)), 0));

        Population half = Scenes.shop();
        AttackReport first = report(INSIDER, half, Scenes.NOW, 1);
        for (int i = 0; i < 20; i++) {
            half.count(first);
        }

        assertThat(share(faded, Attacker.INSIDER)).isCloseTo(share(half, Attacker.INSIDER), within(0.005));
        assertThat(share(faded, Attacker.INSIDER)).isLessThan(share(after(40, INSIDER, 1), Attacker.INSIDER));
    }

    @Property(tries = 100)
    void aReportThatWasStoredCountsTheSame(
            @ForAll Evidence reported,
            @ForAll AccountHistory history,
            @ForAll Population population,
            @ForAll @DoubleRange(min = 0, max = 1) double trust) {
        AttackReport report = AttackReport.of(reported, history, population, reported.at(), trust);
        Population one = Population.empty();
        Population other = Population.empty();
        one.count(report);
        other.count(AttackReport.fromBytes(report.toBytes()));

        for (DeviceRecognition device : DEVICES) {
            assertThat(other.attackers(device)).isEqualTo(one.attackers(device));
        }
    }

    @Property
    void refusesGarbageInOneWayOnly(@ForAll @Size(max = 100) byte[] garbage) {
        try {
            Population.empty().count(AttackReport.fromBytes(garbage));
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("not a report");
        }
    }

    /// As servers wrote it before reports were counted.
    @Property(tries = 50)
    void aPopulationOfTheFormatBeforeHasNoReports(@ForAll Population counted, @ForAll Evidence next) {
        byte[] bytes = counted.toBytes();
        byte[] before = Arrays.copyOf(bytes, bytes.length - 2 * Attacker.values().length * Double.BYTES);
        before[0] = 1;

        Population read = Population.fromBytes(before);

        assertThat(read.attackers(next.device())).isEqualTo(Attacker.shares(next.device()));
        assertThat(read.share(Feature.COUNTRY, "JP")).isEqualTo(counted.share(Feature.COUNTRY, "JP"));
    }
}
