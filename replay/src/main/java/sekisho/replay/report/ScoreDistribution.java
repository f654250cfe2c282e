package sekisho.replay.report;

import java.util.ArrayList;
import java.util.List;

/// How an engine's log-odds are spread.
///
/// @param quantiles of the legitimate sign-ins
/// @param bins of equal width, in ascending order; infinite log-odds are in none
record ScoreDistribution(List<Quantile> quantiles, List<Bin> bins) {
    static final List<Double> QUANTILES = List.of(0.5, 0.9, 0.95, 0.99, 0.995, 0.999);
    private static final int MOST_BINS = 40;

    /// @param share of the legitimate sign-ins that have at most these log-odds
    record Quantile(double share, double logOdds) {}

    /// @param low log-odds, inclusive
    /// @param high log-odds, exclusive
    record Bin(double low, double high, Share legitimate, Share attacks) {}

    static ScoreDistribution of(Scores scores) {
        return new ScoreDistribution(
                QUANTILES.stream()
                        .map(share -> new Quantile(share, scores.legitimateQuantile(share)))
                        .toList(),
                bins(scores));
    }

    private static List<Bin> bins(Scores scores) {
        double[] range = scores.finiteRange();
        if (range.length == 0) {
            return List.of();
        }
        double width = width(range[0], range[1]);
        long legitimate = scores.legitimate();
        long attacks = scores.attackers().stream().mapToLong(scores::attacks).sum();
        List<Bin> bins = new ArrayList<>();
        double first = Math.floor(range[0] / width);
        for (int i = 0; (first + i) * width <= range[1]; i++) {
            double low = (first + i) * width;
            double high = (first + i + 1) * width;
            bins.add(new Bin(
                    low,
                    high,
                    new Share(scores.legitimateBetween(low, high), legitimate),
                    new Share(scores.attacksBetween(low, high), attacks)));
        }
        return List.copyOf(bins);
    }

    /// Half a nat, or so often the double of it that there are not too many bins.
    private static double width(double low, double high) {
        double width = 0.5;
        while (Math.floor(high / width) - Math.floor(low / width) >= MOST_BINS) {
            width *= 2;
        }
        return width;
    }
}
