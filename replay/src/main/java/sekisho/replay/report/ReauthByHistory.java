package sekisho.replay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import sekisho.replay.Outcomes;

/// How often members are challenged while an engine gets to know them, at the threshold that catches a given
/// share of one attacker's attacks.
///
/// @param caught the share of the attacks to catch
/// @param histories by number of scored sign-ins, from 1 to [#LONGEST], as far as members have so many
record ReauthByHistory(Attacker attacker, double caught, double threshold, List<AtHistory> histories) {
    /// The published curves end here.
    static final int LONGEST = 39;

    /// The histories that tables show.
    static final List<Integer> SHOWN = List.of(2, 4, 8, 12, 20, 30, 39);

    /// Shares of an attacker's attacks to catch: two that all attackers share, and for the attacker behind
    /// the real takeovers two for which curves are published.
    static List<Double> caughtShares(Attacker attacker) {
        return switch (attacker) {
            case NAIVE, VPN, TARGETED, COOKIE_THIEF, INSIDER -> List.of(0.99, 0.999);
            case VERY_TARGETED, TAKEOVER -> List.of(0.8276, 0.8966, 0.99, 0.999);
        };
    }

    /// @param history the first so many scored sign-ins of a member
    /// @param members how many members have so many
    /// @param medianCount of the challenged among them, over those members
    /// @param medianRate the count over the history
    record AtHistory(int history, int members, double medianCount, double medianRate) {}

    /// One curve for each attacker and share.
    static List<ReauthByHistory> of(Outcomes outcomes, Labels labels, int engine, Scores scores) {
        List<ReauthByHistory> empty = new ArrayList<>();
        for (Attacker attacker : scores.attackers()) {
            for (double caught : caughtShares(attacker)) {
                double threshold = scores.thresholdCatching(attacker, caught);
                if (!Double.isNaN(threshold)) {
                    empty.add(new ReauthByHistory(attacker, caught, threshold, List.of()));
                }
            }
        }
        double[] thresholds =
                empty.stream().mapToDouble(ReauthByHistory::threshold).toArray();
        Tally tally = new Tally(thresholds, outcomes.members());
        for (int row = 0; row < outcomes.size(); row++) {
            double logOdds = outcomes.logOdds(engine, row);
            if (!labels.isAttack(row) && !Double.isNaN(logOdds)) {
                tally.add(outcomes.member(row), logOdds);
            }
        }
        return IntStream.range(0, thresholds.length)
                .mapToObj(i -> empty.get(i).with(tally.histories(i)))
                .toList();
    }

    private ReauthByHistory with(List<AtHistory> counted) {
        return new ReauthByHistory(attacker, caught, threshold, counted);
    }

    /// Counts for all thresholds in one pass over the sign-ins.
    private static final class Tally {
        private final double[] thresholds;
        private final byte[] scored;
        private final byte[] challenged;

        /// By threshold, history and number of challenged: how many members.
        private final int[][][] members;

        Tally(double[] thresholds, int memberCount) {
            this.thresholds = thresholds;
            this.scored = new byte[memberCount];
            this.challenged = new byte[Math.multiplyExact(memberCount, thresholds.length)];
            this.members = new int[thresholds.length][LONGEST + 1][LONGEST + 1];
        }

        void add(int member, double logOdds) {
            if (scored[member] == LONGEST) {
                return;
            }
            int history = ++scored[member];
            for (int i = 0; i < thresholds.length; i++) {
                int place = member * thresholds.length + i;
                if (logOdds >= thresholds[i]) {
                    challenged[place]++;
                }
                members[i][history][challenged[place]]++;
            }
        }

        List<AtHistory> histories(int threshold) {
            List<AtHistory> histories = new ArrayList<>();
            for (int history = 1; history <= LONGEST; history++) {
                int[] byChallenged = members[threshold][history];
                int count = IntStream.of(byChallenged).sum();
                if (count > 0) {
                    double median = median(byChallenged, count);
                    histories.add(new AtHistory(history, count, median, median / history));
                }
            }
            return List.copyOf(histories);
        }

        private static double median(int[] byChallenged, int count) {
            return (ranked(byChallenged, (count - 1) / 2) + ranked(byChallenged, count / 2)) / 2.0;
        }

        private static int ranked(int[] byChallenged, int rank) {
            int challenged = 0;
            for (int left = rank - byChallenged[0]; left >= 0; left -= byChallenged[challenged]) {
                challenged++;
            }
            return challenged;
        }
    }
}
