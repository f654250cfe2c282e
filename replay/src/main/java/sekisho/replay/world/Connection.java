package sekisho.replay.world;

/// Where on the net somebody is.
///
/// @param address number of the address from the world's first
/// @param lineMillis what the last mile adds to the round trip
record Connection(Network network, Country.Region region, int address, double lineMillis) {
    /// The addresses lie in 240.0.0.0/4, which belongs to nobody.
    private static final int FIRST = 240 << 24;

    /// The /24 block.
    int block() {
        return address >>> 8;
    }

    String addressText() {
        int all = FIRST + address;
        return (all >>> 24) + "." + (all >>> 16 & 255) + "." + (all >>> 8 & 255) + "." + (all & 255);
    }
}
