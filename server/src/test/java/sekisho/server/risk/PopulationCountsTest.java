package sekisho.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sekisho.engine.AccountHistory;
import sekisho.engine.Authenticator;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.engine.Feature;
import sekisho.engine.NetworkType;
import sekisho.engine.Observation;
import sekisho.engine.Policy;
import sekisho.engine.Population;
import sekisho.server.testing.Race;
import sekisho.server.testing.TestClock;
import sekisho.server.testing.TestDatabase;
import tools.jackson.databind.json.JsonMapper;

/// What all members together teach, counted by several servers at once.
class PopulationCountsTest {
    private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
    private static final Set<Authenticator> MAIL = Set.of(Authenticator.EMAIL_CODE);
    private static final JsonMapper JSON = new JsonMapper();

    private final TestDatabase database = TestDatabase.fresh();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TestClock clock = new TestClock(TEN);
    private final PopulationCounts one = node(database, clock, meters);
    private final PopulationCounts other = node(database, clock, meters);

    @AfterEach
    void close() {
        database.close();
    }

    /// A server of its own on this database, which counts when it is told to.
    static PopulationCounts node(TestDatabase database, Clock clock, MeterRegistry meters) {
        return node(database, Policy.standard(), clock, meters);
    }

    private static PopulationCounts node(TestDatabase database, Policy policy, Clock clock, MeterRegistry meters) {
        return new PopulationCounts(
                new PopulationStore(database.jdbc(), JSON),
                Objects.requireNonNull(database.transactions().getTransactionManager()),
                policy,
                clock,
                meters);
    }

    private static Evidence from(String country, Instant at) {
        return new Evidence(
                at,
                new Evidence.Network(null, null, null, null, country, null, null, null, NetworkType.FIXED),
                Evidence.Browser.NOT_KNOWN,
                DeviceRecognition.UNKNOWN,
                new Evidence.Credential(true, false, false),
                Evidence.Counters.NONE);
    }

    /// Proven sign-ins of as many new members.
    private void prove(int times, String country, Instant at) {
        for (int i = 0; i < times; i++) {
            UUID attempt = UUID.randomUUID();
            record(database, attempt, from(country, at), null);
            new AccountHistoryStore(database.jdbc())
                    .keepLesson(attempt, attempt, at, AccountHistory.empty().toBytes());
        }
    }

    /// Writes down what an attempt of an account with the same number was judged by.
    static void record(TestDatabase database, UUID attempt, Evidence evidence, @Nullable Double logOdds) {
        database.jdbc()
                .sql("""
                        insert into decision_record (account_id, attempt_id, reference, kind, decision, evidence,
                                                     assessment, policy_version, engine_version)
                        values (:attempt, :attempt, 'R', 'SIGN_IN', 'ALLOW', cast(:evidence as jsonb),
                                jsonb_build_object('logOdds', cast(:logOdds as double precision)), 'p', 'e')
                        """)
                .param("attempt", attempt)
                .param("evidence", JSON.writeValueAsString(evidence))
                .param("logOdds", logOdds)
                .update();
    }

    private static double share(PopulationCounts node, String country, Instant at) {
        return node.at(at).population().share(Feature.COUNTRY, country);
    }

    private static Population counted(String... countries) {
        Population counted = Population.empty();
        for (String country : countries) {
            counted.count(Observation.of(from(country, TEN), AccountHistory.empty(), Population.empty()));
        }
        return counted;
    }

    @Test
    void whatAnHourTaughtHoldsFromTheHourAfterTheNextOnAndForEveryServer() {
        prove(30, "BR", TEN.minusSeconds(1));
        clock.set(TEN.plus(Duration.ofMinutes(4)));
        one.turn();
        assertThat(share(one, "BR", TEN.plus(Duration.ofHours(1))))
                .as("an open transaction may still teach something")
                .isEqualTo(Population.empty().share(Feature.COUNTRY, "BR"));

        clock.set(TEN.plus(Duration.ofMinutes(5)));
        one.turn();
        other.turn();

        double unseen = Population.empty().share(Feature.COUNTRY, "BR");
        for (PopulationCounts node : List.of(one, other)) {
            assertThat(share(node, "BR", TEN.plus(Duration.ofMinutes(59)))).isEqualTo(unseen);
            assertThat(share(node, "BR", TEN.plus(Duration.ofHours(1)))).isGreaterThan(unseen);
        }
    }

    @Test
    void ofTwoServersThatCountAtOnceNoSignInIsLostAndNoneCountedTwice() {
        prove(300, "JP", TEN.minusSeconds(1));
        prove(100, "BR", TEN.minusSeconds(1));
        clock.set(TEN.plus(Duration.ofMinutes(6)));

        Race.of(8, thread -> {
            (thread % 2 == 0 ? one : other).turn();
            return thread;
        });
        prove(50, "BR", TEN.plusSeconds(1));
        clock.set(TEN.plus(Duration.ofMinutes(66)));
        other.turn();
        one.turn();

        Instant later = TEN.plus(Duration.ofHours(2));
        Population expected = Population.empty();
        for (int i = 0; i < 450; i++) {
            Evidence evidence = from(i < 300 ? "JP" : "BR", TEN);
            expected.count(Observation.of(evidence, AccountHistory.empty(), Population.empty()));
        }
        for (PopulationCounts node : List.of(one, other)) {
            for (String country : List.of("JP", "BR", "US")) {
                assertThat(share(node, country, later)).isEqualTo(expected.share(Feature.COUNTRY, country));
            }
        }
    }

