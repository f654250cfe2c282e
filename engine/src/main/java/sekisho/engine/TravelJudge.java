package sekisho.engine;

/// Judges whether somebody could have come here since the last proven sign-in.
final class TravelJudge {
    /// Cruising speed of an airliner.
    static final double FASTEST_KMH = 900;

    /// City data is often wrong by a prefecture, and so are the exits of providers.
    static final double SHORTEST_KM = 300;

    /// Contribution just above the fastest travel; it grows with the logarithm of the speed.
    private static final double AT_FASTEST = 1;

    /// The place of a carrier's or data centre's exit is hardly that of the person.
    private static final double VAGUE_PLACE = 0.25;

    private static final double MINUTE_IN_HOURS = 1 / 60.0;

    static final double FLOOR = 0;
    static final double CEILING = 2.5;

    private TravelJudge() {}

    static void judge(SignIn signIn, Weighing weighing) {
        Evidence.Network network = signIn.evidence.network();
        GeoPoint here = network.point();
        AccountHistory.LastPlace last = signIn.history.lastPlace();
        if (here == null || last == null) {
            return;
        }
        double km = last.point().distanceKm(here);
        double seconds = AccountHistory.secondOf(signIn.evidence.at()) - last.second();
        double hours = Math.max(seconds / 3600, MINUTE_IN_HOURS);
        double trust = Math.min(trust(network.type()), trust(last.network()));
        if (km <= SHORTEST_KM || km / hours <= FASTEST_KMH || trust == 0) {
            return;
        }
        double nats = trust * (AT_FASTEST + Math.log(km / hours / FASTEST_KMH));
        weighing.add(
                FindingType.PLACE_IMPOSSIBLE_TRAVEL,
                Math.clamp(nats, FLOOR, CEILING),
                () -> Facts.of("country", network.country())
                        .and("km", Math.round(km))
                        .and("hours", Math.round(hours * 10) / 10.0)
                        .map());
    }

    private static double trust(NetworkType type) {
        return switch (type) {
            case UNKNOWN, FIXED, CORPORATE -> 1;
            case MOBILE, HOSTING -> VAGUE_PLACE;
            case ANONYMIZER -> 0;
        };
    }
}
