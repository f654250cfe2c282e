package sekisho.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is remembered about one account: compact, bounded, decaying. Immutable.
///
/// For each feature it keeps a few values, each with a weight that halves in 75 days; the k-th sign-in of a
/// UTC day teaches half as much as the one before, so one day teaches any value less than twice the weight
/// of one sign-in, however often somebody signs in. Beside them stand how often something was new
/// ([Tally]), how often the device was recognised, the usual round trip and the usual hours.
///
/// The object is its own stored form ([HistoryBytes]): below 400 bytes for a usual member and never above
/// [#MAX_BYTES].
public final class AccountHistory {
    /// Behaviour older than six months adds little (Wiefling et al., TOPS 2022): after 180 days 19 %
    /// are left.
    static final double HALF_LIFE_DAYS = 75;

    static final long SECONDS_PER_DAY = 86_400;

    /// Last second of the year 2149; times outside 1970–2149 are moved to the edge.
    static final long LAST_SECOND = 65_536 * SECONDS_PER_DAY - 1;

    /// A browser that claims a higher version is not believed.
    static final int MAX_VERSION = 9_999;

    static final int MAX_BYTES = HistoryBytes.MAX_BYTES;

    private static final AccountHistory EMPTY = new AccountHistory(HistoryBytes.empty());

    private final byte[] bytes;

