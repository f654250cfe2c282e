package sekisho.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sekisho.engine.AccountHistory;
import sekisho.engine.Authenticator;
import sekisho.engine.Decision;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.engine.Feature;
import sekisho.engine.GeoPoint;
import sekisho.engine.NetworkType;
import sekisho.engine.Policy;
import sekisho.engine.Population;
import sekisho.engine.ResetCause;
import sekisho.engine.RiskEngine;
import sekisho.server.testing.TestClock;
import sekisho.server.testing.TestDatabase;

class RiskTest {
    private static final Set<Authenticator> MAIL = Set.of(Authenticator.EMAIL_CODE);
    private static final UUID HANAKO = new UUID(1, 1);
    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final Evidence.Network TOKYO = new Evidence.Network(
            "153.156.10.21",
            "153.156.10.0/24",
            4713L,
            "OCN",
            "JP",
            "Tokyo",
            "Chiyoda",
            new GeoPoint(35.69, 139.77),
            NetworkType.FIXED);
    private static final Evidence.Network SAO_PAULO = new Evidence.Network(
            "200.158.10.10",
            "200.158.10.0/24",
            27699L,
            "Vivo",
            "BR",
            "Sao Paulo",
            "Sao Paulo",
            new GeoPoint(-23.55, -46.63),
            NetworkType.FIXED);
    private static final Evidence.Browser IPHONE =
            new Evidence.Browser("Mobile Safari", 26, "iOS", "26", "phone", "ja");
    private static final Evidence.Browser PC = new Evidence.Browser("Chrome", 138, "Windows", null, "desktop", "pt");

    private final TestDatabase database = TestDatabase.fresh();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TestClock clock = new TestClock(START);
    private final PopulationCounts population = PopulationCountsTest.node(database, clock, meters);
    private final Risk risk = new Risk(new AccountHistoryStore(database.jdbc()), population, clock, meters);

    @AfterEach
    void close() {
        database.close();
    }

    private static Evidence evidence(
            Instant at,
            Evidence.Network network,
            Evidence.Browser browser,
            DeviceRecognition device,
            Evidence.Credential credential) {
        return new Evidence(at, network, browser, device, credential, Evidence.Counters.NONE);
    }

    private static Evidence.Credential password(@Nullable Boolean correct, boolean breached, boolean switchedOff) {
        return new Evidence.Credential(correct, breached, switchedOff);
    }

    private static Evidence usual(Instant at, DeviceRecognition device) {
        return evidence(at, TOKYO, IPHONE, device, password(true, false, false));
    }

    private static Evidence intruder(Instant at) {
        return evidence(at, SAO_PAULO, PC, DeviceRecognition.UNKNOWN, password(true, false, false));
    }

    private void learn(Evidence evidence) {
        clock.set(evidence.at());
        database.transactions().executeWithoutResult(status -> risk.learn(HANAKO, UUID.randomUUID(), evidence));
    }

    private void learnHalfAYear() {
        for (int day = 0; day < 180; day++) {
            learn(usual(
                    START.plus(Duration.ofDays(day)),
                    day == 0 ? DeviceRecognition.UNKNOWN : DeviceRecognition.RECOGNISED));
        }
    }

    @Test
    void theUsualDeviceIsAskedNothingAndAnIntruderIs() {
        learnHalfAYear();
        Instant now = START.plus(Duration.ofDays(180));

        Judgement owner = risk.judge(HANAKO, usual(now, DeviceRecognition.RECOGNISED), MAIL);
        Judgement intruder = risk.judge(HANAKO, intruder(now), MAIL);

        assertThat(owner.decision()).isEqualTo(new Decision.Allow());
        assertThat(intruder.decision()).isEqualTo(new Decision.Challenge(MAIL));
        assertThat(intruder.assessment()).isNotNull();
        assertThat(intruder.policyVersion()).isEqualTo(Policy.STANDARD_VERSION);
        assertThat(intruder.engineVersion()).isEqualTo(RiskEngine.VERSION);
        assertThat(meters.counter("sekisho.signin.assessments", "decision", "allow")
                        .count())
                .isEqualTo(1);
        assertThat(meters.timer("sekisho.assessment.duration").count()).isEqualTo(2);
    }

    @Test
    void whereTheHistoryCannotBeReadAProofIsAskedForAndAfterItTheMemberStartsAnew() {
        learnHalfAYear();
        Instant now = START.plus(Duration.ofDays(180));
        damageHistory();

        Judgement judgement = risk.judge(HANAKO, usual(now, DeviceRecognition.RECOGNISED), MAIL);
        assertThat(judgement.assessment()).isNull();
        assertThat(judgement.decision()).isEqualTo(new Decision.Challenge(MAIL));
        assertThat(meters.counter("sekisho.degraded", "part", "risk").count()).isEqualTo(1);

        learn(usual(now, DeviceRecognition.RECOGNISED));
        assertThat(risk.judge(HANAKO, usual(now, DeviceRecognition.RECOGNISED), MAIL)
                        .assessment())
                .isNotNull();
    }

