package sekisho.engine;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The stored form of an [AccountHistory], format 1, big-endian: format (1 byte), sign-ins (4), as-of
/// second (8), taught today (1), place flag (1) and, if set, latitude (4), longitude (4), second (8),
/// network type (1); then the arrivals and, in the order of [Feature], the habits: count (1) and for
/// each value text, parent text, weight (4), last day (number), version plus one (number). A text is
/// its length (1) and that many bytes of ASCII; a number is seven bits a byte, lowest first, the top
/// bit set in all but the last (LEB128).
///
/// The order of [Feature] and [NetworkType] is part of the format: add at the end, with a new format
/// number.
final class HistoryBytes {
    static final byte FORMAT = 1;
    static final int MAX_BYTES = 8_192;
    static final float MAX_WEIGHT = 100_000f;
    static final int MAX_TAUGHT = 100;

    private HistoryBytes() {}

    static byte[] write(AccountHistory history) {
        ByteBuffer out = ByteBuffer.allocate(MAX_BYTES);
        out.put(FORMAT).putInt(history.signIns()).putLong(history.asOf()).put((byte) history.taughtToday());
        AccountHistory.LastPlace place = history.lastPlace();
        out.put((byte) (place == null ? 0 : 1));
        if (place != null) {
            out.putFloat((float) place.point().latitude())
                    .putFloat((float) place.point().longitude())
                    .putLong(place.second())
                    .put((byte) place.network().ordinal());
        }
        write(out, history.arrivals());
        for (Feature feature : Feature.values()) {
            write(out, history.habit(feature));
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private static void write(ByteBuffer out, Habit habit) {
        out.put((byte) habit.entries().size());
        for (Habit.Entry entry : habit.entries()) {
            write(out, entry.value());
            write(out, entry.parent());
            out.putFloat(entry.weight());
            writeNumber(out, entry.lastDay());
            writeNumber(out, entry.version() + 1);
        }
    }

    private static void write(ByteBuffer out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        out.put((byte) bytes.length).put(bytes);
    }

    private static void writeNumber(ByteBuffer out, int number) {
        int rest = number;
        while (rest > 0x7f) {
            out.put((byte) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    static AccountHistory read(byte[] bytes) {
        check(bytes.length <= MAX_BYTES, "too long");
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            AccountHistory history = read(in);
            check(!in.hasRemaining(), "something follows its end");
            return history;
        } catch (BufferUnderflowException tooShort) {
            throw new IllegalArgumentException("not a history: it ends too early");
        }
    }

    private static AccountHistory read(ByteBuffer in) {
        check(in.get() == FORMAT, "unknown format");
        int signIns = in.getInt();
        check(signIns >= 0, "negative sign-ins");
        long asOf = second(in);
        int taughtToday = in.get();
        check(taughtToday >= 0 && taughtToday <= MAX_TAUGHT, "taught today out of range");
        AccountHistory.LastPlace place = place(in);
        Habit arrivals = habit(in);
        Map<Feature, Habit> habits = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            habits.put(feature, habit(in));
        }
        return new AccountHistory(signIns, asOf, taughtToday, place, arrivals, habits);
    }

    private static AccountHistory.@Nullable LastPlace place(ByteBuffer in) {
        byte flag = in.get();
        check(flag == 0 || flag == 1, "place flag out of range");
        if (flag == 0) {
            return null;
        }
        GeoPoint point = new GeoPoint(in.getFloat(), in.getFloat());
        long second = second(in);
        int network = in.get();
        check(network >= 0 && network < NetworkType.values().length, "unknown network type");
        return new AccountHistory.LastPlace(point, second, NetworkType.values()[network]);
    }

    private static Habit habit(ByteBuffer in) {
        int count = in.get();
        check(count >= 0 && count <= Habit.MAX_VALUES, "too many values");
        List<Habit.Entry> entries = new ArrayList<>(count);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < count; i++) {
            Habit.Entry entry = new Habit.Entry(text(in), text(in), in.getFloat(), number(in), number(in) - 1);
            check(Values.isPlain(entry.value()), "a value is not plain");
            check(entry.parent().isEmpty() || Values.isPlain(entry.parent()), "a parent is not plain");
            check(seen.add(entry.value()), "a value stands twice");
            check(entry.weight() >= Habit.FORGOTTEN_BELOW && entry.weight() <= MAX_WEIGHT, "weight out of range");
            check(entry.version() <= AccountHistory.MAX_VERSION, "version out of range");
            entries.add(entry);
        }
        return new Habit(entries);
    }

    private static long second(ByteBuffer in) {
        long second = in.getLong();
        check(second >= 0 && second <= AccountHistory.LAST_SECOND, "time out of range");
        return second;
    }

    private static int number(ByteBuffer in) {
        long number = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            byte next = in.get();
            number |= (next & 0x7fL) << shift;
            if (next >= 0) {
                check(number <= Integer.MAX_VALUE, "a number is too large");
                return (int) number;
            }
        }
        throw new IllegalArgumentException("not a history: a number does not end");
    }

    private static String text(ByteBuffer in) {
        int length = in.get();
        check(length >= 0 && length <= Values.MAX_LENGTH, "text too long");
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("not a history: " + otherwise);
        }
    }
}
