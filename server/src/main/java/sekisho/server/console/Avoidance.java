package sekisho.server.console;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.engine.Assessment;
import sekisho.engine.Evidence;
import sekisho.engine.Finding;
import sekisho.engine.Policy;
import sekisho.engine.ResetCause;
import sekisho.server.record.AttemptKind;
import sekisho.server.record.Decided;
import sekisho.server.risk.PopulationCounts;

/// Tells what would have kept a question from being asked: computed from the recorded assessment and the policy, so
/// that support promises nothing that isn't so.
@Component
public class Avoidance {
    private static final Set<String> QUESTIONS = Set.of("CHALLENGE", "HOLD");

    private final PopulationCounts population;
    private final Clock clock;

    Avoidance(PopulationCounts population, Clock clock) {
        this.population = population;
        this.clock = clock;
    }

    /// What would have avoided it.
    ///
    /// @param findings what the member can look at, largest first
    /// @param cause of a new password; null where none was needed
    public record Answer(
            Kind kind, List<Finding> findings, @Nullable ResetCause cause) {
        public Answer {
            findings = List.copyOf(findings);
        }
    }

    /// How much can be said.
    public enum Kind {
        /// Nothing was asked because of the risk.
        NOTHING_ASKED,
        /// The password itself was the cause.
        PASSWORD,
        /// It was decided without an assessment.
        NOT_ASSESSED,
        /// Without these findings it would not have been asked.
        ENOUGH,
        /// Even without all of them it would have been asked.
        NEVER_ENOUGH,
        /// By the scores of now it would not be asked.
        NOT_NOW,
        /// Another policy decided, so that no more can be computed.
        OTHER_POLICY;

        /// Names the texts.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What would have avoided the question of a recorded decision.
    public Answer of(Decided decided) {
        return of(decided, population.at(clock.instant()).policy());
    }

    static Answer of(Decided decided, Policy now) {
        ResetCause cause = cause(decided);
        if (cause != null) {
            return new Answer(Kind.PASSWORD, List.of(), cause);
        }
        if (decided.kind() != AttemptKind.SIGN_IN || !QUESTIONS.contains(decided.decision())) {
            return new Answer(Kind.NOTHING_ASKED, List.of(), null);
        }
        Assessment assessment = decided.assessment();
        if (assessment == null) {
            return new Answer(Kind.NOT_ASSESSED, List.of(), null);
        }
        List<Finding> raising = assessment.reasons();
        if (!decided.policyVersion().equals(now.version())) {
            return new Answer(Kind.OTHER_POLICY, raising, null);
        }
        double left = assessment.logOdds();
        double from = asksFrom(now);
        if (Assessment.score(left) < from) {
            return new Answer(Kind.NOT_NOW, raising, null);
        }
        for (int i = 0; i < raising.size(); i++) {
            left -= raising.get(i).contribution();
            if (Assessment.score(left) < from) {
                return new Answer(Kind.ENOUGH, raising.subList(0, i + 1), null);
            }
        }
        return new Answer(Kind.NEVER_ENOUGH, raising, null);
    }

    /// Whether more than the password was asked because of the sign-in or the password itself.
    static boolean questions(Decided decided) {
        return cause(decided) != null
                || (decided.kind() == AttemptKind.SIGN_IN && QUESTIONS.contains(decided.decision()));
    }

    /// Why the password was no longer safe, if that is what decided.
    static @Nullable ResetCause cause(Decided decided) {
        if (decided.kind() != AttemptKind.SIGN_IN
                || !(decided.decision().equals("RESET") || decided.decision().equals("HOLD"))) {
            return null;
        }
        Evidence.Credential credential = decided.evidence().credential();
        if (credential.switchedOff()) {
            return ResetCause.SWITCHED_OFF;
        }
        return Boolean.TRUE.equals(credential.breached()) ? ResetCause.BREACHED : null;
    }

    /// The lowest score from which a policy asks for something or refuses.
    private static double asksFrom(Policy policy) {
        return policy.levels().stream()
                .filter(level -> level.deny() || !level.ask().isEmpty())
                .mapToDouble(Policy.Level::fromScore)
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
