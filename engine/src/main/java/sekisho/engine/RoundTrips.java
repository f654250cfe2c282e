package sekisho.engine;

import java.util.stream.IntStream;

/// Judges how long packets take: a proxy adds its own way to that of the member. The round trip is set
/// against the member's usual one, and while little is known of that, against what is usual in his country.
final class RoundTrips {
    /// Counted by the logarithm of the quotient, in steps of a quarter from e^-1.5 to e^3, under five
    /// circumstances.
    private static final int BINS = 18;

    private static final double FIRST = -1.5;
    private static final double STEP = 0.25;

    static final int CELLS = 5 * BINS;

    /// Usual round trips of the country weigh as much as so many sign-ins of the member.
    private static final double COUNTRY_WEIGHT = 2;

    private static final int ENOUGH_IN_COUNTRY = 30;
    private static final double ASSUMED_WEIGHT = 40;

    /// What a proxy adds: half of them more than 70 ms, with a wide spread (assumption, ADR 16), and 15 %
    /// next to nothing.
    private static final double MEDIAN_DETOUR = 70;

    private static final double SPREAD = 0.55;
    private static final double NO_DETOUR = 0.15;

    static final double LOWEST = Math.exp(-1);
    static final double HIGHEST = Math.exp(3.5);

    /// The share of a bin before anything was counted.
    private static final double[] ASSUMED = IntStream.range(0, BINS)
            .mapToDouble(bin -> FIRST + (bin + 0.5) * STEP)
            .map(centre -> 0.02 / BINS + 0.98 * STEP / (2 * 0.3 * Math.pow(Math.cosh(centre / 0.3), 2)))
            .toArray();

    /// How much longer than usual a round trip at the lower edge of a bin is, as a multiple of the usual one.
    private static final double[] STRETCH = IntStream.range(0, BINS)
            .mapToDouble(edge -> Math.exp(FIRST + edge * STEP) - 1)
            .toArray();

    private RoundTrips() {}

    static void judge(SignIn signIn, Weighing weighing) {
        double expected = expected(signIn);
        if (Double.isNaN(expected)) {
            return;
        }
        double log = log(signIn);
        int bin = bin(log - expected);
        double member = share(signIn.population.roundTrips(), circumstance(signIn), bin);
        double proxied = NO_DETOUR * member + (1 - NO_DETOUR) * detour(Math.exp(expected), bin);
        double ratio = Math.clamp(proxied / member, LOWEST, HIGHEST);
        weighing.add(
                ratio > 1 ? FindingType.NETWORK_SLOW : FindingType.NETWORK_USUAL_SPEED,
                Weighing.ratios(kind -> kind == Attacker.INSIDER ? 1 : ratio),
                () -> Facts.of("millis", Math.round(Math.exp(log)))
                        .and("usual", Math.round(Math.exp(expected)))
                        .map());
    }

    /// Where the population counts how far a round trip was off; -1 where nothing was to be expected.
    static int cell(SignIn signIn) {
        double expected = expected(signIn);
        return Double.isNaN(expected) ? -1 : circumstance(signIn) * BINS + bin(log(signIn) - expected);
    }

    /// The logarithm of the measured milliseconds; `NaN` where nothing was measured.
    static double log(SignIn signIn) {
        Double millis = signIn.evidence.network().roundTripMillis();
        return millis == null || !(millis > 0) ? Double.NaN : Math.log(millis);
    }

    /// The key of country and kind of network.
    static long place(SignIn signIn) {
        return Values.pair(signIn.traits.key(Feature.COUNTRY), signIn.isMobile() ? 1 : 0);
    }

    /// The logarithm of the round trip that is to be expected; `NaN` where nothing is known.
    private static double expected(SignIn signIn) {
        if (Double.isNaN(log(signIn))) {
            return Double.NaN;
        }
        double weight = signIn.history.roundTripWeight(signIn.isMobile());
        long place = place(signIn);
        boolean countryKnown = signIn.population.roundTripCount(place) >= ENOUGH_IN_COUNTRY;
        if (signIn.isNew(Level.COUNTRY) || weight == 0) {
            return countryKnown ? signIn.population.roundTripLog(place) : Double.NaN;
        }
        double own = signIn.history.roundTripLog(signIn.isMobile());
        if (!countryKnown) {
            return own;
        }
        return (weight * own + COUNTRY_WEIGHT * signIn.population.roundTripLog(place)) / (weight + COUNTRY_WEIGHT);
    }

    /// At the member's own address a round trip hardly changes, on a carrier's network it does.
    private static int circumstance(SignIn signIn) {
        if (signIn.isNew(Level.COUNTRY) || signIn.history.roundTripWeight(signIn.isMobile()) < 1) {
            return 4;
        }
        if (signIn.isMobile()) {
            return 3;
        }
        return signIn.isKnown(Level.ADDRESS) ? 0 : signIn.isKnown(Level.PREFIX) ? 1 : 2;
    }

    private static int bin(double log) {
        return (int) Math.clamp(Math.floor((log - FIRST) / STEP), 0, BINS - 1);
    }

    private static double share(double[] counts, int circumstance, int bin) {
        double all = 0;
        for (int i = 0; i < BINS; i++) {
            all += counts[circumstance * BINS + i];
        }
        return (counts[circumstance * BINS + bin] + ASSUMED_WEIGHT * ASSUMED[bin]) / (all + ASSUMED_WEIGHT);
    }

    /// How likely a detour leads into the bin: a log-logistic distribution of the time that it adds.
    private static double detour(double usual, int bin) {
        double from = bin == 0 ? 0 : added(usual, bin);
        double to = bin == BINS - 1 ? 1 : added(usual, bin + 1);
        return Math.max(to - from, 1e-4);
    }

    private static double added(double usual, int edge) {
        double millis = usual * STRETCH[edge];
        return millis <= 0 ? 0 : 1 / (1 + Math.pow(millis / MEDIAN_DETOUR, -1 / SPREAD));
    }
}
