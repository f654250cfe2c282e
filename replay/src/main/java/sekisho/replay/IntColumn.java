package sekisho.replay;

import java.util.Arrays;

/// A number for each index from 0 on, 0 until it is set; grows as it is written to.
final class IntColumn {
    private int[] values = new int[16];

    int get(int index) {
        return index < values.length ? values[index] : 0;
    }

    void set(int index, int value) {
        if (index >= values.length) {
            values = Arrays.copyOf(values, Math.max(index + 1, values.length / 2 * 3));
        }
        values[index] = value;
    }

    void increment(int index) {
        set(index, get(index) + 1);
    }
}