    @Test
    void whatMembersBroughtAlongHoldsAtOnceAndAlsoForAServerThatStartsLater() {
        Evidence evidence = from("BR", TEN.minus(Duration.ofDays(60)));
        one.countPast(List.of(Observation.of(evidence, AccountHistory.empty(), Population.empty())));
        PopulationCounts restarted = node(database, clock, meters);
        restarted.turn();

        for (PopulationCounts node : List.of(one, restarted)) {
            assertThat(share(node, "BR", TEN)).isEqualTo(counted("BR").share(Feature.COUNTRY, "BR"));
        }
    }

    @Test
    void aServerThatWasAwayForADayCountsWhatWasTaughtMeanwhile() {
        prove(30, "JP", TEN);
        clock.set(TEN.plus(Duration.ofHours(2)));
        one.turn();
        prove(1, "BR", TEN.plus(Duration.ofHours(3)));
        clock.set(TEN.plus(Duration.ofHours(26)));

        other.turn();

        assertThat(share(other, "BR", TEN.plus(Duration.ofHours(27)))).isGreaterThan(share(other, "US", TEN));
    }

    @Test
    void aPopulationThatCannotBeReadIsReportedAndTheNextHourCountsTheLessonsOfTheMonthOnceMore() {
        prove(30, "BR", TEN);
        clock.set(TEN.plus(Duration.ofHours(2)));
        one.turn();
        double last = share(one, "BR", TEN.plus(Duration.ofHours(2)));
        database.jdbc()
                .sql("update population_hour set population = '\\x01ffee'")
                .update();

        clock.set(TEN.plus(Duration.ofHours(3)));
        one.turn();
        assertThat(share(one, "BR", clock.instant())).isEqualTo(last);

        prove(1, "JP", TEN.plus(Duration.ofHours(3)));
        clock.set(TEN.plus(Duration.ofHours(5)));
        one.turn();
        other.turn();

        for (PopulationCounts node : List.of(one, other)) {
            assertThat(share(node, "JP", clock.instant())).isGreaterThan(share(node, "US", clock.instant()));
            assertThat(share(node, "BR", clock.instant())).isGreaterThan(share(node, "JP", clock.instant()));
        }
        assertThat(meters.counter("sekisho.degraded", "part", "population").count())
                .isPositive();
    }

    @Test
    void aLessonThatCannotBeReadKeepsNobodyElseFromBeingCounted() {
        prove(4, "JP", TEN);
        damage("update lesson set history_before = '\\x00'", "min");
        damage("update decision_record set evidence = '{}'", "max");
        clock.set(TEN.plus(Duration.ofHours(2)));
        one.turn();

        assertThat(share(one, "JP", clock.instant()))
                .isEqualTo(counted("JP", "JP").share(Feature.COUNTRY, "JP"));
        assertThat(meters.counter("sekisho.degraded", "part", "lesson").count()).isEqualTo(2);
    }

    private void damage(String update, String which) {
        database.jdbc()
                .sql(update + " where attempt_id = (select " + which + "(attempt_id::text)::uuid from lesson)")
                .update();
    }

    @Test
    void aServerWhoseClockIsAheadCountsNoHourBeforeItsEnd() {
        Instant real = Instant.now();
        prove(1, "BR", real);
        clock.set(real.plus(Duration.ofDays(365)));
        one.turn();

        assertThat(database.jdbc()
                        .sql("select count(*) from population_hour where counted_until > now()")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whileAnotherServerCountsNobodyWaitsForItAndNothingIsLost() {
        prove(30, "BR", TEN);
        clock.set(TEN.plus(Duration.ofHours(2)));
        database.transactions().executeWithoutResult(status -> {
            new PopulationStore(database.jdbc(), JSON).lock();
            Thread waiting = Thread.ofPlatform().start(one::turn);
            assertThat(joins(waiting)).as("gives up soon").isTrue();
        });
        assertThat(meters.counter("sekisho.degraded", "part", "population").count())
                .isZero();

        one.turn();
        assertThat(share(one, "BR", clock.instant())).isGreaterThan(share(one, "US", clock.instant()));
    }

    private static boolean joins(Thread thread) {
        try {
            return thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void theScoresFollowTheBudgetOfThePolicyAndANewServerGoesOnWithThem() {
        Policy budgeted = new Policy(
                "two of a hundred",
                List.of(
                        new Policy.Level("low", 0, Set.of(), false),
                        new Policy.Level("asked", Policy.Budget.share(0.02), MAIL, false)));
        PopulationCounts node = node(database, budgeted, clock, meters);
        double before = askedFrom(node, TEN);
        for (int i = 0; i < 2_000; i++) {
            UUID attempt = UUID.randomUUID();
            record(database, attempt, from("JP", TEN), -6 + i / 500.0);
            new AccountHistoryStore(database.jdbc())
                    .keepLesson(attempt, attempt, TEN, AccountHistory.empty().toBytes());
        }
        clock.set(TEN.plus(Duration.ofHours(2)));
        node.turn();
        PopulationCounts restarted = node(database, budgeted, clock, meters);
        restarted.turn();

        double after = askedFrom(node, clock.instant());
        assertThat(after).isNotEqualTo(before);
        assertThat(askedFrom(restarted, clock.instant())).isEqualTo(after);
    }

    private static double askedFrom(PopulationCounts node, Instant at) {
        return node.at(at).policy().levels().stream()
                .filter(level -> !level.ask().isEmpty())
                .mapToDouble(Policy.Level::fromScore)
                .min()
                .orElseThrow();
    }
}
