package sekisho.replay.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sekisho.engine.Policy;

/// A policy in plain sentences: for each level who is asked for what, what that means for a member, and
/// examples.
final class PolicyExplanation {
    private final Policy policy;
    private final Words words;
    private final List<String> lines = new ArrayList<>();

    private PolicyExplanation(Policy policy, Words words) {
        this.policy = policy;
        this.words = words;
    }

    static String of(Policy policy, Words words) {
        PolicyExplanation explanation = new PolicyExplanation(policy, words);
        explanation.lines.add(words.say("explain.policy", policy.version()));
        for (int i = 0; i < policy.levels().size(); i++) {
            explanation.explain(i);
        }
        explanation.lines.add("");
        explanation.lines.add(words.say("explain.password"));
        return String.join("\n", explanation.lines) + "\n";
    }

    private void explain(int number) {
        Policy.Level level = policy.levels().get(number);
        lines.add("");
        lines.add(words.say("explain.level", level.name(), scores(number)));
        if (level.start() instanceof Policy.Budget budget) {
            say("explain.budget", words.start(budget));
        }
        if (level.deny()) {
            say("explain.deny");
        } else if (level.ask().isEmpty()) {
            say("explain.nothing");
        } else {
            say("explain.ask", words.proofs(level));
        }
        List<ExampleSignIn> examples = ExampleSignIn.in(policy, level);
        if (examples.isEmpty()) {
            say("explain.no-example");
        }
        for (ExampleSignIn example : examples) {
            say(
                    "explain.example",
                    words.say("example." + example.key()),
                    String.format(Locale.ROOT, "%.1f", example.score()));
        }
    }

    private String scores(int number) {
        String from = shown(policy.levels().get(number));
        return number + 1 == policy.levels().size()
                ? words.say("explain.from", from)
                : words.say("explain.from-below", from, shown(policy.levels().get(number + 1)));
    }

    private String shown(Policy.Level level) {
        return switch (level.start()) {
            case Policy.FromScore from -> Words.number(from.score());
            case Policy.Budget budget -> words.say("explain.about", String.format(Locale.ROOT, "%.1f", budget.score()));
        };
    }

    private void say(String key, Object... values) {
        lines.add("  " + words.say(key, values));
    }
}
