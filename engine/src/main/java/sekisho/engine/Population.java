package sekisho.engine;

import java.lang.foreign.MemorySegment;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.datasketches.frequencies.FrequentLongsSketch;

/// What is common among all members: how often each value was shown, how often something was new under which
/// circumstances, and which attacks their owners reported. Bounded in memory, whatever the number of members.
///
/// Values are counted by a sketch of frequent items (Misra and Gries in the form of Anderson et al., "A
/// High-Performance Algorithm for Identifying Frequent Items in Data Streams", IMC 2017): exact while the
/// values fit, and beyond that the rare ones are forgotten first. Newness fades by half in 60 days, so that
/// it follows what members do now.
///
/// Not thread-safe: one thread observes. Any number may read one that nobody changes any more.
public final class Population {
    /// So many sign-ins weigh as much as the even spread that is assumed before anything was counted.
    static final double RESERVED_WEIGHT = 50;

    /// So many sign-ins weigh as much as an assumed newness.
    private static final double ASSUMED_WEIGHT = 20;

    private static final double NEWNESS_HALF_LIFE_DAYS = 60;

    /// What is common is counted over the last one or two periods of so many days.
    private static final int DAYS_COUNTED = 28;

    private static final byte FORMAT = 2;

    /// As 2, before reports were counted.
    private static final byte FORMAT_WITHOUT_REPORTS = 1;

    private static final int MOST_VALUES = 1 << 18;

    private static final int LEVELS = Level.values().length;
    private static final int ARRIVALS = DeviceRecognition.values().length;
    private static final int VERSIONS = 8;

    private Counts recent;
    private Counts before;
    private final double[][] compared = new double[LEVELS][];
    private final double[][] fresh = new double[LEVELS][];
    private final double[] comparedInAll = new double[LEVELS];
    private final double[] freshInAll = new double[LEVELS];
    private final double[] expectedInAll = new double[LEVELS];
    private final double[] newInAll = new double[LEVELS];
    private final double[] freshByTally = new double[LEVELS * SignIn.HABITS];
    private final double[] expectedByTally = new double[LEVELS * SignIn.HABITS];
    private final double[] arrivals = new double[SignIn.LENGTHS * SignIn.HABITS * ARRIVALS];
    private final double[] versions = new double[VERSIONS];
    private final double[] roundTrips = new double[RoundTrips.CELLS];
    private final double[] hours = new double[HistoryBytes.EIGHTHS];
    private final ReportedAttacks reported = new ReportedAttacks();
    private int day;

    private Population(Counts recent, Counts before) {
        this.recent = recent;
        this.before = before;
        for (Level level : Level.values()) {
            compared[level.ordinal()] = new double[level.circumstances * SignIn.LENGTHS];
            fresh[level.ordinal()] = new double[level.circumstances * SignIn.LENGTHS];
        }
    }

    /// A population that has seen nothing.
    public static Population empty() {
        return new Population(Counts.empty(0), Counts.empty(0));
    }

