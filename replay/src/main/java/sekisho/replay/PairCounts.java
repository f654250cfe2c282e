package sekisho.replay;

/// How often each pair of numbers was seen: an open table of 12 bytes a slot, side by side so that a look-up
/// touches one place of memory.
final class PairCounts {
    private static final int SMALLEST = 16;

    /// Three numbers a slot: one more than the first of the pair, or 0 for a free slot; the second; the count.
    private int[] slots = new int[3 * SMALLEST];

    private int mask = SMALLEST - 1;
    private int size;

    /// @param first not negative
    /// @param second not negative
    int get(int first, int second) {
        return slots[slot(first + 1, second) + 2];
    }

    /// Counts a pair once more; answers how often it was seen now.
    ///
    /// @param first not negative
    /// @param second not negative
    int increment(int first, int second) {
        int slot = slot(first + 1, second);
        if (slots[slot] == 0) {
            slots[slot] = first + 1;
            slots[slot + 1] = second;
            if (++size > (mask + 1) / 5 * 3) {
                slots[slot + 2] = 1;
                grow();
                return 1;
            }
        }
        return ++slots[slot + 2];
    }

    /// Where a pair stands, or the free slot where it would.
    private int slot(int first, int second) {
        long mixed = ((long) first << 32 | second) * 0x9e3779b97f4a7c15L;
        int slot = (int) (mixed ^ (mixed >>> 32)) & mask;
        while (slots[3 * slot] != 0 && (slots[3 * slot] != first || slots[3 * slot + 1] != second)) {
            slot = (slot + 1) & mask;
        }
        return 3 * slot;
    }

    private void grow() {
        int[] old = slots;
        slots = new int[old.length * 2];
        mask = 2 * mask + 1;
        for (int i = 0; i < old.length; i += 3) {
            if (old[i] != 0) {
                System.arraycopy(old, i, slots, slot(old[i], old[i + 1]), 3);
            }
        }
    }
}
