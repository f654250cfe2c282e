package sekisho.replay;

/// How often each pair of numbers was seen: an open table of 12 bytes a slot.
final class PairCounts {
    private static final int SMALLEST = 16;

    /// A pair is never 0 here, so 0 is a free slot.
    private long[] pairs = new long[SMALLEST];

    private int[] counts = new int[SMALLEST];
    private int size;

    /// @param first not negative
    /// @param second not negative
    int get(int first, int second) {
        long pair = pair(first, second);
        int slot = slot(pair);
        return pairs[slot] == pair ? counts[slot] : 0;
    }

    /// Counts a pair once more; answers how often it was seen now.
    ///
    /// @param first not negative
    /// @param second not negative
    int increment(int first, int second) {
        long pair = pair(first, second);
        int slot = slot(pair);
        if (pairs[slot] == pair) {
            return ++counts[slot];
        }
        pairs[slot] = pair;
        counts[slot] = 1;
        if (++size > pairs.length / 5 * 3) {
            grow();
        }
        return 1;
    }

    private static long pair(int first, int second) {
        return (long) (first + 1) << 32 | second;
    }

    private int slot(long pair) {
        int mask = pairs.length - 1;
        long mixed = pair * 0x9e3779b97f4a7c15L;
        int slot = (int) (mixed ^ (mixed >>> 32)) & mask;
        while (pairs[slot] != 0 && pairs[slot] != pair) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldPairs = pairs;
        int[] oldCounts = counts;
        pairs = new long[oldPairs.length * 2];
        counts = new int[oldPairs.length * 2];
        for (int i = 0; i < oldPairs.length; i++) {
            if (oldPairs[i] != 0) {
                int slot = slot(oldPairs[i]);
                pairs[slot] = oldPairs[i];
                counts[slot] = oldCounts[i];
            }
        }
    }
}
