package sekisho.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sekisho.engine.AccountHistory;
import sekisho.engine.AttackReport;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.engine.NetworkType;
import sekisho.engine.Observation;
import sekisho.engine.Population;
import sekisho.engine.RiskEngine;
import sekisho.server.testing.Race;
import sekisho.server.testing.TestClock;
import sekisho.server.testing.TestDatabase;

/// What sign-ins that their owners reported change for everybody.
class AttackReportsTest {
    private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
    private static final UUID HANAKO = new UUID(1, 1);
    private static final RiskEngine ENGINE = new RiskEngine();
    private static final Evidence.Browser IPHONE =
            new Evidence.Browser("Mobile Safari", 26, "iOS", "26", "phone", "ja");
    private static final Evidence.Browser ANDROID = new Evidence.Browser("Chrome", 150, "Android", null, "phone", "ja");
    private static final Evidence.Network HOME = new Evidence.Network(
            "203.0.113.20", "203.0.113.0/24", 2_516L, "KDDI", "JP", "Tokyo", "Tokyo", null, NetworkType.FIXED);

    private final TestDatabase database = TestDatabase.fresh();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TestClock clock = new TestClock(TEN);
    private final PopulationCounts population = PopulationCountsTest.node(database, clock, meters);
    private final AccountHistoryStore histories = new AccountHistoryStore(database.jdbc());
    private final Risk risk = new Risk(histories, population, clock, meters);
    private final AttackReports attacks =
            new AttackReports(new AttackReportStore(database.jdbc()), histories, population, clock, meters);

    @AfterEach
    void close() {
        database.close();
    }

    private static Evidence evidence(Instant at, Evidence.Browser browser, DeviceRecognition device) {
        return new Evidence(
                at, HOME, browser, device, new Evidence.Credential(true, false, false), Evidence.Counters.NONE);
    }

    /// Somebody in the member's home, with a phone of his own.
    private static Evidence insider(Instant at) {
        return evidence(at, ANDROID, DeviceRecognition.UNKNOWN);
    }

    /// Twenty days at home.
    private static AccountHistory member() {
        AccountHistory history = AccountHistory.empty();
        for (int day = 20; day > 0; day--) {
            Evidence usual = evidence(TEN.minus(Duration.ofDays(day)), IPHONE, DeviceRecognition.RECOGNISED);
            history = history.learn(usual, Population.empty());
        }
        return history;
    }

    private void settle(UUID account) {
        histories.lock(account, member().toBytes());
    }

    private void report(UUID account, UUID attempt, Evidence reported) {
        database.transactions().executeWithoutResult(status -> attacks.write(account, attempt, reported, true));
    }

    private void reportByMany(int times) {
        for (int i = 0; i < times; i++) {
            UUID account = UUID.randomUUID();
            settle(account);
            report(account, UUID.randomUUID(), insider(clock.instant()));
        }
    }

    private void takeBack(UUID account, UUID attempt) {
        database.transactions().executeWithoutResult(status -> attacks.takeBack(account, attempt));
    }

    private void count() {
        clock.set(TEN.plus(Duration.ofHours(2)));
        population.turn();
    }

    /// How suspicious the next insider is.
    private double suspicion(Population common) {
        return ENGINE.logOdds(Observation.of(insider(clock.instant()), member(), common));
    }

    private double suspicion() {
        return suspicion(population.at(clock.instant()).population());
    }

    private double suspicionBefore() {
        return suspicion(Population.empty());
    }

    private List<AttackReport> stored() {
        return database
                .jdbc()
                .sql("select report from attack_report order by reported_at, attempt_id")
                .query(byte[].class)
                .list()
                .stream()
                .map(AttackReport::fromBytes)
                .toList();
    }

    @Test
    void afterAWaveOfReportedInsidersTheNextOneIsMoreSuspiciousAtEveryServer() {
        reportByMany(60);
        count();
        PopulationCounts other = PopulationCountsTest.node(database, clock, meters);
        other.turn();

        assertThat(suspicion()).isGreaterThan(suspicionBefore() + 0.1);
        assertThat(suspicion(other.at(clock.instant()).population())).isEqualTo(suspicion());
    }

    @Test
    void anHourIsCountedAsAReplayCountsIt() {
        UUID attempt = UUID.randomUUID();
        Evidence usual = evidence(TEN, IPHONE, DeviceRecognition.RECOGNISED);
        settle(HANAKO);
        report(HANAKO, UUID.randomUUID(), insider(TEN.minusSeconds(60)));
        PopulationCountsTest.record(database, attempt, usual, null);
        histories.keepLesson(attempt, attempt, TEN, member().toBytes());
        clock.set(TEN.plusSeconds(60));
        report(HANAKO, UUID.randomUUID(), insider(TEN));
        List<AttackReport> reports = stored();

        count();

        Population replayed = Population.empty();
        replayed.count(Observation.of(usual, member(), Population.empty()));
        reports.forEach(replayed::count);
        assertThat(reports).hasSize(2);
        assertThat(suspicion()).isEqualTo(suspicion(replayed)).isNotEqualTo(suspicionBefore());
    }

    @Test
    void aHundredReportsOfOneMemberMoveHardlyAnything() {
        settle(HANAKO);
        for (int i = 0; i < 100; i++) {
            clock.set(TEN.plusSeconds(i));
            report(HANAKO, UUID.randomUUID(), insider(clock.instant()));
        }

        assertThat(stored().stream().mapToDouble(AttackReport::trust).limit(5))
                .containsExactly(1.0, 1.0, 1.0, 0.5, 0.25);
        assertThat(stored().stream().mapToDouble(AttackReport::trust).sum()).isLessThanOrEqualTo(4);
        count();
        assertThat(suspicion() - suspicionBefore()).isBetween(0.0, 0.1);
    }

