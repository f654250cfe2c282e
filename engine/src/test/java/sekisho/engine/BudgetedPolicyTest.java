package sekisho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static sekisho.engine.Authenticator.EMAIL_CODE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import sekisho.engine.Policy.Budget;

/// Whether a policy with budgets challenges as many members as it says.
class BudgetedPolicyTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final long DAY = 86_400;

    private static Policy policy(Budget... budgets) {
        List<Policy.Level> levels = new ArrayList<>(List.of(new Policy.Level("low", 0, Set.of(), false)));
        for (Budget budget : budgets) {
            levels.add(new Policy.Level("level " + levels.size(), budget, Set.of(EMAIL_CODE), false));
        }
        return new Policy("budgeted", levels);
    }

    /// A history that ends at this time.
    static AccountHistory until(Instant last) {
        Evidence nothing = new Evidence(
                last,
                Evidence.Network.NOT_KNOWN,
                Evidence.Browser.NOT_KNOWN,
                DeviceRecognition.NOT_KNOWN,
                Scenes.RIGHT,
                Evidence.Counters.NONE);
        return AccountHistory.empty().learn(nothing, Scenes.NOBODY);
    }

    private static void feed(BudgetedPolicy policy, Random random, int from, int to) {
        for (int i = from; i < to; i++) {
            policy.observe(6 * random.nextGaussian() - 12, BEGIN.plusSeconds(600L * i), AccountHistory.empty());
        }
    }

    @Example
    void eachLevelKeepsItsBudget() {
        BudgetedPolicy policy = BudgetedPolicy.of(policy(Budget.share(0.02), Budget.share(0.005)));
        Random random = new Random(1);
        feed(policy, random, 0, 100_000);
        int[] reached = new int[3];
        for (int i = 0; i < 200_000; i++) {
            double logOdds = 6 * random.nextGaussian() - 12;
            Policy now = policy.now();
            reached[now.levels().indexOf(now.level(Assessment.score(logOdds)))]++;
            policy.observe(logOdds, BEGIN.plusSeconds(600L * (100_000 + i)), AccountHistory.empty());
        }
        assertThat((reached[1] + reached[2]) / 200_000.0).isCloseTo(0.02, within(0.0004));
        assertThat(reached[2] / 200_000.0).isCloseTo(0.005, within(0.0002));
    }

    @Example
    void questionsAMemberAndYearAreKeptWhateverTheHabits() {
        BudgetedPolicy policy = BudgetedPolicy.of(policy(Budget.aMemberAndYear(2)));
        Random random = new Random(1);
        int members = 600;
        record Visit(double day, int member) {}
        PriorityQueue<Visit> visits = new PriorityQueue<>((a, b) -> Double.compare(a.day, b.day));
        double[] rates = new double[members];
        double[] last = new double[members];
        for (int i = 0; i < members; i++) {
            rates[i] = Math.exp(random.nextGaussian()) / 7;
            last[i] = Double.NaN;
            visits.add(new Visit(random.nextDouble() / rates[i], i));
        }
        int challenged = 0;
        while (visits.peek() != null && visits.peek().day < 3 * 365.25) {
            Visit visit = visits.remove();
            double logOdds = 3 * random.nextGaussian() - 7;
            boolean asked = !(policy.now().decide(Assessment.score(logOdds), Scenes.RIGHT, Set.of(EMAIL_CODE))
                    instanceof Decision.Allow);
            challenged += asked && visit.day >= 2 * 365.25 ? 1 : 0;
            AccountHistory before = Double.isNaN(last[visit.member])
                    ? AccountHistory.empty()
                    : until(BEGIN.plusSeconds((long) (DAY * last[visit.member])));
            policy.observe(logOdds, BEGIN.plusSeconds((long) (DAY * visit.day)), before);
            last[visit.member] = visit.day;
            double pause = -Math.log(1 - random.nextDouble()) / rates[visit.member];
            visits.add(new Visit(visit.day + pause, visit.member));
        }
        assertThat(policy.signInsPerMemberAndYear())
                .isCloseTo(365.25 * Arrays.stream(rates).average().orElseThrow(), within(3.0));
        assertThat((double) challenged / members).isCloseTo(2, within(0.2));
    }

    @Example
    void aPolicyWithoutBudgetsStaysAsItIs() {
        BudgetedPolicy policy = BudgetedPolicy.of(Policy.standard());

        feed(policy, new Random(1), 0, 1_000);

        assertThat(policy.now()).isEqualTo(Policy.standard());
        assertThat(BudgetedPolicy.fromBytes(Policy.standard(), policy.toBytes()).now())
                .isEqualTo(Policy.standard());
    }

    @Example
    void itStartsWithTheAssumedScores() {
        Policy wish = policy(Budget.share(0.01), Budget.share(0.001));

        assertThat(BudgetedPolicy.of(wish).now().levels().get(1).fromScore()).isCloseTo(30, within(1.0));
        assertThat(BudgetedPolicy.of(wish).now().levels().get(2).fromScore()).isCloseTo(90, within(1.0));
    }

    @Property(tries = 20)
    void theSameSignInsGiveTheSamePolicyAlsoAcrossARestart(
            @ForAll long seed, @ForAll @IntRange(max = 10_000) int restart) {
        Policy wish = policy(Budget.aMemberAndYear(3), Budget.aMemberAndYear(0.5));
        Random random = new Random(seed);
        BudgetedPolicy kept = BudgetedPolicy.of(wish);
        feed(kept, random, 0, restart);
        BudgetedPolicy reread = BudgetedPolicy.fromBytes(wish, kept.toBytes());
        long rest = random.nextLong();

        feed(kept, new Random(rest), restart, restart + 5_000);
        feed(reread, new Random(rest), restart, restart + 5_000);

        assertThat(reread.now()).isEqualTo(kept.now());
        assertThat(reread.toBytes()).isEqualTo(kept.toBytes());
    }

    @Example
    void whoTurnsTheDialStartsWithWhatWasSeen() {
        BudgetedPolicy before = BudgetedPolicy.of(policy(Budget.share(0.01)));
        feed(before, new Random(1), 0, 100_000);

        BudgetedPolicy after = BudgetedPolicy.fromBytes(policy(Budget.share(0.03)), before.toBytes());

        double threeInAHundred = Assessment.score(-12 + 6 * 1.881);
        assertThat(after.now().levels().get(1).fromScore()).isCloseTo(threeInAHundred, within(7.0));
    }

    @Property
    void whatIsNoStateIsRefused(@ForAll @Size(max = 100) byte[] bytes) {
        assertThatIllegalArgumentException().isThrownBy(() -> BudgetedPolicy.fromBytes(Policy.standard(), bytes));
    }
}
