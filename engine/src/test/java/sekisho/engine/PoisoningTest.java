package sekisho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static sekisho.engine.Scenes.HOME;
import static sekisho.engine.Scenes.INTRUDER;
import static sekisho.engine.Scenes.NOBODY;
import static sekisho.engine.Scenes.NOW;
import static sekisho.engine.Scenes.RIGHT;
import static sekisho.engine.Scenes.SAO_PAULO_HOME;
import static sekisho.engine.Scenes.WINDOWS;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;

/// What an intruder gains who first teaches the site, with accounts of his own, that members come from his country.
class PoisoningTest {
    private static final RiskEngine ENGINE = new RiskEngine();

    /// A member of a new site who has signed in so often, at home and with one browser.
    private static AccountHistory member(int signIns, Population population) {
        AccountHistory history = AccountHistory.empty();
        for (int i = signIns; i > 0; i--) {
            history = taught(population, history, Scenes.usual(NOW.minus(Duration.ofDays(3L * i)), HOME, WINDOWS));
        }
        return history;
    }

    private static AccountHistory taught(Population population, AccountHistory history, Evidence evidence) {
        Observation observation = Observation.of(evidence, history, population);
        new CommonCounts(population, BudgetedPolicy.of(Policy.standard())).count(observation, 0, evidence.at());
        return observation.after();
    }

    private static double scoreOfIntruder(AccountHistory victim, Population population, Evidence.Browser browser) {
        Evidence evidence = Scenes.evidence(SAO_PAULO_HOME, browser, DeviceRecognition.UNKNOWN, RIGHT);
        return ENGINE.assess(evidence, victim, population).score();
    }

    @Example
    void onANewSiteAnIntruderFromAbroadIsAskedEvenIfHisBrowserLooksLikeTheMembers() {
        for (int signIns : List.of(1, 2, 3, 5, 10, 60)) {
            Population small = Population.empty();
            for (int i = 0; i < 50; i++) {
                member(signIns, small);
            }
            for (Population population : List.of(NOBODY, small)) {
                assertThat(scoreOfIntruder(member(signIns, Population.empty()), population, WINDOWS))
                        .as("after %d sign-ins", signIns)
                        .isGreaterThan(Policy.STANDARD_MEDIUM_FROM);
            }
        }
    }

    @Example
    void oneAccountThatProvesItselfAllDayTeachesNoMoreThanOneThatDidSoThreeTimes() {
        byte[] often = siteWith(1, 200).toBytes();
        byte[] threeTimes = siteWith(1, 3).toBytes();

        assertThat(often).isEqualTo(threeTimes);
    }

    @Example
    void aThousandAccountsThatMoveToTheIntrudersCountryDontOpenTheMembersToHim() {
        Population poisoned = siteWith(1_000, 3);

        for (Evidence.Browser browser : List.of(INTRUDER, WINDOWS)) {
            assertThat(scoreOfIntruder(member(20, Population.empty()), poisoned, browser))
                    .isGreaterThan(Policy.STANDARD_MEDIUM_FROM);
        }
    }

    @Example
    void oneAccountThatProvesRiskySignInsAllDayDoesntMoveTheScoresOfABudget() {
        Policy policy = new Policy(
                "one of a hundred",
                List.of(
                        new Policy.Level("low", 0, Set.of(), false),
                        new Policy.Level("asked", Policy.Budget.share(0.01), Set.of(Authenticator.EMAIL_CODE), false)));

        assertThat(askedFrom(policy, 1_000)).isEqualTo(askedFrom(policy, 3));
    }

    private static double askedFrom(Policy policy, int signIns) {
        BudgetedPolicy budgeted = BudgetedPolicy.of(policy);
        Population population = Population.empty();
        CommonCounts counts = new CommonCounts(population, budgeted);
        AccountHistory history = AccountHistory.empty();
        for (int i = 0; i < signIns; i++) {
            Evidence risky = new Evidence(
                    NOW.plusSeconds(i),
                    SAO_PAULO_HOME,
                    INTRUDER,
                    DeviceRecognition.UNKNOWN,
                    RIGHT,
                    Evidence.Counters.NONE);
            Observation observation = Observation.of(risky, history, population);
            counts.count(observation, 9, risky.at());
            history = observation.after();
        }
        return budgeted.now().levels().getLast().fromScore();
    }

    /// Three hundred members at home, and accounts that were opened there and went abroad for a day.
    private static Population siteWith(int accounts, int signInsAbroad) {
        Population site = Population.empty();
        for (int i = 0; i < 300; i++) {
            member(10, site);
        }
        List<AccountHistory> own = new ArrayList<>();
        for (int i = 0; i < accounts; i++) {
            own.add(taught(site, AccountHistory.empty(), Scenes.usual(NOW.minus(Duration.ofDays(2)), HOME, INTRUDER)));
        }
        for (AccountHistory history : own) {
            AccountHistory moved = history;
            for (int i = 0; i < signInsAbroad; i++) {
                Instant at = NOW.minus(Duration.ofHours(10)).plusSeconds(i);
                Evidence abroad = new Evidence(
                        at, SAO_PAULO_HOME, INTRUDER, DeviceRecognition.UNKNOWN, RIGHT, Evidence.Counters.NONE);
                moved = taught(site, moved, abroad);
            }
        }
        return site;
    }
}
