package sekisho.engine;

import java.util.Arrays;

/// What one proven sign-in changes in a history: everything fades by the time since the last one, and what
/// was shown gains weight.
final class Lesson {
    /// A value below this weight is forgotten: about 500 days after it was seen once.
    static final double FORGOTTEN_BELOW = 0.01;

    private final SignIn signIn;
    private final AccountHistory history;
    private final byte[] old;
    private final long second;
    private final int day;
    private final int taughtBefore;
    private final double weight;
    private final double fade;

    private final long[] keys = new long[MOST];
    private final double[] weights = new double[MOST];
    private final int[] days = new int[MOST];
    private final int[] versions = new int[MOST];
    private int kept;

    private static final int MOST = 1
            + Arrays.stream(Feature.values())
                    .mapToInt(feature -> feature.most)
                    .max()
                    .orElseThrow();

    Lesson(SignIn signIn) {
        this.signIn = signIn;
        history = signIn.history;
        old = history.bytes();
        second = Math.max(history.asOf(), AccountHistory.secondOf(signIn.evidence.at()));
        day = AccountHistory.day(second);
        int lastDay = AccountHistory.day(history.asOf());
        taughtBefore = history.taughtOn(second);
        weight = Math.pow(2, -taughtBefore);
        fade = AccountHistory.fade(day - lastDay);
    }

    byte[] bytes() {
        byte[] bytes = new byte[HistoryBytes.MAX_BYTES];
        System.arraycopy(old, 0, bytes, 0, HistoryBytes.ENTRIES);
        HistoryBytes.signIns(bytes, Math.max(history.signIns() + 1, history.signIns()));
        HistoryBytes.asOf(bytes, second);
        bytes[HistoryBytes.TAUGHT] = (byte) Math.min(taughtBefore + 1, HistoryBytes.MAX_TAUGHT);
        place(bytes);
        tallies(bytes);
        arrivals(bytes);
        roundTrip(bytes);
        hours(bytes);
        return Arrays.copyOf(bytes, entries(bytes));
    }

    /// The exit of a data centre or an anonymizer is not where the person is.
    private void place(byte[] bytes) {
        Evidence.Network network = signIn.evidence.network();
        GeoPoint point = network.point();
        switch (network.type()) {
            case HOSTING, ANONYMIZER -> {}
            case UNKNOWN, FIXED, MOBILE, CORPORATE -> {
                if (point != null) {
                    HistoryBytes.lastPlace(bytes, point, second, network.type());
                }
            }
        }
    }

    private void tallies(byte[] bytes) {
        double[] observed = new double[TALLIES];
        double[] expected = new double[TALLIES];
        for (Level level : LEVELS) {
            SignIn.Outcome outcome = signIn.outcome(level);
            if (outcome != SignIn.Outcome.NOT_COMPARED) {
                observed[level.tally.ordinal()] += outcome == SignIn.Outcome.NEW ? 1 : 0;
                expected[level.tally.ordinal()] += signIn.population.newness(signIn, level);
            }
        }
        if (signIn.device != SignIn.DEVICE_NOT_KNOWN && history.signIns() > 0) {
            observed[Tally.UNKNOWN_DEVICE.ordinal()] = signIn.device == SignIn.OTHER_DEVICE ? 1 : 0;
            expected[Tally.UNKNOWN_DEVICE.ordinal()] =
                    1 - signIn.population.usualArrival(signIn.length, DeviceRecognition.RECOGNISED);
        }
        for (int i = 0; i < TALLIES; i++) {
            int at = HistoryBytes.TALLIES + 4 * i;
            HistoryBytes.half(bytes, at, fade * HistoryBytes.half(old, at) + weight * observed[i]);
            HistoryBytes.half(bytes, at + 2, fade * HistoryBytes.half(old, at + 2) + weight * expected[i]);
        }
    }

    private static final int TALLIES = Tally.values().length;
    private static final Level[] LEVELS = Level.values();
    private static final Feature[] FEATURES = Feature.values();

