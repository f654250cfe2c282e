package sekisho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whether as many members are challenged as the budget says.
class ChallengeThresholdTest {
    private static final double BUDGET = 0.01;
    private static final int SIGN_INS_A_DAY = 2_000;
    private static final int WARM_UP = 150;
    private static final int DAYS = 400;
    private static final int WINDOW = 30;

    /// How the members' log-odds move, in nats.
    enum Drift {
        NONE,
        STEP_UP,
        STEP_DOWN,
        LARGE_STEP_UP,
        LARGE_STEP_DOWN,
        RAMP_UP,
        RAMP_DOWN,
        WEEKENDS;

        /// A new log-in page on day 200, browsers that change over 60 days, other people on Saturday.
        double on(double day) {
            return switch (this) {
                case NONE -> 0;
                case STEP_UP -> day < 200 ? 0 : 1;
                case STEP_DOWN -> day < 200 ? 0 : -1;
                case LARGE_STEP_UP -> day < 200 ? 0 : 2;
                case LARGE_STEP_DOWN -> day < 200 ? 0 : -2;
                case RAMP_UP -> Math.clamp((day - 200) / 20, 0, 3);
                case RAMP_DOWN -> -Math.clamp((day - 200) / 20, 0, 3);
                case WEEKENDS -> (int) day % 7 >= 5 ? 0.5 : 0;
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBudgetHoldsWithinTenPercentInAnyThirtyDays(Drift drift) {
        Random random = new Random(1);
        ChallengeThreshold threshold = ChallengeThreshold.startingAt(-0.85, BUDGET);
        int[] challenged = new int[DAYS];
        for (int i = 0; i < DAYS * SIGN_INS_A_DAY; i++) {
            double day = (double) i / SIGN_INS_A_DAY;
            double logOdds = member(random) + drift.on(day);
            challenged[(int) day] += logOdds >= threshold.logOdds() ? 1 : 0;
            threshold.observe(logOdds, BUDGET);
        }
        for (int from = WARM_UP; from <= DAYS - WINDOW; from++) {
            double rate =
                    (double) Arrays.stream(challenged, from, from + WINDOW).sum() / (WINDOW * SIGN_INS_A_DAY);
            assertThat(rate).as("from day %d", from).isCloseTo(BUDGET, within(0.1 * BUDGET));
        }
    }

    /// Most sign-ins are usual ones, one in seventeen is from elsewhere.
    private static double member(Random random) {
        return random.nextDouble() < 0.06 ? -4 + 2 * random.nextGaussian() : -9 + 2.5 * random.nextGaussian();
    }

    @Property(tries = 50)
    void whateverMembersDoTheNumberOfQuestionsStaysNearTheBudget(
            @ForAll @Size(min = 1, max = 10) List<@DoubleRange(min = -20, max = 20) Double> places,
            @ForAll @DoubleRange(max = 2) double spread,
            @ForAll long seed) {
        Random random = new Random(seed);
        double budget = 0.05;
        ChallengeThreshold threshold = ChallengeThreshold.startingAt(0, budget);
        int challenged = 0;
        int signIns = 0;
        for (double place : places) {
            for (int i = 0; i < 4_000; i++, signIns++) {
                double logOdds = place + spread * random.nextGaussian();
                challenged += logOdds >= threshold.logOdds() ? 1 : 0;
                threshold.observe(logOdds, budget);
            }
            assertThat((double) challenged).isCloseTo(budget * signIns, within(12 * ChallengeThreshold.PATIENCE));
        }
    }

    @Example
    void aBudgetIsKeptEvenWhereManySignInsLookExactlyAlike() {
        Random random = new Random(1);
        ChallengeThreshold threshold = ChallengeThreshold.startingAt(0, BUDGET);
        int challenged = 0;
        for (int i = 0; i < 400_000; i++) {
            double logOdds = random.nextDouble() < 0.03 ? 1.5 : -8;
            challenged += logOdds >= threshold.logOdds() ? 1 : 0;
            threshold.observe(logOdds, BUDGET);
        }
        assertThat(challenged / 400_000.0).isCloseTo(BUDGET, within(0.05 * BUDGET));
    }

    @Property(tries = 100)
    void itStartsWhereItIsToldTo(
            @ForAll @DoubleRange(min = -10, max = 10) double start,
            @ForAll @DoubleRange(min = 0.01, max = 0.3) double share) {
        assertThat(ChallengeThreshold.startingAt(start, share).logOdds()).isCloseTo(start, within(0.04));
    }

    @Example
    void aScoreThatIsNoNumberCountsAsTheHighestRisk() {
        ChallengeThreshold one = ChallengeThreshold.startingAt(0, BUDGET);
        ChallengeThreshold other = ChallengeThreshold.startingAt(0, BUDGET);

        one.observe(Double.NaN, BUDGET);
        other.observe(Double.POSITIVE_INFINITY, BUDGET);

        assertThat(one.toBytes()).isEqualTo(other.toBytes());
    }

    @Property(tries = 50)
    void storedAndReadAgainItGoesOnBitByBit(@ForAll long seed, @ForAll @IntRange(max = 20_000) int stored) {
        Random random = new Random(seed);
        ChallengeThreshold kept = ChallengeThreshold.startingAt(-1, BUDGET);
        ChallengeThreshold reread = kept;
        for (int i = 0; i < 25_000; i++) {
            double logOdds = member(random);
            kept.observe(logOdds, BUDGET);
            if (i >= stored) {
                reread.observe(logOdds, BUDGET);
            } else if (i == stored - 1) {
                reread = ChallengeThreshold.fromBytes(kept.toBytes());
            }
        }
        if (stored > 0) {
            assertThat(reread.toBytes()).isEqualTo(kept.toBytes());
        }
    }

    @Property
    void whatIsNoThresholdIsRefused(@ForAll @Size(max = 100) byte[] bytes) {
        assertThatIllegalArgumentException().isThrownBy(() -> ChallengeThreshold.fromBytes(bytes));
    }

    @Example
    void aDamagedThresholdIsRefused() {
        byte[] bytes = ChallengeThreshold.startingAt(0, BUDGET).toBytes();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChallengeThreshold.fromBytes(Arrays.copyOf(bytes, bytes.length - 1)))
                .withMessageContaining("too early");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChallengeThreshold.fromBytes(Arrays.copyOf(bytes, bytes.length + 1)))
                .withMessageContaining("follows");
        bytes[1] = 0x7f;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChallengeThreshold.fromBytes(bytes))
                .withMessageContaining("account");
    }
}
