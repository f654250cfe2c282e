package sekisho.replay;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Gives each different value a number, from 0 in the order of appearance. An open table of references:
/// millions of members or addresses cost a few bytes each beside their text.
final class Numbering<T> {
    private static final int SMALLEST = 16;

    private @Nullable Object[] keys = new Object[SMALLEST];
    private int[] numbers = new int[SMALLEST];
    private int size;

    /// The number of a value; a new value gets the next one.
    int of(T value) {
        int slot = slot(value);
        if (keys[slot] != null) {
            return numbers[slot];
        }
        keys[slot] = value;
        numbers[slot] = size++;
        if (size > keys.length / 2) {
            grow();
        }
        return size - 1;
    }

    /// The number of a value, or -1 if it has none.
    int find(T value) {
        int slot = slot(value);
        return keys[slot] == null ? -1 : numbers[slot];
    }

    /// The value that has a number. It searches the whole table.
    @SuppressWarnings("unchecked")
    T value(int number) {
        for (int slot = 0; slot < keys.length; slot++) {
            Object key = keys[slot];
            if (key != null && numbers[slot] == number) {
                return (T) key;
            }
        }
        throw new IllegalArgumentException("nothing has the number " + number);
    }

    /// How many different values have a number.
    int size() {
        return size;
    }

    private int slot(Object value) {
        int mask = keys.length - 1;
        int slot = mix(value.hashCode()) & mask;
        for (Object key = keys[slot]; key != null; key = keys[slot]) {
            if (key == value || key.equals(value)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int mix(int hash) {
        int mixed = hash * 0x9e3779b9;
        return mixed ^ (mixed >>> 15);
    }

    private void grow() {
        @Nullable Object[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = Arrays.copyOf(new Object[0], oldKeys.length * 2);
        numbers = new int[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            Object key = oldKeys[i];
            if (key != null) {
                int slot = slot(key);
                keys[slot] = key;
                numbers[slot] = oldNumbers[i];
            }
        }
    }
}
