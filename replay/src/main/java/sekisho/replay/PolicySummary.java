package sekisho.replay;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import sekisho.engine.Policy;

/// What each policy asked of the members and of the attackers, in a few lines of text.
final class PolicySummary {
    private final SummaryTexts texts;
    private final Outcomes outcomes;

    private PolicySummary(Outcomes outcomes, Locale language) {
        this.texts = new SummaryTexts(language);
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
        String yearly = String.format(Locale.ROOT, "%.2f", members.share() * engine.signInsPerMemberAndYear());
        String asks = attackers.of() == 0
                ? texts.text("policy.no-attacks", engine.name(), share, yearly)
                : texts.text("policy", engine.name(), share, yearly, percent(attackers.share()));
        return asks + '\n' + resets(members) + levels(engine) + '\n';
    }

    /// How often a score led to a question or refusal, and how often the password itself to a reset.
    private record Questions(long asked, long resets, long of) {
        double share() {
            return of == 0 ? 0 : (double) asked / of;
        }
    }

    private Questions asked(int engine, boolean attacks) {
        long asked = 0;
        long resets = 0;
        long of = 0;
        for (int row = 0; row < outcomes.size(); row++) {
            if (outcomes.isAttack(row) == attacks) {
                of++;
                switch (outcomes.decision(engine, row)) {
                    case "CHALLENGE", "HOLD", "DENY" -> asked++;
                    case "RESET" -> resets++;
                    default -> {}
                }
            }
        }
        return new Questions(asked, resets, of);
    }

    private String resets(Questions members) {
        return members.resets() == 0
                ? ""
                : texts.text("policy.resets", percent((double) members.resets() / members.of())) + '\n';
    }

    private String levels(SekishoEngine engine) {
        Policy policy = engine.policy();
        String starts = policy.levels().stream()
                .map(level ->
                        texts.text("policy.level", level.name(), String.format(Locale.ROOT, "%.2f", level.fromScore())))
                .collect(Collectors.joining(", "));
        return texts.text(engine.followsBudgets() ? "policy.levels-at-the-end" : "policy.levels", starts);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share);
    }
}
