package sekisho.replay.policy;

import java.util.ArrayList;
import java.util.List;
import sekisho.engine.Policy;

/// Something in a policy that can be used, but is hardly meant so.
///
/// @param key names its text: `lint.` and this
/// @param values of the text: names, and [Value]s that read differently in each language
record PolicyWarning(String key, List<Object> values) {
    private static final double LARGE_BUDGET = 0.1;
    private static final double SMALL_BUDGET = 0.0001;

    PolicyWarning {
        values = List.copyOf(values);
    }

    /// A start of a level, to be put into words.
    record Value(Policy.Start start) {}

    String in(Words words) {
        return words.say(
                "lint." + key,
                values.stream()
                        .map(value -> value instanceof Value of ? words.start(of.start()) : value)
                        .toArray());
    }

    /// All warnings about a policy, from the lowest level to the highest.
    static List<PolicyWarning> of(Policy policy) {
        List<PolicyWarning> warnings = new ArrayList<>();
        if (policy.version().equals(Policy.STANDARD_VERSION) && !policy.equals(Policy.standard())) {
            warnings.add(warning("version-taken", policy.version()));
        }
        if (policy.levels().stream().allMatch(PolicyWarning::letsPass)) {
            warnings.add(warning("never-asks"));
        }
        if (!letsPass(policy.levels().getFirst())) {
            warnings.add(warning("always-asks", policy.levels().getFirst().name()));
        }
        for (int i = 0; i < policy.levels().size(); i++) {
            warnAlone(policy.levels().get(i), warnings);
            if (i > 0) {
                warnTogether(policy.levels().get(i - 1), policy.levels().get(i), warnings);
            }
        }
        return List.copyOf(warnings);
    }

    private static void warnAlone(Policy.Level level, List<PolicyWarning> warnings) {
        switch (level.start()) {
            case Policy.FromScore from -> {
                if (from.score() == 100) {
                    warnings.add(warning("never-reached", level.name()));
                }
            }
            case Policy.Budget budget -> {
                double share = budget.shareOf(Policy.Budget.ASSUMED_SIGN_INS);
                if (share > LARGE_BUDGET) {
                    warnings.add(warning(
                            "large-budget", level.name(), new Value(budget), Words.number(Math.rint(100 * share))));
                }
                if (share < SMALL_BUDGET) {
                    warnings.add(warning("small-budget", level.name(), new Value(budget)));
                }
            }
        }
        if (level.deny()) {
            warnings.add(warning("denies", level.name()));
        }
    }

    private static void warnTogether(Policy.Level lower, Policy.Level higher, List<PolicyWarning> warnings) {
        if (lower.start() instanceof Policy.Budget && higher.start() instanceof Policy.FromScore) {
            warnings.add(warning("score-above-budget", higher.name(), lower.name(), new Value(higher.start())));
        }
        if (isStricter(lower, higher)) {
            warnings.add(warning("milder", higher.name(), lower.name()));
        } else if (lower.ask().equals(higher.ask()) && lower.deny() == higher.deny()) {
            warnings.add(warning("same", lower.name(), higher.name()));
        }
    }

    private static boolean letsPass(Policy.Level level) {
        return !level.deny() && level.ask().isEmpty();
    }

    /// Whether a level is harder to pass than another one.
    private static boolean isStricter(Policy.Level level, Policy.Level other) {
        if (other.deny() || letsPass(level)) {
            return false;
        }
        return level.deny() || letsPass(other) || !level.ask().containsAll(other.ask());
    }

    private static PolicyWarning warning(String key, Object... values) {
        return new PolicyWarning(key, List.of(values));
    }
}