    @Test
    void whoseHabitsWereForgottenIsAskedOnceUnlessHisBrowserIsRecognised() {
        assertThat(risk.judge(HANAKO, usual(START, DeviceRecognition.RECOGNISED), MAIL)
                        .decision())
                .isEqualTo(new Decision.Allow());
        for (Evidence unrecognised : List.of(usual(START, DeviceRecognition.UNKNOWN), intruder(START))) {
            Judgement judgement = risk.judge(HANAKO, unrecognised, MAIL);
            assertThat(judgement.decision()).isEqualTo(new Decision.Challenge(MAIL));
            assertThat(judgement.assessment())
                    .as("there is nothing to compare with")
                    .isNull();
        }
        assertThat(meters.counter("sekisho.degraded", "part", "risk").count()).isZero();

        learn(usual(START, DeviceRecognition.UNKNOWN));
        assertThat(risk.judge(HANAKO, usual(START, DeviceRecognition.UNKNOWN), MAIL)
                        .decision())
                .isEqualTo(new Decision.Allow());
    }

    private void damageHistory() {
        database.jdbc()
                .sql("update account_history set history = :junk where account_id = :account")
                .param("junk", new byte[] {1, 2, 3})
                .param("account", HANAKO)
                .update();
    }

    @Test
    void whereTheRiskCannotBeComputedNothingFailsOpen() {
        database.jdbc().sql("drop table account_history").update();
        Instant now = START;

        assertThat(decision(password(true, false, false), MAIL)).isEqualTo(new Decision.Challenge(MAIL));
        assertThat(decision(password(null, false, false), MAIL)).isEqualTo(new Decision.Challenge(MAIL));
        assertThat(decision(password(true, false, false), Set.of())).isEqualTo(new Decision.Hold());
        assertThat(decision(password(false, false, false), MAIL)).isEqualTo(new Decision.Deny());
        assertThat(decision(password(false, true, true), Set.of())).isEqualTo(new Decision.Deny());
        assertThat(decision(password(true, true, false), MAIL))
                .isEqualTo(new Decision.RequirePasswordReset(ResetCause.BREACHED));
        assertThat(decision(password(true, true, true), MAIL))
                .isEqualTo(new Decision.RequirePasswordReset(ResetCause.SWITCHED_OFF));
        assertThat(decision(password(true, true, false), Set.of())).isEqualTo(new Decision.Hold());
        assertThat(risk.judge(HANAKO, usual(now, DeviceRecognition.RECOGNISED), MAIL)
                        .assessment())
                .isNull();
    }

    private Decision decision(Evidence.Credential credential, Set<Authenticator> available) {
        return risk.judge(HANAKO, evidence(START, TOKYO, IPHONE, DeviceRecognition.RECOGNISED, credential), available)
                .decision();
    }

    @Test
    void theDatabaseBeingAwayLeadsToAProof() {
        database.close();

        assertThat(risk.judge(HANAKO, usual(START, DeviceRecognition.RECOGNISED), MAIL)
                        .decision())
                .isEqualTo(new Decision.Challenge(MAIL));
    }

    @Test
    void fiftySignInsAtOnceAreAllLearned() throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    start.await();
                } catch (InterruptedException stopped) {
                    return;
                }
                learn(usual(START, DeviceRecognition.RECOGNISED));
            }));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        byte[] history = new AccountHistoryStore(database.jdbc()).find(HANAKO).orElseThrow();
        assertThat(AccountHistory.fromBytes(history).signIns()).isEqualTo(50);
    }

    @Test
    void whatIsRolledBackTeachesNothing() {
        database.transactions().executeWithoutResult(status -> {
            risk.learn(HANAKO, UUID.randomUUID(), intruder(START));
            status.setRollbackOnly();
        });

        assertThat(new AccountHistoryStore(database.jdbc()).find(HANAKO)).isEmpty();
    }

    @Test
    void provenSignInsTellHowCommonAValueIs() {
        for (int i = 0; i < 30; i++) {
            UUID attempt = UUID.randomUUID();
            Evidence evidence = usual(START.plus(Duration.ofDays(i)), DeviceRecognition.RECOGNISED);
            clock.set(evidence.at());
            PopulationCountsTest.record(database, attempt, evidence, null);
            database.transactions().executeWithoutResult(status -> risk.learn(attempt, attempt, evidence));
        }
        clock.set(clock.instant().plus(Duration.ofHours(2)));
        population.turn();

        assertThat(population.at(clock.instant()).population().share(Feature.COUNTRY, "JP"))
                .isGreaterThan(Population.empty().share(Feature.COUNTRY, "JP"));
    }

    @Test
    void whatTheDatabaseCannotTakeIsLostWithoutHarm() {
        learn(usual(START, DeviceRecognition.RECOGNISED));
        database.jdbc().sql("drop table population_hour").update();
        population.turn();

        assertThat(risk.judge(HANAKO, usual(START, DeviceRecognition.RECOGNISED), MAIL)
                        .assessment())
                .isNotNull();
    }
}
