package sekisho.replay.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.replay.Outcomes;

/// Whether an engine's log-odds mean what they say: of the sign-ins with log-odds of -2, one in eight should
/// be an attack. An engine doesn't know how many attacks a file holds, so its log-odds are first shifted as
/// a whole, until the attacks that they predict are as many as the file has.
///
/// @param attacks the attacks among the sign-ins that the engine judged
/// @param shift what was added to all log-odds
/// @param calibrationError expected calibration error: the mean distance of predicted and observed share of
///     attacks over the bins, weighted by sign-ins
/// @param relativeError the same over the file's share of attacks
/// @param bins one nat wide by predicted log-odds, in ascending order; empty ones are left out
record Reliability(Share attacks, double shift, double calibrationError, double relativeError, List<Bin> bins) {
    /// @param low predicted log-odds, inclusive
    /// @param high predicted log-odds, exclusive
    /// @param predicted the mean predicted share of attacks
    /// @param predictedLogOdds of that share
    /// @param observed the share of attacks in the file
    /// @param observedLogOdds of that share; not finite if all or none of the bin are attacks
    record Bin(
            double low,
            double high,
            double predicted,
            double predictedLogOdds,
            Share observed,
            double observedLogOdds) {}

    /// `null` if the engine judged no attack or nothing else.
    static @Nullable Reliability of(Outcomes outcomes, Labels labels, int engine) {
        Grains grains = new Grains();
        for (int row = 0; row < outcomes.size(); row++) {
            double logOdds = outcomes.logOdds(engine, row);
            if (!Double.isNaN(logOdds)) {
                grains.add(logOdds, labels.isAttack(row));
            }
        }
        Share attacks = grains.attacks();
        if (attacks.part() == 0 || attacks.part() == attacks.whole()) {
            return null;
        }
        double shift = grains.shiftTo(attacks.value());
        List<Bin> bins = grains.bins(shift);
        double error = bins.stream()
                .mapToDouble(bin -> bin.observed().whole()
                        * Math.abs(bin.predicted() - bin.observed().value()))
                .sum();
        double calibrationError = error / attacks.whole();
        return new Reliability(attacks, shift, calibrationError, calibrationError / attacks.value(), bins);
    }

    private static double probability(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    private static double logOdds(double probability) {
        return Math.log(probability / (1 - probability));
    }

    /// The log-odds in grains so fine that all sign-ins of a grain are as good as equal.
    private static final class Grains {
        private static final int PER_NAT = 64;

        /// Beyond this, log-odds are certainty.
        private static final int FARTHEST = 64;

        private static final int SIZE = 2 * FARTHEST * PER_NAT + 1;

        private final long[] all = new long[SIZE];
        private final long[] attacks = new long[SIZE];
        private final double[] sums = new double[SIZE];

        void add(double logOdds, boolean isAttack) {
            double clamped = Math.clamp(logOdds, -FARTHEST, FARTHEST);
            int grain = (int) Math.floor((clamped + FARTHEST) * PER_NAT);
            all[grain]++;
            sums[grain] += clamped;
            if (isAttack) {
                attacks[grain]++;
            }
        }

        Share attacks() {
            long part = 0;
            long whole = 0;
            for (int grain = 0; grain < SIZE; grain++) {
                part += attacks[grain];
                whole += all[grain];
            }
            return new Share(part, whole);
        }

        /// The shift at which the mean predicted share is the one wanted; it grows with the shift.
        double shiftTo(double wanted) {
            double low = -4 * FARTHEST;
            double high = 4 * FARTHEST;
            for (int step = 0; step < 100; step++) {
                double middle = (low + high) / 2;
                if (predicted(middle) < wanted) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return (low + high) / 2;
        }

        private double predicted(double shift) {
            double sum = 0;
            long count = 0;
            for (int grain = 0; grain < SIZE; grain++) {
                if (all[grain] > 0) {
                    sum += all[grain] * probability(mean(grain) + shift);
                    count += all[grain];
                }
            }
            return sum / count;
        }

        private double mean(int grain) {
            return sums[grain] / all[grain];
        }

        List<Bin> bins(double shift) {
            List<Bin> bins = new ArrayList<>();
            int grain = 0;
            while (grain < SIZE) {
                if (all[grain] == 0) {
                    grain++;
                    continue;
                }
                double low = Math.floor(mean(grain) + shift);
                long count = 0;
                long attackCount = 0;
                double sum = 0;
                while (grain < SIZE && (all[grain] == 0 || Math.floor(mean(grain) + shift) == low)) {
                    if (all[grain] > 0) {
                        count += all[grain];
                        attackCount += attacks[grain];
                        sum += all[grain] * probability(mean(grain) + shift);
                    }
                    grain++;
                }
                bins.add(bin(low, sum / count, new Share(attackCount, count)));
            }
            return List.copyOf(bins);
        }

        private static Bin bin(double low, double predicted, Share observed) {
            return new Bin(low, low + 1, predicted, logOdds(predicted), observed, logOdds(observed.value()));
        }
    }
}