    private AccountHistory(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Nothing is remembered yet.
    public static AccountHistory empty() {
        return EMPTY;
    }

    /// Reads what [#toBytes()] wrote.
    ///
    /// @throws IllegalArgumentException if the bytes are not a history
    public static AccountHistory fromBytes(byte[] bytes) {
        byte[] own = bytes.clone();
        HistoryBytes.check(own);
        return new AccountHistory(own);
    }

    /// Compact form for the store.
    public byte[] toBytes() {
        return bytes.clone();
    }

    /// This history with one more proven sign-in. Weights decay by the time since the last one; absence
    /// alone changes nothing. A sign-in that is older than the last one counts as of the same moment.
    ///
    /// @param population tells how much newness was to be expected
    /// @throws IllegalArgumentException if the password was wrong: that proves nothing
    public AccountHistory learn(Evidence evidence, Population population) {
        return learn(new SignIn(evidence, this, population));
    }

    AccountHistory learn(SignIn signIn) {
        if (Boolean.FALSE.equals(signIn.evidence.credential().correct())) {
            throw new IllegalArgumentException("a sign-in with a wrong password teaches nothing");
        }
        return new AccountHistory(new Lesson(signIn).bytes());
    }

    /// How many proven sign-ins it has learned, without decay.
    public int signIns() {
        return HistoryBytes.signIns(bytes);
    }

    /// The remembered values of a feature, the most usual first. Of hashed features these are hashes.
    public List<String> mostUsual(Feature feature) {
        record Value(String name, double weight) {}
        List<Value> values = new ArrayList<>();
        int from = start(feature);
        for (int at = from; at < from + count(feature) * HistoryBytes.ENTRY; at += HistoryBytes.ENTRY) {
            values.add(new Value(Values.name(HistoryBytes.key(bytes, at)), weightAt(at)));
        }
        values.sort(Comparator.comparingDouble(Value::weight).reversed().thenComparing(Value::name));
        return values.stream().map(Value::name).toList();
    }

    /// Where the last proven sign-in was, as far as that is known.
    public Optional<GeoPoint> lastPoint() {
        return Optional.ofNullable(lastPlace()).map(LastPlace::point);
    }

    /// Where and in which kind of network the last proven sign-in was.
    record LastPlace(GeoPoint point, long second, NetworkType network) {}

    @Nullable
    LastPlace lastPlace() {
        return HistoryBytes.lastPlace(bytes);
    }

    long asOf() {
        return HistoryBytes.asOf(bytes);
    }

    /// How many sign-ins taught it on the day of this second; one before the last sign-in counts as of that.
    int taughtOn(long second) {
        return signIns() > 0 && day(second) <= day(asOf()) ? bytes[HistoryBytes.TAUGHT] : 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int start(Feature feature) {
        return HistoryBytes.start(bytes, feature);
    }

    int count(Feature feature) {
        return HistoryBytes.count(bytes, feature.ordinal());
    }

    /// Where the entry of a value stands; -1 if it isn't remembered.
    int find(Feature feature, long key) {
        int from = start(feature);
        int to = from + count(feature) * HistoryBytes.ENTRY;
        for (int at = from; at < to; at += HistoryBytes.ENTRY) {
            if (HistoryBytes.key(bytes, at) == key) {
                return at;
            }
        }
        return -1;
    }

    /// The weight of the entry there, as of the last sign-in.
    double weightAt(int at) {
        return HistoryBytes.weight(bytes, at) * fade(day(asOf()) - HistoryBytes.day(bytes, at));
    }

    int dayAt(int at) {
        return HistoryBytes.day(bytes, at);
    }

    /// The weight of a value; 0 if it isn't remembered.
    double weight(Feature feature, long key) {
        int at = key == Values.NONE ? -1 : find(feature, key);
        return at < 0 ? 0 : weightAt(at);
    }

    double total(Feature feature) {
        double sum = 0;
        int from = start(feature);
        for (int at = from; at < from + count(feature) * HistoryBytes.ENTRY; at += HistoryBytes.ENTRY) {
            sum += weightAt(at);
        }
        return sum;
    }

    /// The keys of the remembered values of a feature.
    long[] keys(Feature feature) {
        long[] keys = new long[count(feature)];
        int at = start(feature);
        for (int i = 0; i < keys.length; i++, at += HistoryBytes.ENTRY) {
            keys[i] = HistoryBytes.key(bytes, at);
        }
        return keys;
    }

    /// The newest version seen of the browser whose entry stands there; -1 if none was told.
    int versionAt(int at) {
        return HistoryBytes.version(bytes, (at - start(Feature.BROWSER)) / HistoryBytes.ENTRY);
    }

    double observed(Tally tally) {
        return HistoryBytes.half(bytes, HistoryBytes.TALLIES + 4 * tally.ordinal());
    }

    double expected(Tally tally) {
        return HistoryBytes.half(bytes, HistoryBytes.TALLIES + 4 * tally.ordinal() + 2);
    }

    double arrivedRecognised() {
        return HistoryBytes.half(bytes, HistoryBytes.ARRIVALS);
    }

    double arrivedUnknown() {
        return HistoryBytes.half(bytes, HistoryBytes.ARRIVALS + 2);
    }

    /// The usual round trip on carrier networks or on others: mean of its natural logarithm in ms.
    double roundTripLog(boolean mobile) {
        return HistoryBytes.half(bytes, HistoryBytes.ROUND_TRIPS + (mobile ? 4 : 0));
    }

    double roundTripWeight(boolean mobile) {
        return HistoryBytes.half(bytes, HistoryBytes.ROUND_TRIPS + (mobile ? 4 : 0) + 2);
    }

    /// The weight of an eighth of the UTC day, in eighths of a sign-in.
    int hourWeight(int eighth) {
        return bytes[HistoryBytes.HOURS + eighth] & 0xff;
    }

    static int day(long second) {
        return (int) (second / SECONDS_PER_DAY);
    }

    static long secondOf(Instant at) {
        return Math.clamp(at.getEpochSecond(), 0, LAST_SECOND);
    }

    private static final double[] FADE = new double[1_024];

    static {
        for (int days = 0; days < FADE.length; days++) {
            FADE[days] = Math.pow(2, -days / HALF_LIFE_DAYS);
        }
    }

    /// What remains of a weight after so many days.
    static double fade(int days) {
        return days < 0 ? 1 : days < FADE.length ? FADE[days] : 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccountHistory history && Arrays.equals(bytes, history.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
