package sekisho.engine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// Which proof each level of risk asks for. A level reaches from its start to the next level's.
///
/// A policy with budgets is a wish: a [BudgetedPolicy] follows the members' sign-ins and tells the policy with
/// scores that fulfils it now. Without one a budget counts as the score that it starts with.
///
/// @param version names the policy in every record
/// @param levels in rising order; the first starts at score 0. The budget of a higher level is smaller than
///     that of a lower one, and all budgets are of the same unit.
public record Policy(String version, List<Level> levels) {

    /// Name of the policy that [#standard()] returns.
    public static final String STANDARD_VERSION = "standard-2";

    /// From here the standard policy asks for a proof. A new PC at a new provider in the member's city
    /// lies above, a private window at home and a recognised device abroad lie below.
    public static final double STANDARD_MEDIUM_FROM = 30;

    /// From here the standard policy calls the risk high.
    public static final double STANDARD_HIGH_FROM = 90;

    /// Where a level starts.
    public sealed interface Start {
        /// The lowest score of the level, 0 to 100.
        double score();
    }

    /// A level starts at a score.
    ///
    /// @param score 0 to 100
    public record FromScore(double score) implements Start {
        public FromScore {
            if (!(score >= 0 && score <= 100)) {
                throw new IllegalArgumentException("a level starts at " + score + ", but scores go from 0 to 100");
            }
        }
    }

    /// A level starts where so many of the members' own sign-ins reach it or a higher one.
    ///
    /// @param amount a share above 0 and below 1, or a number above 0 and at most 1000, depending on the unit
    public record Budget(double amount, Unit unit) implements Start {
        /// What a budget counts.
        public enum Unit {
            /// The share of all sign-ins.
            SHARE_OF_SIGN_INS,
            /// How many sign-ins of one member in a year, on an average.
            A_MEMBER_AND_YEAR
        }

        /// A member of whom nothing is known signs in once a week.
        public static final double ASSUMED_SIGN_INS = 52;

        /// No budget challenges more than half of the sign-ins.
        static final double LARGEST_SHARE = 0.5;

        private static final double SMALLEST_SHARE = 1e-6;

        public Budget {
            double most = switch (unit) {
                case SHARE_OF_SIGN_INS -> LARGEST_SHARE;
                case A_MEMBER_AND_YEAR -> 1000;
            };
            if (!(amount >= SMALLEST_SHARE && amount <= most)) {
                throw new IllegalArgumentException(
                        switch (unit) {
                            case SHARE_OF_SIGN_INS ->
                                "a budget of " + 100 * amount + " % can't be: it must be between 0.0001 % and 50 %";
                            case A_MEMBER_AND_YEAR ->
                                "a budget of " + amount
                                        + " a member and year can't be: it must be above 0 and at most 1000";
                        });
            }
        }

        /// A share of all sign-ins.
        public static Budget share(double share) {
            return new Budget(share, Unit.SHARE_OF_SIGN_INS);
        }

        /// So many sign-ins of one member in a year, on an average.
        public static Budget aMemberAndYear(double number) {
            return new Budget(number, Unit.A_MEMBER_AND_YEAR);
        }

        /// The share of the sign-ins that it comes to.
        ///
        /// @param signIns how often a member signs in in a year, on an average
        public double shareOf(double signIns) {
            return switch (unit) {
                case SHARE_OF_SIGN_INS -> amount;
                case A_MEMBER_AND_YEAR -> Math.clamp(amount / signIns, SMALLEST_SHARE, LARGEST_SHARE);
            };
        }

        /// Where it starts while nothing was seen: 1 % at the standard policy's 30, 0.1 % at its 90, and so on.
        @Override
        public double score() {
            return Assessment.score(ChallengeThreshold.assumed(shareOf(ASSUMED_SIGN_INS)));
        }
    }

