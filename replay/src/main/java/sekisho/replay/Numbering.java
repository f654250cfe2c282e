package sekisho.replay;

import org.jspecify.annotations.Nullable;

/// Gives each different value a number, from 0 in the order of appearance. An open table of references:
/// millions of members or addresses cost a few bytes each beside their text.
final class Numbering<T> {
    private static final int SMALLEST = 16;

    private @Nullable Object[] keys = new Object[SMALLEST];

    /// For each key its hash, and its number plus one, so that few other keys are looked at.
    private long[] marks = new long[SMALLEST];

    private int size;

    /// The number of a value; a new value gets the next one.
    int of(T value) {
        int hash = mix(value.hashCode());
        int slot = slot(value, hash);
        if (marks[slot] != 0) {
            return number(slot);
        }
        keys[slot] = value;
        marks[slot] = mark(hash, size++);
        if (size > keys.length / 2) {
            grow();
        }
        return size - 1;
    }

    /// The number of a value, or -1 if it has none.
    int find(T value) {
        return number(slot(value, mix(value.hashCode())));
    }

    /// The value that has a number. It searches the whole table.
    @SuppressWarnings("unchecked")
    T value(int number) {
        for (int slot = 0; slot < keys.length; slot++) {
            Object key = keys[slot];
            if (key != null && number(slot) == number) {
                return (T) key;
            }
        }
        throw new IllegalArgumentException("nothing has the number " + number);
    }

    /// How many different values have a number.
    int size() {
        return size;
    }

    /// Where a value stands, or the free slot where it would.
    private int slot(Object value, int hash) {
        int mask = keys.length - 1;
        int slot = hash & mask;
        while (marks[slot] != 0 && !((int) (marks[slot] >>> 32) == hash && isAt(slot, value))) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean isAt(int slot, Object value) {
        Object key = keys[slot];
        return key == value || value.equals(key);
    }

    private int number(int slot) {
        return (int) marks[slot] - 1;
    }

    private static long mark(int hash, int number) {
        return (long) hash << 32 | number + 1;
    }

    private static int mix(int hash) {
        int mixed = hash * 0x9e3779b9;
        return mixed ^ (mixed >>> 15);
    }

    private void grow() {
        @Nullable Object[] oldKeys = keys;
        long[] oldMarks = marks;
        keys = new Object[oldKeys.length * 2];
        marks = new long[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            Object key = oldKeys[i];
            if (key != null) {
                int slot = slot(key, (int) (oldMarks[i] >>> 32));
                keys[slot] = key;
                marks[slot] = oldMarks[i];
            }
        }
    }
}
