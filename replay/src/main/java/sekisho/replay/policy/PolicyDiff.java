package sekisho.replay.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.engine.Policy;

/// What differs between two policies. A level is known by its name.
final class PolicyDiff {
    private final Words words;
    private final List<String> sentences = new ArrayList<>();

    private PolicyDiff(Words words) {
        this.words = words;
    }

    /// The differences, a sentence each; none if the policies are equal.
    static List<String> between(Policy before, Policy after, Words words) {
        PolicyDiff diff = new PolicyDiff(words);
        if (!before.version().equals(after.version())) {
            diff.say("diff.version", before.version(), after.version());
        } else if (!before.equals(after)) {
            diff.say("diff.same-version", after.version());
        }
        for (Policy.Level level : before.levels()) {
            Policy.Level now = find(after, level.name());
            if (now == null) {
                diff.say("diff.gone", level.name(), words.start(level.start()), words.answer(level));
            } else {
                diff.compare(level, now);
            }
        }
        for (Policy.Level level : after.levels()) {
            if (find(before, level.name()) == null) {
                diff.say("diff.new", level.name(), words.start(level.start()), words.answer(level));
            }
        }
        diff.compareOrder(before, after);
        return List.copyOf(diff.sentences);
    }

    private static Policy.@Nullable Level find(Policy policy, String name) {
        return policy.levels().stream()
                .filter(level -> level.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private void compare(Policy.Level before, Policy.Level after) {
        if (!before.start().equals(after.start())) {
            say("diff.start", before.name(), words.start(before.start()), words.start(after.start()));
        }
        if (!before.ask().equals(after.ask()) || before.deny() != after.deny()) {
            say("diff.answer", before.name(), words.answer(before), words.answer(after));
        }
    }

    private void compareOrder(Policy before, Policy after) {
        List<String> once = names(before);
        List<String> now = names(after);
        List<String> kept = once.stream().filter(now::contains).toList();
        if (!kept.equals(now.stream().filter(once::contains).toList())) {
            say("diff.order", String.join(", ", now));
        }
    }

    private static List<String> names(Policy policy) {
        return policy.levels().stream().map(Policy.Level::name).toList();
    }

    private void say(String key, Object... values) {
        sentences.add(words.say(key, values));
    }
}
