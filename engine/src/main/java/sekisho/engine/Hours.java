package sekisho.engine;

/// Judges the time of day, in eighths of the UTC day: more an explanation than evidence.
final class Hours {
    /// The members' common day weighs as much as so many sign-ins of this one.
    private static final double STRENGTH = 12;

    static final double LIMIT = 0.7;
    private static final double LEAST_RATIO = Math.exp(-LIMIT);
    private static final double GREATEST_RATIO = Math.exp(LIMIT);

    private Hours() {}

    static int eighthOf(Evidence evidence) {
        return (int) (AccountHistory.secondOf(evidence.at()) % AccountHistory.SECONDS_PER_DAY / 10_800);
    }

    static void judge(SignIn signIn, Weighing weighing) {
        double all = 0;
        for (int i = 0; i < HistoryBytes.EIGHTHS; i++) {
            all += signIn.history.hourWeight(i);
        }
        if (all == 0) {
            return;
        }
        int eighth = eighthOf(signIn.evidence);
        double common = signIn.population.hour(eighth);
        double weight = signIn.history.hourWeight(eighth) / 8.0;
        double member = (weight + STRENGTH * common) / (all / 8 + STRENGTH);
        double attacker = 0.5 * common + 0.5 / HistoryBytes.EIGHTHS;
        double ratio = Math.clamp(attacker / member, LEAST_RATIO, GREATEST_RATIO);
        weighing.add(
                ratio > 1 ? FindingType.TIME_UNUSUAL : FindingType.TIME_USUAL,
                Weighing.ratios(kind -> kind == Attacker.INSIDER ? 1 : ratio),
                () -> Facts.of("hourUtc", 3 * eighth).map());
    }
}
