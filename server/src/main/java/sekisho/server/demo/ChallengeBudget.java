package sekisho.server.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sekisho.engine.Authenticator;
import sekisho.engine.Policy;
import sekisho.engine.Policy.Budget;
import sekisho.engine.Policy.Level;

/// How many of the members' sign-ins a policy may challenge, at the visitor's choice.
enum ChallengeBudget {
    HALF_A_PERCENT("0.5"),
    ONE_PERCENT("1"),
    TWO_PERCENT("2"),
    FIVE_PERCENT("5");

    /// A tenth of the challenged sign-ins are of high risk, as under the standard policy.
    private static final double HIGH_PART = 0.1;

    private final String percent;

    ChallengeBudget(String percent) {
        this.percent = percent;
    }

    static Optional<ChallengeBudget> find(@Nullable String percent) {
        return Arrays.stream(values())
                .filter(budget -> budget.percent.equals(percent))
                .findFirst();
    }

    /// In the address of the page.
    String percent() {
        return percent;
    }

    /// Above 0 and below 1.
    double share() {
        return Double.parseDouble(percent) / 100;
    }

    /// A policy like the standard one, whose levels start where the budget is used up.
    Policy policy() {
        List<Level> standard = Policy.standard().levels();
        Set<Authenticator> light = standard.get(1).ask();
        return new Policy(
                "budget-" + percent,
                List.of(
                        standard.getFirst(),
                        new Level("medium", Budget.share(share()), light, false),
                        new Level(
                                "high",
                                Budget.share(share() * HIGH_PART),
                                standard.getLast().ask(),
                                false)));
    }
}
