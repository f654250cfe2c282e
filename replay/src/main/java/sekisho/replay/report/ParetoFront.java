package sekisho.replay.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Stream;

/// Whether a simple rule is worth keeping beside the engines, for one attacker. An engine dominates a rule if
/// it catches at least as much when it challenges no more legitimate sign-ins than the rule does.
///
/// @param challenged what the rule challenges
/// @param caught what the rule catches
record ParetoFront(String rule, Attacker attacker, Share challenged, Share caught, List<Rival> rivals) {
    /// @param caught what the engine catches at the rule's challenge rate
    record Rival(String engine, Share caught, boolean dominates) {}

    /// The names of the engines that dominate the rule.
    @JsonProperty("dominatedBy")
    List<String> dominatedBy() {
        return rivals.stream().filter(Rival::dominates).map(Rival::engine).toList();
    }

    /// The same with one more engine compared.
    ParetoFront against(String engine, Scores scores) {
        double threshold = scores.thresholdChallengingAtMost(challenged.value());
        Share rival = scores.caught(attacker, threshold);
        boolean dominates = rival.value() >= caught.value();
        return new ParetoFront(
                rule,
                attacker,
                challenged,
                caught,
                Stream.concat(rivals.stream(), Stream.of(new Rival(engine, rival, dominates)))
                        .toList());
    }
}