    @Test
    void whoReportsSeldomIsTrustedAsBefore() {
        settle(HANAKO);
        for (int i = 0; i < 6; i++) {
            clock.set(TEN.plus(Duration.ofDays(11L * i)));
            report(HANAKO, UUID.randomUUID(), insider(clock.instant()));
        }

        assertThat(stored()).allSatisfy(report -> assertThat(report.trust()).isEqualTo(1));
    }

    @Test
    void aReportFromABrowserThatWasNotRecognisedIsTrustedByHalf() {
        settle(HANAKO);
        database.transactions()
                .executeWithoutResult(status -> attacks.write(HANAKO, UUID.randomUUID(), insider(TEN), false));

        assertThat(stored().getFirst().trust()).isEqualTo(0.5);
    }

    @Test
    void aReportThatIsTakenBackBeforeItsHourIsCountedChangesNothing() {
        UUID attempt = UUID.randomUUID();
        settle(HANAKO);
        report(HANAKO, attempt, insider(TEN));
        takeBack(HANAKO, attempt);

        count();

        assertThat(suspicion()).isEqualTo(suspicionBefore());
        assertThat(stored()).isEmpty();
    }

    @Test
    void aReportThatIsTakenBackLaterStaysAndASignInThatIsReportedAgainCountsOnce() {
        UUID attempt = UUID.randomUUID();
        settle(HANAKO);
        report(HANAKO, attempt, insider(TEN));
        count();
        double once = suspicion();

        takeBack(HANAKO, attempt);
        report(HANAKO, attempt, insider(TEN));
        clock.set(TEN.plus(Duration.ofHours(4)));
        population.turn();

        assertThat(once).isGreaterThan(suspicionBefore());
        assertThat(stored()).hasSize(1);
        assertThat(suspicion()).isEqualTo(once);
    }

    @Test
    void ofTwoServersThatCountAtOnceNoReportIsCountedTwice() {
        reportByMany(20);
        Population expected = Population.empty();
        stored().forEach(expected::count);
        PopulationCounts other = PopulationCountsTest.node(database, clock, meters);
        clock.set(TEN.plus(Duration.ofHours(2)));

        Race.of(8, thread -> {
            (thread % 2 == 0 ? population : other).turn();
            return thread;
        });
        population.turn();

        assertThat(suspicion()).isEqualTo(suspicion(expected));
    }

    @Test
    void whileAReportIsBeingTakenBackNobodyWaitsAndItIsNotCounted() {
        UUID attempt = UUID.randomUUID();
        settle(HANAKO);
        report(HANAKO, attempt, insider(TEN));

        database.transactions().executeWithoutResult(status -> {
            attacks.takeBack(HANAKO, attempt);
            Race.of(1, thread -> {
                count();
                return thread;
            });
        });

        assertThat(stored()).isEmpty();
        assertThat(suspicion()).isEqualTo(suspicionBefore());
    }

    @Test
    void whatTheIntruderTaughtDoesNotMakeHimLookLikeTheOwner() {
        settle(HANAKO);
        UUID attempt = UUID.randomUUID();
        Evidence insider = insider(TEN);
        database.transactions().executeWithoutResult(status -> {
            risk.learn(HANAKO, attempt, insider);
            risk.unlearn(HANAKO, Set.of(attempt), id -> insider);
            attacks.write(HANAKO, attempt, insider, true);
        });

        AttackReport expected = AttackReport.of(insider, member(), Population.empty(), TEN, 1);
        assertThat(stored().getFirst().toBytes()).isEqualTo(expected.toBytes());
    }

    @Test
    void whatTheOwnerTaughtAfterwardsDoesNotCountAsKnownBefore() {
        settle(HANAKO);
        Evidence insider = insider(TEN);
        clock.set(TEN.plusSeconds(60));
        database.transactions()
                .executeWithoutResult(status -> risk.learn(HANAKO, UUID.randomUUID(), insider(clock.instant())));
        report(HANAKO, UUID.randomUUID(), insider);

        AttackReport expected = AttackReport.of(insider, member(), Population.empty(), clock.instant(), 1);
        assertThat(stored().getFirst().toBytes()).isEqualTo(expected.toBytes());
    }

    @Test
    void whereTheHistoryCannotBeReadTheRemedyGoesOnWithoutALesson() {
        settle(HANAKO);
        database.jdbc().sql("update account_history set history = '\\x00'").update();

        report(HANAKO, UUID.randomUUID(), insider(TEN));

        assertThat(stored()).isEmpty();
        assertThat(meters.counter("sekisho.degraded", "part", "report").count()).isEqualTo(1);
    }

    @Test
    void aReportThatCannotBeReadKeepsNoOtherFromBeingCounted() {
        UUID damaged = UUID.randomUUID();
        settle(HANAKO);
        report(HANAKO, damaged, insider(TEN));
        database.jdbc()
                .sql("update attack_report set report = '\\x00' where attempt_id = :damaged")
                .param("damaged", damaged)
                .update();
        reportByMany(20);

        count();

        assertThat(suspicion()).isGreaterThan(suspicionBefore());
        assertThat(meters.counter("sekisho.degraded", "part", "report").count()).isEqualTo(1);
    }
}
