package sekisho.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// The stored form of an [AccountHistory], format 2, big-endian. Weights are 16-bit floats (IEEE 754).
///
/// | at | bytes | holds |
/// |---|---|---|
/// | 0 | 1 | format |
/// | 1 | 4 | sign-ins |
/// | 5 | 8 | second of the last one |
/// | 13 | 1 | sign-ins of that day |
/// | 14 | 9 | last place: network type or -1, latitude · 360, longitude · 180, minute |
/// | 23 | 20 | for each [Tally]: observed, expected |
/// | 43 | 4 | arrivals: recognised, unknown |
/// | 47 | 8 | round trip, not mobile and mobile: mean logarithm, weight |
/// | 55 | 8 | weight of each eighth of the day, in eighths of a sign-in |
/// | 63 | 7 | number of values of each [Feature], half a byte each |
/// | 70 | 10 each | values in the order of the features: key (6), weight (2), last day (2) |
/// | end | 2 each | newest version of each browser, plus one |
///
/// The order of [Feature], [Tally] and [NetworkType] is part of the format: add at the end, with a new
/// format number.
final class HistoryBytes {
    static final byte FORMAT = 2;
    static final int SIGN_INS = 1;
    static final int AS_OF = 5;
    static final int TAUGHT = 13;
    static final int PLACE = 14;
    static final int TALLIES = 23;
    static final int ARRIVALS = TALLIES + 4 * Tally.values().length;
    static final int ROUND_TRIPS = ARRIVALS + 4;
    static final int HOURS = ROUND_TRIPS + 8;
    static final int EIGHTHS = 8;
    static final int COUNTS = HOURS + EIGHTHS;
    private static final int COUNT_BYTES = 7;
    static final int ENTRIES = COUNTS + COUNT_BYTES;
    static final int ENTRY = 10;
    static final int MAX_BYTES;
    static final int MAX_TAUGHT = 100;
    static final float MAX_WEIGHT = 60_000f;

    private static final double LATITUDE_STEPS = 360;
    private static final double LONGITUDE_STEPS = 180;

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    static {
        int values = 0;
        for (Feature feature : Feature.values()) {
            values += feature.most;
        }
        MAX_BYTES = ENTRIES + values * ENTRY + 2 * Feature.BROWSER.most;
    }

    private HistoryBytes() {}

    static byte[] empty() {
        byte[] bytes = new byte[ENTRIES];
        bytes[0] = FORMAT;
        bytes[PLACE] = -1;
        return bytes;
    }

    static int signIns(byte[] bytes) {
        return (int) INTS.get(bytes, SIGN_INS);
    }

    static void signIns(byte[] bytes, int signIns) {
        INTS.set(bytes, SIGN_INS, signIns);
    }

    static long asOf(byte[] bytes) {
        return (long) LONGS.get(bytes, AS_OF);
    }

    static void asOf(byte[] bytes, long second) {
        LONGS.set(bytes, AS_OF, second);
    }

    static float half(byte[] bytes, int at) {
        return Float.float16ToFloat((short) SHORTS.get(bytes, at));
    }

    static void half(byte[] bytes, int at, double value) {
        SHORTS.set(bytes, at, Float.floatToFloat16((float) Math.min(value, MAX_WEIGHT)));
    }

    static AccountHistory.@Nullable LastPlace lastPlace(byte[] bytes) {
        int network = bytes[PLACE];
        if (network < 0) {
            return null;
        }
        GeoPoint point = new GeoPoint(
                (short) SHORTS.get(bytes, PLACE + 1) / LATITUDE_STEPS,
                (short) SHORTS.get(bytes, PLACE + 3) / LONGITUDE_STEPS);
        return new AccountHistory.LastPlace(
                point, 60L * (int) INTS.get(bytes, PLACE + 5), NetworkType.values()[network]);
    }

    static void lastPlace(byte[] bytes, GeoPoint point, long second, NetworkType network) {
        bytes[PLACE] = (byte) network.ordinal();
        SHORTS.set(bytes, PLACE + 1, (short) Math.round(point.latitude() * LATITUDE_STEPS));
        SHORTS.set(bytes, PLACE + 3, (short) Math.round(point.longitude() * LONGITUDE_STEPS));
        INTS.set(bytes, PLACE + 5, (int) (second / 60));
    }

    static int count(byte[] bytes, int feature) {
        int pair = bytes[COUNTS + feature / 2];
        return (feature & 1) == 0 ? pair & 15 : pair >>> 4 & 15;
    }

    static void count(byte[] bytes, int feature, int count) {
        int at = COUNTS + feature / 2;
        bytes[at] = (byte) ((feature & 1) == 0 ? bytes[at] & 0xf0 | count : bytes[at] & 15 | count << 4);
    }

