package sekisho.replay.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.engine.NetworkType;
import sekisho.replay.Outcomes;

/// What changes if one policy takes the place of another: the decisions on the same sign-ins, side by side.
/// A sign-in counts as challenged if the decision is anything but `ALLOW`.
///
/// @param newlyChallenged how many legitimate sign-ins are challenged that were not
/// @param noLongerChallenged how many legitimate sign-ins are no longer challenged
/// @param newlyMissed how many attacks are no longer challenged
/// @param newlyCaught how many attacks are challenged that were not
/// @param decisions how often each pair of decisions occurs
/// @param challengedExamples the first [#MOST_EXAMPLES] of the newly challenged
/// @param missedExamples the first [#MOST_EXAMPLES] of the newly missed
record PolicyChange(
        ReportFacts.Comparison names,
        long newlyChallenged,
        long noLongerChallenged,
        long newlyMissed,
        long newlyCaught,
        List<Pair> decisions,
        List<Example> challengedExamples,
        List<Example> missedExamples) {
    static final int MOST_EXAMPLES = 200;

    /// In the order of severity; empty where an engine couldn't judge.
    static final List<String> DECISIONS = List.of("", "ALLOW", "CHALLENGE", "RESET", "HOLD", "DENY");

    /// @param before the decision; empty if the engine couldn't judge
    /// @param after the decision; empty if the engine couldn't judge
    record Pair(String before, String after, long legitimate, long attacks) {}

    /// One sign-in that is now treated differently.
    ///
    /// @param attacker `null` for a legitimate sign-in
    /// @param past how many legitimate sign-ins of this member came before
    record Example(
            long line,
            Instant at,
            @Nullable Attacker attacker,
            String country,
            String deviceType,
            NetworkType networkType,
            int past,
            String before,
            String after,
            double logOddsBefore,
            double logOddsAfter) {}

    /// @throws IllegalArgumentException if one of the two engines is not among the outcomes
    static PolicyChange of(Outcomes outcomes, Labels labels, ReportFacts.Comparison names) {
        Tally tally = new Tally(outcomes, labels, engine(outcomes, names.before()), engine(outcomes, names.after()));
        for (int row = 0; row < outcomes.size(); row++) {
            tally.add(row);
        }
        return tally.change(names);
    }

    private static int engine(Outcomes outcomes, String name) {
        int engine = outcomes.engines().indexOf(name);
        if (engine < 0) {
            throw new IllegalArgumentException("no engine " + name + " among " + outcomes.engines());
        }
        return engine;
    }

    private static final class Tally {
        private final Outcomes outcomes;
        private final Labels labels;
        private final int before;
        private final int after;
        private final long[][] legitimate = new long[DECISIONS.size()][DECISIONS.size()];
        private final long[][] attacks = new long[DECISIONS.size()][DECISIONS.size()];
        private final List<Example> challengedExamples = new ArrayList<>();
        private final List<Example> missedExamples = new ArrayList<>();

        Tally(Outcomes outcomes, Labels labels, int before, int after) {
            this.outcomes = outcomes;
            this.labels = labels;
            this.before = before;
            this.after = after;
        }

        void add(int row) {
            String was = outcomes.decision(before, row);
            String is = outcomes.decision(after, row);
            boolean isAttack = labels.isAttack(row);
            (isAttack ? attacks : legitimate)[DECISIONS.indexOf(was)][DECISIONS.indexOf(is)]++;
            if (isAttack && isNewlyPassed(was, is) && missedExamples.size() < MOST_EXAMPLES) {
                missedExamples.add(example(row));
            }
            if (!isAttack && isNewlyPassed(is, was) && challengedExamples.size() < MOST_EXAMPLES) {
                challengedExamples.add(example(row));
            }
        }

        private static boolean isNewlyPassed(String was, String is) {
            return Rule.isChallenge(was) && is.equals("ALLOW");
        }

        private Example example(int row) {
            return new Example(
                    outcomes.line(row),
                    Instant.ofEpochMilli(outcomes.at(row)),
                    labels.attacker(row),
                    outcomes.country(row),
                    outcomes.deviceType(row),
                    outcomes.networkType(row),
                    outcomes.past(row),
                    outcomes.decision(before, row),
                    outcomes.decision(after, row),
                    outcomes.logOdds(before, row),
                    outcomes.logOdds(after, row));
        }

        PolicyChange change(ReportFacts.Comparison names) {
            List<Pair> pairs = new ArrayList<>();
            long newlyChallenged = 0;
            long noLongerChallenged = 0;
            long newlyMissed = 0;
            long newlyCaught = 0;
            for (int was = 0; was < DECISIONS.size(); was++) {
                for (int is = 0; is < DECISIONS.size(); is++) {
                    Pair pair = new Pair(DECISIONS.get(was), DECISIONS.get(is), legitimate[was][is], attacks[was][is]);
                    if (pair.legitimate() + pair.attacks() > 0) {
                        pairs.add(pair);
                    }
                    if (isNewlyPassed(pair.before(), pair.after())) {
                        noLongerChallenged += pair.legitimate();
                        newlyMissed += pair.attacks();
                    }
                    if (isNewlyPassed(pair.after(), pair.before())) {
                        newlyChallenged += pair.legitimate();
                        newlyCaught += pair.attacks();
                    }
                }
            }
            return new PolicyChange(
                    names,
                    newlyChallenged,
                    noLongerChallenged,
                    newlyMissed,
                    newlyCaught,
                    List.copyOf(pairs),
                    List.copyOf(challengedExamples),
                    List.copyOf(missedExamples));
        }
    }
}