    /// Until when sign-ins were proven that are counted in the population by which this moment is judged: until an
    /// hour before the last full one. So all servers judge by the same counts, a replay finds them again, and
    /// nobody changes within minutes what is usual for everybody.
    public static Instant countedUntil(Instant at) {
        return at.truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS);
    }

    /// Counts what a proven sign-in showed.
    public void count(Observation observation) {
        fadeTo(observation.day);
        countNewness(observation);
        if (observation.arrival >= 0) {
            arrivals[observation.arrival]++;
        }
        if (observation.version >= 0) {
            versions[observation.version]++;
        }
        countRoundTrip(observation);
        hours[observation.eighth]++;
        for (Feature feature : FEATURES) {
            recent.count(feature, observation.traits.key(feature));
        }
        countPairs(observation.traits);
        countVolatility(observation);
    }

    /// Counts a sign-in that its owner reported.
    public void count(AttackReport report) {
        fadeTo(report.day());
        reported.count(report);
    }

    /// Who could be behind a sign-in, before anything is judged: the share of each kind of attacker. Nobody may
    /// change it.
    double[] attackers(DeviceRecognition device) {
        return reported.shares(device);
    }

    private static final Feature[] FEATURES = Feature.values();
    private static final Level[] ALL_LEVELS = Level.values();

    /// What [Level#assumedNewness] is in each cell of each level.
    private static final double[][] ASSUMED_NEWNESS = Arrays.stream(ALL_LEVELS)
            .map(level -> IntStream.range(0, level.circumstances * SignIn.LENGTHS)
                    .mapToDouble(cell -> level.assumedNewness(cell / SignIn.LENGTHS))
                    .toArray())
            .toArray(double[][]::new);

    private static final int FIRST_NEW = 32;
    private static final int ROUND_TRIP_SUM = 64;
    private static final int ROUND_TRIP_COUNT = 65;
    private static final int PROVIDER_COMPARED = 66;
    private static final int PROVIDER_FRESH = 67;
    private static final int BROWSER_ON_SYSTEM = 68;
    private static final int DEVICE_AT_PROVIDER = 69;
    private static final int DEVICES_AT_PROVIDER = 70;

    private void countPairs(Traits traits) {
        long browser = traits.key(Feature.BROWSER);
        if (browser != Values.NONE) {
            recent.values.update(tagged(BROWSER_ON_SYSTEM, Values.pair(traits.key(Feature.SYSTEM), browser)));
        }
        long device = traits.key(Feature.DEVICE_TYPE);
        long provider = traits.key(Feature.ASN);
        if (device != Values.NONE && provider != Values.NONE) {
            recent.values.update(tagged(DEVICE_AT_PROVIDER, Values.pair(provider, device)));
            recent.values.update(tagged(DEVICES_AT_PROVIDER, provider));
        }
    }

    private void countVolatility(Observation observation) {
        long provider = observation.traits.key(Feature.ASN);
        int prefix = Level.PREFIX.ordinal();
        if (provider == Values.NONE || !observation.isCompared(prefix)) {
            return;
        }
        recent.values.update(tagged(PROVIDER_COMPARED, provider));
        if (observation.isNew(prefix)) {
            recent.values.update(tagged(PROVIDER_FRESH, provider));
        }
    }

    /// How often members of this provider come from a new prefix, as a number of [SignIn]'s network classes.
    int volatility(long provider) {
        long seen = provider == Values.NONE ? 0 : estimate(tagged(PROVIDER_COMPARED, provider));
        if (seen < 20) {
            return NetworkType.UNKNOWN.ordinal();
        }
        double share = (double) estimate(tagged(PROVIDER_FRESH, provider)) / seen;
        return share < 0.15 ? SignIn.STEADY_NETWORK : share < 0.4 ? SignIn.CHANGING_NETWORK : SignIn.VOLATILE_NETWORK;
    }

    private void countNewness(Observation observation) {
        for (int i = 0; i < LEVELS; i++) {
            if (!observation.isCompared(i)) {
                continue;
            }
            int cell = observation.cell(i);
            compared[i][cell]++;
            comparedInAll[i]++;
            expectedInAll[i] += ASSUMED_NEWNESS[i][cell];
            expectedByTally[observation.habit(i)] += observation.expected(i);
            if (observation.isNew(i)) {
                freshByTally[observation.habit(i)]++;
                newInAll[i]++;
                recent.values.update(tagged(FIRST_NEW + i, observation.traits.key(ALL_LEVELS[i].feature)));
                fresh[i][cell]++;
                freshInAll[i]++;
            }
        }
    }

    /// How often a value of this level is new under the circumstances of this sign-in, for a member of whom no
    /// more is known than how long his history is: above 0, below 1. Where little was counted, the assumption
    /// stands, corrected by how far the assumptions of this level are off in all.
    double newness(SignIn signIn, Level level) {
        int i = level.ordinal();
        int cell = signIn.cell(level);
        double assumed = ASSUMED_NEWNESS[i][cell];
        double correction = (freshInAll[i] + ASSUMED_WEIGHT * 0.2) / (expectedInAll[i] + ASSUMED_WEIGHT * 0.2);
        double prior = Math.clamp(assumed * correction, 0.0005, 0.98);
        double newness = (fresh[i][cell] + ASSUMED_WEIGHT * prior) / (compared[i][cell] + ASSUMED_WEIGHT);
        return Math.clamp(newness, 0.0002, 0.995);
    }

    /// How common a value is among those that were new to members: a carrier is what they come to newly, a
    /// data centre hardly ever.
    ///
    /// @param share how common it is among all
    double shareAmongNew(Level level, long key, double share) {
        double seen = estimate(tagged(FIRST_NEW + level.ordinal(), key));
        return (seen + NEW_WEIGHT * share) / (newInAll[level.ordinal()] + NEW_WEIGHT);
    }

    private static final double NEW_WEIGHT = 20;

    /// How much more often than others members see something new who did so as often as this one: a factor
    /// for the odds.
    double novelty(SignIn signIn, Level level) {
        int habit = habit(signIn, level);
        double assumed = signIn.factor(level.tally);
        return (freshByTally[habit] + HABIT_WEIGHT * assumed) / (expectedByTally[habit] + HABIT_WEIGHT);
    }

    private static final double HABIT_WEIGHT = 10;

    /// Where members of this habit are counted, for a level.
    static int habit(SignIn signIn, Level level) {
        return level.ordinal() * SignIn.HABITS + signIn.habit(level.tally);
    }

    /// Where such an arrival is counted; -1 where devices aren't known.
    static int arrival(SignIn signIn) {
        return signIn.evidence.device() == DeviceRecognition.NOT_KNOWN
                ? -1
                : arrivalsOf(signIn) + signIn.evidence.device().ordinal();
    }

    private static int arrivalsOf(SignIn signIn) {
        return (signIn.length * SignIn.HABITS + signIn.habit(Tally.UNKNOWN_DEVICE)) * ARRIVALS;
    }

    /// How often members arrive like this whose histories are as long as this one and whose devices were
    /// unknown as often.
    double arrival(SignIn signIn, DeviceRecognition device) {
        int from = arrivalsOf(signIn);
        double all = 0;
        for (int i = 0; i < ARRIVALS; i++) {
            all += arrivals[from + i];
        }
        return (arrivals[from + device.ordinal()] + ASSUMED_WEIGHT * assumedArrival(signIn, device))
                / (all + ASSUMED_WEIGHT);
    }

    /// How often members with histories of this length arrive like this.
    double usualArrival(int length, DeviceRecognition device) {
        double all = 0;
        double like = 0;
        for (int habit = 0; habit < SignIn.HABITS; habit++) {
            int from = (length * SignIn.HABITS + habit) * ARRIVALS;
            for (int i = 0; i < ARRIVALS; i++) {
                all += arrivals[from + i];
            }
            like += arrivals[from + device.ordinal()];
        }
        double assumed = device == DeviceRecognition.RECOGNISED ? 1 - ASSUMED_UNKNOWN : ASSUMED_UNKNOWN;
        return (like + ASSUMED_WEIGHT * assumed) / (all + ASSUMED_WEIGHT);
    }

    private static double assumedArrival(SignIn signIn, DeviceRecognition device) {
        double seen = signIn.history.arrivedUnknown() + signIn.history.arrivedRecognised();
        double unknown = (signIn.history.arrivedUnknown() + 2 * ASSUMED_UNKNOWN) / (seen + 2);
        return switch (device) {
            case RECOGNISED -> 1 - unknown;
            case UNKNOWN -> unknown * 0.99;
            case FOREIGN_CONTEXT -> unknown * 0.01;
            case NOT_KNOWN -> 0;
        };
    }

    /// 13 % unknown in our simulator, 32 % of users lost their cookies in Microsoft's figure of 2012.
    private static final double ASSUMED_UNKNOWN = 0.15;

    /// Where a new version of a known browser is counted; -1 if there is none.
    static int version(SignIn signIn) {
        return signIn.isNew(Level.AGENT) ? 2 * signIn.absence() + (signIn.isUpdated() ? 1 : 0) : -1;
    }

    /// Among known browsers with a new User-Agent, how many updated themselves.
    double updated(int absence) {
        double updates = versions[2 * absence + 1];
        return (updates + 0.8 * ASSUMED_WEIGHT) / (updates + versions[2 * absence] + ASSUMED_WEIGHT);
    }

    double[] roundTrips() {
        return roundTrips;
    }

    /// Adds a measured round trip of a country, on carrier networks or on others.
    private void countRoundTrip(Observation observation) {
        if (Double.isNaN(observation.roundTripLog)) {
            return;
        }
        if (observation.roundTripCell >= 0) {
            roundTrips[observation.roundTripCell]++;
        }
        long log = Math.max(1, Math.round(observation.roundTripLog * 1_000));
        recent.values.update(tagged(ROUND_TRIP_SUM, observation.roundTripPlace), log);
        recent.values.update(tagged(ROUND_TRIP_COUNT, observation.roundTripPlace));
    }

    long roundTripCount(long place) {
        return estimate(tagged(ROUND_TRIP_COUNT, place));
    }

    double roundTripLog(long place) {
        return estimate(tagged(ROUND_TRIP_SUM, place)) / 1_000.0 / Math.max(1, roundTripCount(place));
    }

    /// The share of an eighth of the UTC day.
    double hour(int eighth) {
        double all = 0;
        for (double hour : hours) {
            all += hour;
        }
        return (hours[eighth] + RESERVED_WEIGHT / HistoryBytes.EIGHTHS) / (all + RESERVED_WEIGHT);
    }

    /// How common a value is, above 0 and at most 1. A value seen once is never rarer than one never seen.
    public double share(Feature feature, String value) {
        return share(feature, Values.of(value));
    }

    double share(Feature feature, long key) {
        return shareOfOthers(feature, key, 0);
    }

    /// How common a value is without what one member showed of it: his home is common to nobody else.
    ///
    /// @param own how often he showed it
    double shareOfOthers(Feature feature, long key, double own) {
        double seen = Math.max(0, estimate(tagged(feature.ordinal(), key)) - own);
        double assumed = RESERVED_WEIGHT * (own > 0 ? assumedShare(feature) : evenShare(feature));
        return Math.min(1, (seen + assumed) / (total(feature) + RESERVED_WEIGHT));
    }

    /// How much more common a kind of device is at a provider than among all: carriers have few desktops. 1
    /// where little is known.
    double deviceAtProvider(long device, long provider) {
        double share = share(Feature.DEVICE_TYPE, device);
        double here = estimate(tagged(DEVICE_AT_PROVIDER, Values.pair(provider, device)));
        double all = estimate(tagged(DEVICES_AT_PROVIDER, provider));
        return (here + RESERVED_WEIGHT * share) / (all + RESERVED_WEIGHT) / share;
    }

    /// How common a browser is on its system.
    double shareOnSystem(long system, long browser) {
        double onSystem = estimate(tagged(BROWSER_ON_SYSTEM, Values.pair(system, browser)));
        double systems = estimate(tagged(Feature.SYSTEM.ordinal(), system));
        return Math.min(1, (onSystem + 10 * assumedShare(Feature.BROWSER)) / (systems + 10));
    }

    /// How common a value that a member shows is before anything was counted: likely so, since most have one of a few
    /// systems and browsers, and speak the language of the site.
    private static double assumedShare(Feature feature) {
        return switch (feature) {
            case DEVICE_TYPE, SYSTEM, BROWSER, LANGUAGE -> 0.45;
            case AGENT, LANGUAGES -> 0.1;
            case ADDRESS, PREFIX, ASN, REGION, COUNTRY, NETWORK_TYPE, SCREEN, HINTS -> evenShare(feature);
        };
    }

    /// The share of each value if all were equally common: one by a rough number of values that occur.
    static double evenShare(Feature feature) {
        return switch (feature) {
            case ADDRESS -> 1.0 / 200_000;
            case PREFIX -> 1.0 / 20_000;
            case ASN -> 1.0 / 100;
            case REGION -> 1.0 / 50;
            case COUNTRY -> 1.0 / 60;
            case NETWORK_TYPE -> 1.0 / 5;
            case AGENT -> 1.0 / 300;
            case BROWSER -> 1.0 / 10;
            case SYSTEM -> 1.0 / 6;
            case DEVICE_TYPE -> 1.0 / 4;
            case LANGUAGE -> 1.0 / 20;
            case LANGUAGES -> 1.0 / 60;
            case SCREEN -> 1.0 / 40;
            case HINTS -> 1.0 / 80;
        };
    }

    private long estimate(long tagged) {
        return recent.values.getEstimate(tagged) + before.values.getEstimate(tagged);
    }

    private long total(Feature feature) {
        return recent.totals[feature.ordinal()] + before.totals[feature.ordinal()];
    }

    private static long tagged(int kind, long key) {
        return (long) kind << 48 | key;
    }

    private void fadeTo(int today) {
        if (day == 0) {
            day = today;
            recent.period = today / DAYS_COUNTED;
        }
        if (today <= day) {
            return;
        }
        double factor = Math.pow(2, -(today - day) / NEWNESS_HALF_LIFE_DAYS);
        for (int i = 0; i < LEVELS; i++) {
            scale(compared[i], factor);
            scale(fresh[i], factor);
        }
        for (double[] counts : fading()) {
            scale(counts, factor);
        }
        reported.fade(today - day);
        day = today;
        turnTo(today / DAYS_COUNTED);
    }

    /// Begins new counts, and forgets those before the last ones: what is common changes, as browsers do.
    private void turnTo(int period) {
        if (recent.values.isEmpty() && before.values.isEmpty()) {
            recent.period = period;
        }
        if (period > recent.period) {
            before = period == recent.period + 1 ? recent : Counts.empty(period - 1);
            recent = Counts.empty(period);
        }
    }

    private double[][] fading() {
        return new double[][] {
            comparedInAll,
            freshInAll,
            expectedInAll,
            freshByTally,
            expectedByTally,
            arrivals,
            versions,
            roundTrips,
            hours
        };
    }

    static void scale(double[] counts, double factor) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] *= factor;
        }
    }

    /// Compact form for the store.
    public byte[] toBytes() {
        byte[] now = recent.values.toByteArray();
        byte[] then = before.values.toByteArray();
        int doubles = reported.counts().length;
        for (double[] counts : all()) {
            doubles += counts.length;
        }
        ByteBuffer out =
                ByteBuffer.allocate(1 + 4 + 8 * doubles + 2 * (8 + 8 * Traits.FEATURES) + now.length + then.length);
        out.put(FORMAT).putInt(day);
        for (double[] counts : all()) {
            write(counts, out);
        }
        write(recent, now, out);
        write(before, then, out);
        write(reported.counts(), out);
        return out.array();
    }

    private static void write(double[] counts, ByteBuffer out) {
        for (double count : counts) {
            out.putDouble(count);
        }
    }

    private static void write(Counts counts, byte[] sketch, ByteBuffer out) {
        out.putInt(counts.period);
        for (long total : counts.totals) {
            out.putLong(total);
        }
        out.putInt(sketch.length).put(sketch);
    }

    private double[][] all() {
        double[][] all = new double[2 * LEVELS + fading().length + 1][];
        System.arraycopy(compared, 0, all, 0, LEVELS);
        System.arraycopy(fresh, 0, all, LEVELS, LEVELS);
        System.arraycopy(fading(), 0, all, 2 * LEVELS, fading().length);
        all[all.length - 1] = newInAll;
        return all;
    }

    /// Reads what [#toBytes()] wrote.
    ///
    /// @throws IllegalArgumentException if the bytes are not a population
    public static Population fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            byte format = in.get();
            check(format == FORMAT || format == FORMAT_WITHOUT_REPORTS, "unknown format");
            Population read = empty();
            read.day = in.getInt();
            for (double[] counts : read.all()) {
                read(in, counts);
            }
            read.recent = read(in);
            read.before = read(in);
            if (format == FORMAT) {
                read(in, read.reported.counts());
                read.reported.weigh();
            }
            check(!in.hasRemaining(), "something follows its end");
            return read;
        } catch (BufferUnderflowException tooShort) {
            throw new IllegalArgumentException("not a population: it ends too early");
        }
    }

    private static void read(ByteBuffer in, double[] counts) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = in.getDouble();
            check(counts[i] >= 0 && counts[i] < 1e15, "a count is out of range");
        }
    }

    private static Counts read(ByteBuffer in) {
        int period = in.getInt();
        long[] totals = new long[Traits.FEATURES];
        for (int i = 0; i < totals.length; i++) {
            totals[i] = in.getLong();
            check(totals[i] >= 0, "a total is negative");
        }
        int length = in.getInt();
        check(length >= 0 && length <= in.remaining(), "it ends too early");
        byte[] sketch = new byte[length];
        in.get(sketch);
        try {
            return new Counts(period, FrequentLongsSketch.getInstance(MemorySegment.ofArray(sketch)), totals);
        } catch (RuntimeException damaged) {
            throw new IllegalArgumentException("not a population: its sketch is damaged", damaged);
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("not a population: " + otherwise);
        }
    }

    /// How often each value was shown in one period of [#DAYS_COUNTED] days.
    private static final class Counts {
        private int period;
        private final FrequentLongsSketch values;
        private final long[] totals;

        Counts(int period, FrequentLongsSketch values, long[] totals) {
            this.period = period;
            this.values = values;
            this.totals = totals;
        }

        static Counts empty(int period) {
            return new Counts(period, new FrequentLongsSketch(MOST_VALUES), new long[Traits.FEATURES]);
        }

        void count(Feature feature, long key) {
            if (key != Values.NONE) {
                values.update(tagged(feature.ordinal(), key));
                totals[feature.ordinal()]++;
            }
        }
    }
}
