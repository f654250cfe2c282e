package sekisho.replay;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import sekisho.engine.Policy;

/// What each policy asked of the members and of the attackers, in a few lines of text.
final class PolicySummary {
    private static final double MILLIS_PER_YEAR = 365.25 * 86_400_000;

    private final ResourceBundle texts;
    private final Outcomes outcomes;

    private PolicySummary(Outcomes outcomes, Locale language) {
        this.texts = ResourceBundle.getBundle("sekisho.replay.replay", language);
        this.outcomes = outcomes;
    }

    /// @param engines those that decided by a policy; none gives an empty text
    /// @param language English or Japanese
    static String of(Outcomes outcomes, List<SekishoEngine> engines, Locale language) {
        PolicySummary summary = new PolicySummary(outcomes, language);
        return engines.stream().map(summary::of).collect(Collectors.joining());
    }

    private String of(SekishoEngine engine) {
        int number = outcomes.engines().indexOf(engine.name());
        Questions members = asked(number, false);
        Questions attackers = asked(number, true);
        String share = percent(members.share());
        String yearly = String.format(Locale.ROOT, "%.2f", members.share() * signInsPerMemberAndYear());
        String asks = attackers.of() == 0
                ? text("policy.no-attacks", engine.name(), share, yearly)
                : text("policy", engine.name(), share, yearly, percent(attackers.share()));
        return asks + '\n' + levels(engine) + '\n';
    }

    /// How often something was asked in how many sign-ins.
    private record Questions(long asked, long of) {
        double share() {
            return of == 0 ? 0 : (double) asked / of;
        }
    }

    private Questions asked(int engine, boolean attacks) {
        long asked = 0;
        long of = 0;
        for (int row = 0; row < outcomes.size(); row++) {
            if (outcomes.isAttack(row) == attacks) {
                of++;
                asked += outcomes.decision(engine, row).equals("ALLOW") ? 0 : 1;
            }
        }
        return new Questions(asked, of);
    }

    /// The number of times between sign-ins by their sum, as budgets count it.
    private double signInsPerMemberAndYear() {
        long[] last = new long[outcomes.members()];
        Arrays.fill(last, Long.MIN_VALUE);
        long times = 0;
        double years = 0;
        for (int row = 0; row < outcomes.size(); row++) {
            if (outcomes.isAttack(row)) {
                continue;
            }
            int member = outcomes.member(row);
            if (last[member] != Long.MIN_VALUE) {
                times++;
                years += Math.max(0, outcomes.at(row) - last[member]) / MILLIS_PER_YEAR;
            }
            last[member] = outcomes.at(row);
        }
        return years == 0 ? 0 : times / years;
    }

    private String levels(SekishoEngine engine) {
        Policy policy = engine.policy();
        String starts = policy.levels().stream()
                .map(level -> text("policy.level", level.name(), String.format(Locale.ROOT, "%.2f", level.fromScore())))
                .collect(Collectors.joining(", "));
        return text(engine.followsBudgets() ? "policy.levels-at-the-end" : "policy.levels", starts);
    }

    private String text(String key, Object... values) {
        return new MessageFormat(texts.getString(key), Locale.ROOT).format(values);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share);
    }
}
