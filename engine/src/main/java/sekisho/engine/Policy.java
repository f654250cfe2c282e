package sekisho.engine;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Which proof each level of risk asks for. A level reaches from its `fromScore` to the next level's.
///
/// @param version names the policy in every record
/// @param levels in rising order of `fromScore`; the first starts at 0
public record Policy(String version, List<Level> levels) {

    /// Name of the policy that [#standard()] returns.
    public static final String STANDARD_VERSION = "standard-2";

    /// From here the standard policy asks for a proof. A new PC at a new provider in the member's city
    /// lies above, a private window at home and a recognised device abroad lie below.
    public static final double STANDARD_MEDIUM_FROM = 30;

    /// From here the standard policy calls the risk high.
    public static final double STANDARD_HIGH_FROM = 90;

    /// One step of the ladder.
    ///
    /// @param fromScore lowest score of the level, 0 to 100
    /// @param ask any one of these is enough; empty asks for nothing
    /// @param deny whether the level is refused outright; such a level asks for nothing
    public record Level(String name, double fromScore, Set<Authenticator> ask, boolean deny) {
        public Level {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a level of the policy has no name");
            }
            if (!(fromScore >= 0 && fromScore <= 100)) {
                throw new IllegalArgumentException(
                        "level '" + name + "' starts at " + fromScore + ", but scores go from 0 to 100");
            }
            ask = Set.copyOf(ask);
            if (deny && !ask.isEmpty()) {
                throw new IllegalArgumentException("level '" + name + "' both denies and asks for a proof");
            }
            if (!ask.isEmpty() && !ask.contains(Authenticator.EMAIL_CODE)) {
                throw new IllegalArgumentException("level '" + name
                        + "' asks for a proof that not every account can give, so it must ask for email-code too");
            }
        }
    }

    public Policy {
        if (version.isBlank()) {
            throw new IllegalArgumentException("the policy has no version");
        }
        levels = List.copyOf(levels);
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("policy '" + version + "' has no levels");
        }
        if (levels.getFirst().fromScore() != 0) {
            throw new IllegalArgumentException("policy '" + version + "': the first level, '"
                    + levels.getFirst().name() + "', must start at 0");
        }
        for (int i = 1; i < levels.size(); i++) {
            if (levels.get(i).fromScore() <= levels.get(i - 1).fromScore()) {
                throw new IllegalArgumentException("policy '" + version + "': level '"
                        + levels.get(i).name() + "' must start above level '"
                        + levels.get(i - 1).name() + "'");
            }
        }
        levels.stream()
                .filter(level -> !level.ask().isEmpty())
                .reduce((lower, higher) -> higher)
                .filter(highest -> highest.ask().contains(Authenticator.SECURITY_QUESTION))
                .ifPresent(highest -> {
                    throw new IllegalArgumentException("level '" + highest.name()
                            + "' is the highest that asks for a proof, and security-question is never enough there");
                });
    }

    /// The policy of a site that has none of its own: nothing below 30, a light proof from there on, and
    /// nothing but a code by e-mail where the risk is high.
    public static Policy standard() {
        return new Policy(
                STANDARD_VERSION,
                List.of(
                        new Level("low", 0, Set.of(), false),
                        new Level(
                                "medium",
                                STANDARD_MEDIUM_FROM,
                                Set.of(
                                        Authenticator.EMAIL_CODE,
                                        Authenticator.SIGNED_IN_DEVICE,
                                        Authenticator.SECURITY_QUESTION),
                                false),
                        new Level("high", STANDARD_HIGH_FROM, Set.of(Authenticator.EMAIL_CODE), false)));
    }

    /// Decides. Sign-in risk is answered by a challenge, credential risk by a reset; a reset never
    /// comes from a score.
    ///
    /// @param available the proofs that this account can really give now
    public Decision decide(Assessment assessment, Evidence.Credential credential, Set<Authenticator> available) {
        return decide(assessment.score(), credential, available);
    }

    /// Decides on a score alone.
    ///
    /// @param score 0 to 100
    /// @param available the proofs that this account can really give now
    public Decision decide(double score, Evidence.Credential credential, Set<Authenticator> available) {
        if (Boolean.FALSE.equals(credential.correct())) {
            return new Decision.Deny();
        }
        if (credential.switchedOff()) {
            return reset(ResetCause.SWITCHED_OFF, available);
        }
        if (Boolean.TRUE.equals(credential.breached())) {
            return reset(ResetCause.BREACHED, available);
        }
        return act(level(score), available);
    }

    /// The level of a score. A score that is not a number is in the highest level: nothing fails open.
    public Level level(double score) {
        Level reached = levels.getFirst();
        for (Level level : levels) {
            if (!(score < level.fromScore())) {
                reached = level;
            }
        }
        return reached;
    }

    private static Decision reset(ResetCause cause, Set<Authenticator> available) {
        return available.contains(Authenticator.EMAIL_CODE)
                ? new Decision.RequirePasswordReset(cause)
                : new Decision.Hold();
    }

    private static Decision act(Level level, Set<Authenticator> available) {
        if (level.deny()) {
            return new Decision.Deny();
        }
        if (level.ask().isEmpty()) {
            return new Decision.Allow();
        }
        Set<Authenticator> usable = EnumSet.copyOf(level.ask());
        usable.retainAll(available);
        return usable.isEmpty() ? new Decision.Hold() : new Decision.Challenge(usable);
    }
}
