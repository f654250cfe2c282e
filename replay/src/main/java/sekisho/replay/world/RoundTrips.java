package sekisho.replay.world;

/// How long a round trip to the service takes.
final class RoundTrips {
    /// For a round trip that wasn't measured.
    static final int NOT_KNOWN = -1;

    private final double known;
    private final double jitter;
    private final double jitterMobile;
    private final double mobile;
    private final double corporate;
    private final double hosting;
    private final double spikes;
    private final double spike;

    RoundTrips(Parameters parameters) {
        Parameters group = parameters.group("round_trip");
        known = group.number("known");
        jitter = group.number("jitter");
        jitterMobile = group.number("jitter_mobile");
        mobile = group.number("mobile");
        corporate = group.number("corporate");
        hosting = group.number("hosting");
        spikes = group.number("spikes");
        spike = group.number("spike");
    }

    /// Milliseconds from the connection, measured through a further way of `leg` milliseconds behind it.
    int millis(Connection connection, double leg, Dice dice) {
        double base = connection.network().country().roundTripMillis()
                + connection.region().roundTripMillis()
                + connection.lineMillis()
                + leg;
        double noise = switch (connection.network().type()) {
            case MOBILE -> mobile + dice.gamma(2, jitterMobile);
            case CORPORATE -> corporate + dice.gamma(2, jitter);
            case HOSTING, ANONYMIZER -> hosting + dice.gamma(2, jitter / 2);
            case FIXED, UNKNOWN -> dice.gamma(2, jitter);
        };
        double busy = dice.chance(spikes) ? dice.exponential(spike) : 0;
        return dice.chance(known) ? (int) Math.round(base + noise + busy) : NOT_KNOWN;
    }
}