    private void arrivals(byte[] bytes) {
        double recognised = signIn.device == SignIn.RECOGNISED ? weight : 0;
        double other = signIn.device == SignIn.OTHER_DEVICE ? weight : 0;
        HistoryBytes.half(bytes, HistoryBytes.ARRIVALS, fade * history.arrivedRecognised() + recognised);
        HistoryBytes.half(bytes, HistoryBytes.ARRIVALS + 2, fade * history.arrivedUnknown() + other);
    }

    private void roundTrip(byte[] bytes) {
        Double millis = signIn.evidence.network().roundTripMillis();
        if (millis == null || !(millis > 0) || signIn.isNew(Level.COUNTRY)) {
            return;
        }
        boolean mobile = signIn.isMobile();
        double before = fade * history.roundTripWeight(mobile);
        double mean = (before * history.roundTripLog(mobile) + weight * Math.log(millis)) / (before + weight);
        int at = HistoryBytes.ROUND_TRIPS + (mobile ? 4 : 0);
        HistoryBytes.half(bytes, at, mean);
        HistoryBytes.half(bytes, at + 2, before + weight);
    }

    private void hours(byte[] bytes) {
        int now = Hours.eighthOf(signIn.evidence);
        for (int i = 0; i < HistoryBytes.EIGHTHS; i++) {
            double faded = fade * history.hourWeight(i) + (i == now ? 8 * weight : 0);
            bytes[HistoryBytes.HOURS + i] = (byte) Math.min(255, Math.round(faded));
        }
    }

    /// Writes the values of all features.
    ///
    /// @return where they end
    private int entries(byte[] bytes) {
        int to = HistoryBytes.ENTRIES;
        int[] browserVersions = {};
        for (Feature feature : FEATURES) {
            keep(feature);
            teach(feature);
            HistoryBytes.count(bytes, feature.ordinal(), kept);
            for (int i = 0; i < kept; i++, to += HistoryBytes.ENTRY) {
                HistoryBytes.entry(bytes, to, keys[i], weights[i], days[i]);
            }
            if (feature == Feature.BROWSER) {
                browserVersions = Arrays.copyOf(versions, kept);
            }
        }
        for (int version : browserVersions) {
            bytes[to++] = (byte) (version + 1 >>> 8);
            bytes[to++] = (byte) (version + 1);
        }
        return to;
    }

    private void keep(Feature feature) {
        kept = 0;
        int at = history.start(feature);
        for (int i = 0; i < history.count(feature); i++, at += HistoryBytes.ENTRY) {
            double stored = HistoryBytes.weight(old, at);
            int lastDay = HistoryBytes.day(old, at);
            if (stored * AccountHistory.fade(day - lastDay) >= FORGOTTEN_BELOW) {
                keys[kept] = HistoryBytes.key(old, at);
                weights[kept] = stored;
                days[kept] = lastDay;
                versions[kept] = feature == Feature.BROWSER ? HistoryBytes.version(old, i) : -1;
                kept++;
            }
        }
    }

    private void teach(Feature feature) {
        long key = signIn.traits.key(feature);
        if (key == Values.NONE || isPassing(feature)) {
            return;
        }
        int place = 0;
        while (place < kept && keys[place] != key) {
            place++;
        }
        double known = 0;
        if (place < kept) {
            known = weights[place] * AccountHistory.fade(day - days[place]);
        } else if (weight < FORGOTTEN_BELOW) {
            return;
        } else if (kept == feature.most) {
            place = weakest();
            versions[place] = -1;
        } else {
            kept++;
            versions[place] = -1;
        }
        keys[place] = key;
        weights[place] = known + weight;
        days[place] = day;
        versions[place] = Math.max(versions[place], version());
    }

    /// A carrier hands out addresses by chance: to remember them would push out those at home.
    private boolean isPassing(Feature feature) {
        return feature == Feature.ADDRESS && signIn.isMobile();
    }

    private int version() {
        Integer version = signIn.evidence.browser().version();
        return version == null || version < 0 || version > AccountHistory.MAX_VERSION ? -1 : version;
    }

    private int weakest() {
        int weakest = 0;
        for (int i = 1; i < kept; i++) {
            double here = weights[i] * AccountHistory.fade(day - days[i]);
            double least = weights[weakest] * AccountHistory.fade(day - days[weakest]);
            if (here < least || here == least && keys[i] < keys[weakest]) {
                weakest = i;
            }
        }
        return weakest;
    }
}
