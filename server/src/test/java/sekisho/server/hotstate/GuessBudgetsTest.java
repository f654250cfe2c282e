package sekisho.server.hotstate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sekisho.server.hotstate.GuessBudgets.Limit;
import sekisho.server.hotstate.GuessBudgets.Purpose;
import sekisho.server.hotstate.GuessBudgets.Take;
import sekisho.server.testing.TestDatabase;

class GuessBudgetsTest {
    private TestDatabase database;
    private GuessBudgets budgets;
    private final UUID account = UUID.randomUUID();

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        budgets = new GuessBudgets(new GuessBudgetStore(database.jdbc()));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void k20_fifty_guesses_at_once_use_no_more_than_the_budget() throws Exception {
        List<Take> takes = atOnce(50, () -> budgets.take(account, Purpose.SIGN_IN_CODE, Lane.UNKNOWN));

        assertThat(takes).filteredOn(Take.Granted.class::isInstance).hasSize(10);
    }

    @Test
    void a_right_guess_costs_nothing() {
        for (int i = 0; i < 50; i++) {
            Take take = budgets.take(account, Purpose.PASSWORD, Lane.UNKNOWN);
            assertThat(take).isInstanceOf(Take.Granted.class);
            budgets.giveBack((Take.Granted) take);
        }
    }

    @Test
    void an_attacker_who_uses_up_his_lane_leaves_the_owners_device_alone() {
        for (int i = 0; i < 50; i++) {
            budgets.take(account, Purpose.PASSWORD, Lane.UNKNOWN);
        }

        assertThat(budgets.take(account, Purpose.PASSWORD, Lane.UNKNOWN)).isInstanceOf(Take.Refused.class);
        assertThat(budgets.take(account, Purpose.PASSWORD, Lane.device(UUID.randomUUID())))
                .isInstanceOf(Take.Granted.class);
    }

    @Test
    void k17_a_year_of_guessing_finds_a_code_with_a_chance_below_one_in_a_thousand() {
        double chance = 0;
        for (Purpose purpose : List.of(Purpose.SIGN_IN_CODE, Purpose.RESET_CODE)) {
            Limit longest = purpose.limits().getLast();
            double guesses = longest.most()
                    * ((double) Duration.ofDays(365).toSeconds()
                            / longest.window().toSeconds());
            chance += guesses / 1_000_000;
        }

        assertThat(chance).isLessThan(1e-3);
    }

    @Test
    void a_text_to_support_tries_no_more_passwords_in_a_month_than_the_sign_in() {
        assertThat(Purpose.SUPPORT_TEXT_PASSWORD.limits().getLast().most())
                .isLessThanOrEqualTo(Purpose.PASSWORD.limits().getLast().most());
    }

    private static <T> List<T> atOnce(int threads, Callable<T> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<T>> running = IntStream.range(0, threads)
                    .mapToObj(i -> pool.submit(() -> {
                        start.await();
                        return work.call();
                    }))
                    .collect(Collectors.toList());
            List<T> results = new java.util.ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        }
    }
}
