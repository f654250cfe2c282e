package sekisho.engine;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is remembered about one account: compact, bounded, decaying. Immutable.
///
/// Per feature it keeps at most eight values, each with a weight that halves in 75 days. The k-th
/// sign-in of a UTC day teaches half as much as the one before, so one day teaches any value less than
/// twice the weight of one sign-in, however often somebody signs in. Addresses and prefixes are kept as
/// 48-bit hashes; countries, browsers and systems in clear, because explanations name them.
public final class AccountHistory {
    /// Behaviour older than six months adds little (Wiefling et al., TOPS 2022): after 180 days 19 %
    /// are left.
    static final double HALF_LIFE_SECONDS = 75 * 86_400.0;

    static final long SECONDS_PER_DAY = 86_400;

    /// Last second of the year 9999; times outside 1970–9999 are moved to the edge.
    static final long LAST_SECOND = 253_402_300_799L;

    /// A browser that claims a higher version is not believed.
    static final int MAX_VERSION = 9_999;

    /// How a proven sign-in arrived: with a valid device cookie or without.
    static final String ARRIVED_RECOGNISED = "recognised";

    static final String ARRIVED_UNKNOWN = "unknown";

    private static final AccountHistory EMPTY =
            new AccountHistory(0, 0, 0, null, Habit.NONE, new EnumMap<>(Feature.class));

    /// Where and in which kind of network the last proven sign-in was. Latitude and longitude are floats.
    record LastPlace(GeoPoint point, long second, NetworkType network) {}

    private final int signIns;
    private final long asOf;
    private final int taughtToday;
    private final @Nullable LastPlace lastPlace;
    private final Habit arrivals;
    private final Map<Feature, Habit> habits;

    AccountHistory(
            int signIns,
            long asOf,
            int taughtToday,
            @Nullable LastPlace lastPlace,
            Habit arrivals,
            Map<Feature, Habit> habits) {
        this.signIns = signIns;
        this.asOf = asOf;
        this.taughtToday = taughtToday;
        this.lastPlace = lastPlace;
        this.arrivals = arrivals;
        this.habits = habits;
    }

    /// Nothing is remembered yet.
    public static AccountHistory empty() {
        return EMPTY;
    }

    /// Reads what [#toBytes()] wrote.
    ///
    /// @throws IllegalArgumentException if the bytes are not a history
    public static AccountHistory fromBytes(byte[] bytes) {
        return HistoryBytes.read(bytes);
    }

    /// This history with one more proven sign-in. Weights decay by the time since the last one; absence
    /// alone changes nothing. A sign-in that is older than the last one counts as of the same moment.
    ///
    /// @throws IllegalArgumentException if the password was wrong: that proves nothing
    public AccountHistory learn(Evidence evidence) {
        if (Boolean.FALSE.equals(evidence.credential().correct())) {
            throw new IllegalArgumentException("a sign-in with a wrong password teaches nothing");
        }
        long second = Math.max(asOf, secondOf(evidence.at()));
        boolean sameDay = second / SECONDS_PER_DAY == asOf / SECONDS_PER_DAY && signIns > 0;
        int before = sameDay ? taughtToday : 0;
        Lesson lesson =
                new Lesson(Math.pow(2, -(second - asOf) / HALF_LIFE_SECONDS), (float) Math.pow(2, -before), (int)
                        (second / SECONDS_PER_DAY));
        return new AccountHistory(
                signIns == Integer.MAX_VALUE ? signIns : signIns + 1,
                second,
                Math.min(before + 1, HistoryBytes.MAX_TAUGHT),
                placeAfter(evidence.network(), second),
                lesson.teach(arrivals, arrival(evidence.device()), null),
                lesson.teach(habits, evidence));
    }

    /// Compact form for the store: below 1 kB for a usual member and never above 8 kB, whatever the
    /// number of sign-ins.
    public byte[] toBytes() {
        return HistoryBytes.write(this);
    }

    /// How many proven sign-ins it has learned, without decay.
    public int signIns() {
        return signIns;
    }

    /// The remembered values of a feature, the most usual first. Addresses and prefixes are hashes.
    public List<String> mostUsual(Feature feature) {
        return habit(feature).mostUsual();
    }

    /// Where the last proven sign-in was, as far as that is known.
    public Optional<GeoPoint> lastPoint() {
        return Optional.ofNullable(lastPlace).map(LastPlace::point);
    }

    Habit habit(Feature feature) {
        return habits.getOrDefault(feature, Habit.NONE);
    }

    Habit arrivals() {
        return arrivals;
    }

    @Nullable
    LastPlace lastPlace() {
        return lastPlace;
    }

    long asOf() {
        return asOf;
    }

    int taughtToday() {
        return taughtToday;
    }

    static long secondOf(Instant at) {
        return Math.clamp(at.getEpochSecond(), 0, LAST_SECOND);
    }

    private static String arrival(DeviceRecognition device) {
        return switch (device) {
            case RECOGNISED -> ARRIVED_RECOGNISED;
            case FOREIGN_CONTEXT, UNKNOWN -> ARRIVED_UNKNOWN;
        };
    }

    /// The exit of a data centre or an anonymizer is not where the person is.
    private @Nullable LastPlace placeAfter(Evidence.Network network, long second) {
        GeoPoint point = network.point();
        return switch (network.type()) {
            case HOSTING, ANONYMIZER -> lastPlace;
            case UNKNOWN, FIXED, MOBILE, CORPORATE ->
                point == null
                        ? lastPlace
                        : new LastPlace(
                                new GeoPoint((float) point.latitude(), (float) point.longitude()),
                                second,
                                network.type());
        };
    }

    /// What one sign-in changes: everything fades by `fade`, what it showed gains `weight`.
    private record Lesson(double fade, float weight, int day) {

        Map<Feature, Habit> teach(Map<Feature, Habit> habits, Evidence evidence) {
            Map<Feature, Habit> learned = new EnumMap<>(Feature.class);
            for (Feature feature : Feature.values()) {
                Habit habit = habits.getOrDefault(feature, Habit.NONE);
                Habit after = teach(habit, Traits.valueOf(feature, evidence), Traits.parentOf(feature, evidence));
                learned.put(feature, feature == Feature.BROWSER ? withVersion(after, evidence.browser()) : after);
            }
            return learned;
        }

        Habit teach(Habit habit, @Nullable String value, @Nullable String parent) {
            Habit faded = habit.decayed(fade);
            return value == null
                    ? faded
                    : faded.with(value, Objects.requireNonNullElse(parent, ""), weight, day, Habit.NO_VERSION);
        }

        private Habit withVersion(Habit browsers, Evidence.Browser browser) {
            if (browser.family() == null
                    || browser.version() == null
                    || browser.version() < 0
                    || browser.version() > MAX_VERSION) {
                return browsers;
            }
            String family = Values.of(browser.family());
            return browsers.knows(family) ? browsers.with(family, "", 0, day, browser.version()) : browsers;
        }
    }
}