    /// Where the values of a feature begin: behind those of all features before it. The half bytes of their
    /// counts are added up side by side.
    static int start(byte[] bytes, Feature feature) {
        int features = feature.ordinal();
        long counts = ((long) LONGS.get(bytes, COUNTS - 1) & (-1L >>> 8)) >>> 8 * (COUNT_BYTES - features / 2);
        long pairs = (counts & 0x0f0f_0f0f_0f0f_0f0fL) + (counts >>> 4 & 0x0f0f_0f0f_0f0f_0f0fL);
        int entries = (int) (pairs * 0x0101_0101_0101_0101L >>> 56);
        return ENTRIES + ENTRY * ((features & 1) == 0 ? entries : entries + count(bytes, features - 1));
    }

    static long key(byte[] bytes, int at) {
        long high = (int) INTS.get(bytes, at) & 0xffff_ffffL;
        return high << 16 | (short) SHORTS.get(bytes, at + 4) & 0xffffL;
    }

    static float weight(byte[] bytes, int at) {
        return half(bytes, at + 6);
    }

    static int day(byte[] bytes, int at) {
        return (short) SHORTS.get(bytes, at + 8) & 0xffff;
    }

    static void entry(byte[] bytes, int at, long key, double weight, int day) {
        INTS.set(bytes, at, (int) (key >>> 16));
        SHORTS.set(bytes, at + 4, (short) key);
        half(bytes, at + 6, weight);
        SHORTS.set(bytes, at + 8, (short) day);
    }

    /// The newest version of the n-th browser; -1 if none was told.
    static int version(byte[] bytes, int browser) {
        int browsers = count(bytes, Feature.BROWSER.ordinal());
        return (short) SHORTS.get(bytes, bytes.length - 2 * (browsers - browser)) - 1;
    }

    static void version(byte[] bytes, int browser, int version) {
        int browsers = count(bytes, Feature.BROWSER.ordinal());
        SHORTS.set(bytes, bytes.length - 2 * (browsers - browser), (short) (version + 1));
    }

    /// @throws IllegalArgumentException if the bytes are not a history
    static void check(byte[] bytes) {
        check(bytes.length >= ENTRIES, "it ends too early");
        check(bytes.length <= MAX_BYTES, "it is too long");
        check(bytes[0] == FORMAT, "unknown format");
        check(signIns(bytes) >= 0, "negative sign-ins");
        check(asOf(bytes) >= 0 && asOf(bytes) <= AccountHistory.LAST_SECOND, "time out of range");
        check(bytes[TAUGHT] >= 0 && bytes[TAUGHT] <= MAX_TAUGHT, "taught today out of range");
        check(bytes[PLACE] >= -1 && bytes[PLACE] < NetworkType.values().length, "unknown network type");
        check((int) INTS.get(bytes, PLACE + 5) >= 0, "time of the last place out of range");
        check(Math.abs((short) SHORTS.get(bytes, PLACE + 1)) <= 90 * LATITUDE_STEPS, "latitude out of range");
        check(Math.abs((short) SHORTS.get(bytes, PLACE + 3)) <= 180 * LONGITUDE_STEPS, "longitude out of range");
        for (int at = TALLIES; at < HOURS; at += 2) {
            boolean isMean = at == ROUND_TRIPS || at == ROUND_TRIPS + 4;
            check(Float.isFinite(half(bytes, at)) && (isMean || half(bytes, at) >= 0), "a weight is out of range");
        }
        checkEntries(bytes);
    }

    private static void checkEntries(byte[] bytes) {
        int entries = 0;
        for (Feature feature : Feature.values()) {
            check(count(bytes, feature.ordinal()) <= feature.most, "too many values");
            entries += count(bytes, feature.ordinal());
        }
        check((bytes[ENTRIES - 1] & 0xf0) == 0 || Traits.FEATURES % 2 == 0, "unknown feature");
        int browsers = count(bytes, Feature.BROWSER.ordinal());
        check(bytes.length == ENTRIES + entries * ENTRY + 2 * browsers, "its length is wrong");
        for (int i = 0; i < entries; i++) {
            int at = ENTRIES + i * ENTRY;
            float weight = weight(bytes, at);
            check(Values.isKey(key(bytes, at)), "a value is none");
            check(weight > 0 && weight <= MAX_WEIGHT + 32, "weight out of range");
            check(day(bytes, at) <= AccountHistory.day(asOf(bytes)), "a value was seen too late");
        }
        for (Feature feature : Feature.values()) {
            checkOnce(bytes, start(bytes, feature), count(bytes, feature.ordinal()));
        }
        for (int browser = 0; browser < browsers; browser++) {
            int version = version(bytes, browser);
            check(version >= -1 && version <= AccountHistory.MAX_VERSION, "version out of range");
        }
    }

    private static void checkOnce(byte[] bytes, int from, int count) {
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                check(key(bytes, from + i * ENTRY) != key(bytes, from + j * ENTRY), "a value stands twice");
            }
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("not a history: " + otherwise);
        }
    }
}