    /// One step of the ladder.
    ///
    /// @param ask any one of these is enough; empty asks for nothing
    /// @param deny whether the level is refused outright; such a level asks for nothing
    public record Level(String name, Start start, Set<Authenticator> ask, boolean deny) {
        /// A level that starts at a score, 0 to 100.
        public Level(String name, double fromScore, Set<Authenticator> ask, boolean deny) {
            this(name, new FromScore(fromScore), ask, deny);
        }

        public Level {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a level of the policy has no name");
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

        /// The lowest score of the level, 0 to 100; for a budget the one that it starts with.
        public double fromScore() {
            return start.score();
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
        if (!levels.getFirst().start().equals(new FromScore(0))) {
            throw new IllegalArgumentException("policy '" + version + "': the first level, '"
                    + levels.getFirst().name() + "', must start at 0");
        }
        checkOrder(version, levels);
        levels.stream()
                .filter(level -> !level.ask().isEmpty())
                .reduce((lower, higher) -> higher)
                .filter(highest -> highest.ask().contains(Authenticator.SECURITY_QUESTION))
                .ifPresent(highest -> {
                    throw new IllegalArgumentException("level '" + highest.name()
                            + "' is the highest that asks for a proof, and security-question is never enough there");
                });
    }

    private static void checkOrder(String version, List<Level> levels) {
        Level highestScore = levels.getFirst();
        Level smallestBudget = null;
        for (Level level : levels.subList(1, levels.size())) {
            switch (level.start()) {
                case FromScore start -> {
                    if (start.score() <= highestScore.fromScore()) {
                        throw new IllegalArgumentException("policy '" + version + "': level '" + level.name()
                                + "' must start above level '" + highestScore.name() + "'");
                    }
                    highestScore = level;
                }
                case Budget budget -> {
                    if (smallestBudget != null) {
                        checkBudgets(version, smallestBudget, level);
                    }
                    smallestBudget = level;
                }
            }
        }
    }

    private static void checkBudgets(String version, Level lower, Level higher) {
        if (!(lower.start() instanceof Budget larger && higher.start() instanceof Budget smaller)) {
            return;
        }
        if (larger.unit() != smaller.unit()) {
            throw new IllegalArgumentException("policy '" + version + "': the budgets of level '" + lower.name()
                    + "' and level '" + higher.name()
                    + "' must be of the same kind, shares of the sign-ins or numbers a member and year");
        }
        if (smaller.amount() >= larger.amount()) {
            throw new IllegalArgumentException("policy '" + version + "': the budget of level '" + higher.name()
                    + "' must be smaller than that of level '" + lower.name() + "', which includes it");
        }
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

    /// The budgets of the levels, the largest first; empty if every level starts at a score.
    public List<Budget> budgets() {
        List<Budget> budgets = new ArrayList<>();
        for (Level level : levels) {
            if (level.start() instanceof Budget budget) {
                budgets.add(budget);
            }
        }
        return List.copyOf(budgets);
    }

    /// This policy with a score in the place of each budget. Where scores and budgets contradict each other, the
    /// scores of the policy prevail, and a level between them may become too narrow to be reached.
    ///
    /// @param logOdds the lowest log-odds that a budget challenges
    public Policy resolve(ToDoubleFunction<Budget> logOdds) {
        double[] from = new double[levels.size()];
        for (int i = 1; i < from.length; i++) {
            from[i] = switch (levels.get(i).start()) {
                case FromScore start -> start.score();
                case Budget budget ->
                    Math.max(Assessment.score(logOdds.applyAsDouble(budget)), Math.nextUp(from[i - 1]));
            };
        }
        for (int i = from.length - 2; i > 0; i--) {
            from[i] = Math.min(from[i], Math.nextDown(from[i + 1]));
        }
        List<Level> resolved = new ArrayList<>();
        for (Level level : levels) {
            resolved.add(new Level(level.name(), from[resolved.size()], level.ask(), level.deny()));
        }
        return new Policy(version, resolved);
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
