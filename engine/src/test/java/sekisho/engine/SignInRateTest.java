package sekisho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;

/// How often a member signs in.
class SignInRateTest {
    private static final long BEGIN = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
    private static final int HOUR = 3_600;
    private static final int YEAR = 365 * 24;

    private final SignInRate rate = new SignInRate();
    private final Map<Integer, AccountHistory> histories = new HashMap<>();
    private final Random random = new Random(1);

    private void signIn(int member, int hour) {
        long second = BEGIN + (long) hour * HOUR;
        rate.observe(second, histories.getOrDefault(member, AccountHistory.empty()));
        histories.put(member, BudgetedPolicyTest.until(Instant.ofEpochSecond(second)));
    }

    /// Half of the members come 73 times a year and half of them 24 times.
    private void live(int members, int fromHour, int toHour) {
        for (int hour = fromHour; hour < toHour; hour++) {
            for (int member = 0; member < members; member++) {
                if (random.nextInt(member % 2 == 0 ? 120 : 365) == 0) {
                    signIn(member, hour);
                }
            }
        }
    }

    @Example
    void aWeekASignInIsAssumedAtTheBeginning() {
        assertThat(rate.perMemberAndYear()).isEqualTo(52);
    }

    @Example
    void itIsKnownRoughlyAfterAMonthAndWellAfterAYear() {
        live(1_000, 0, 30 * 24);
        assertThat(rate.perMemberAndYear()).isCloseTo(48.7, within(7.0));
        live(1_000, 30 * 24, YEAR);
        assertThat(rate.perMemberAndYear()).isCloseTo(48.7, within(1.5));
    }

    @Example
    void membersWhoLeftAreForgotten() {
        live(600, 0, 60 * 24);
        live(300, 60 * 24, 4 * YEAR);
        assertThat(rate.perMemberAndYear()).isCloseTo(48.7, within(4.0));
    }

    @Example
    void afterALongPauseItGoesOn() {
        live(500, 0, 60 * 24);
        live(500, 5 * YEAR, 6 * YEAR);
        assertThat(rate.perMemberAndYear()).isCloseTo(48.7, within(3.0));
    }
}
