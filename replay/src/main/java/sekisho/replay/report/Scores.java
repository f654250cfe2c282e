package sekisho.replay.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import sekisho.replay.Outcomes;

/// The log-odds of one engine in order of size, legitimate sign-ins and each attacker's attacks apart. Rows
/// that the engine couldn't judge are left out. A sign-in is challenged if its log-odds reach the threshold,
/// so a threshold takes all rows of equal log-odds or none; `NaN` as a threshold challenges nobody.
final class Scores {
    /// Keeps 0.99 × 100 from being a little more than 99.
    private static final double ROUNDING = 1e-9;

    private final double[] legitimate;
    private final Map<Attacker, double[]> attacks;

    private Scores(double[] legitimate, Map<Attacker, double[]> attacks) {
        this.legitimate = legitimate;
        this.attacks = attacks;
    }

    static Scores of(Outcomes outcomes, Labels labels, int engine) {
        double[] legitimate = new double[labels.legitimate()];
        Map<Attacker, double[]> attacks = new EnumMap<>(Attacker.class);
        for (Attacker attacker : labels.present()) {
            attacks.put(attacker, new double[labels.count(attacker)]);
        }
        int[] attackSizes = new int[Attacker.values().length];
        int legitimateSize = 0;
        for (int row = 0; row < outcomes.size(); row++) {
            double logOdds = normal(outcomes.logOdds(engine, row));
            if (Double.isNaN(logOdds)) {
                continue;
            }
            Attacker attacker = labels.attacker(row);
            if (attacker == null) {
                legitimate[legitimateSize++] = logOdds;
            } else {
                attacks.getOrDefault(attacker, new double[0])[attackSizes[attacker.ordinal()]++] = logOdds;
            }
        }
        attacks.replaceAll((attacker, column) -> sorted(column, attackSizes[attacker.ordinal()]));
        return new Scores(sorted(legitimate, legitimateSize), attacks);
    }

    /// Makes one zero of the two: sorting tells them apart, `>=` does not.
    private static double normal(double logOdds) {
        return logOdds + 0.0;
    }

    private static double[] sorted(double[] column, int size) {
        double[] exact = size == column.length ? column : Arrays.copyOf(column, size);
        Arrays.sort(exact);
        return exact;
    }

    /// The attackers that the file has, also those of whom no attack was judged.
    List<Attacker> attackers() {
        return List.copyOf(attacks.keySet());
    }

    /// Legitimate sign-ins that this engine judged.
    int legitimate() {
        return legitimate.length;
    }

    /// Attacks of this attacker that this engine judged.
    int attacks(Attacker attacker) {
        return column(attacker).length;
    }

    private double[] column(Attacker attacker) {
        return attacks.getOrDefault(attacker, new double[0]);
    }

    /// The share of the legitimate sign-ins that are challenged at a threshold.
    Share challenged(double threshold) {
        return reaching(legitimate, threshold);
    }

    /// The share of an attacker's attacks that are challenged at a threshold: the true-positive rate.
    Share caught(Attacker attacker, double threshold) {
        return reaching(column(attacker), threshold);
    }

    private static Share reaching(double[] column, double threshold) {
        return new Share(Double.isNaN(threshold) ? 0 : column.length - firstReaching(column, threshold), column.length);
    }

    private static int firstReaching(double[] column, double threshold) {
        int low = 0;
        int high = column.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (column[middle] >= threshold) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /// The highest threshold that catches at least this share of an attacker's attacks; `NaN` if there are none.
    double thresholdCatching(Attacker attacker, double share) {
        double[] column = column(attacker);
        int wanted = (int) Math.ceil(share * column.length - ROUNDING);
        return wanted == 0 ? Double.NaN : column[column.length - wanted];
    }

    /// The lowest threshold that challenges at most this share of the legitimate sign-ins; `NaN` if only
    /// nobody is few enough.
    double thresholdChallengingAtMost(double share) {
        int allowed = (int) Math.floor(share * legitimate.length + ROUNDING);
        if (allowed >= legitimate.length) {
            return Double.NEGATIVE_INFINITY;
        }
        double highestSpared = legitimate[legitimate.length - 1 - allowed];
        return highestSpared == Double.POSITIVE_INFINITY ? Double.NaN : Math.nextUp(highestSpared);
    }

    /// The log-odds that this share of the legitimate sign-ins stay below or at; `NaN` if there are none.
    double legitimateQuantile(double share) {
        if (legitimate.length == 0) {
            return Double.NaN;
        }
        int place = (int) Math.ceil(share * legitimate.length - ROUNDING) - 1;
        return legitimate[Math.clamp(place, 0, legitimate.length - 1)];
    }

    /// How many legitimate sign-ins have log-odds from `low` up to, not including, `high`.
    long legitimateBetween(double low, double high) {
        return firstReaching(legitimate, high) - firstReaching(legitimate, low);
    }

    /// How many attacks of all attackers have log-odds from `low` up to, not including, `high`.
    long attacksBetween(double low, double high) {
        return attacks.values().stream()
                .mapToLong(column -> firstReaching(column, high) - firstReaching(column, low))
                .sum();
    }

    /// The lowest and the highest finite log-odds of all rows; empty if there is none.
    double[] finiteRange() {
        List<double[]> columns = new ArrayList<>(attacks.values());
        columns.add(legitimate);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double[] column : columns) {
            int first = firstReaching(column, -Double.MAX_VALUE);
            int end = firstReaching(column, Double.POSITIVE_INFINITY);
            if (first < end) {
                low = Math.min(low, column[first]);
                high = Math.max(high, column[end - 1]);
            }
        }
        return low <= high ? new double[] {low, high} : new double[0];
    }
}
