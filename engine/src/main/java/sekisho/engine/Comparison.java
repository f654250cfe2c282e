package sekisho.engine;

/// Compares how well one value fits this member with how well it fits an attacker, in nats:
/// `ln p(value | attacker) − ln p(value | member)`.
///
/// The member's side is his habit, backed by what is common among all members: `(weight + s · common) /
/// (total + s)`, where the strength `s = novelty · variety` grows with the number of different values
/// he uses, so that somebody who changes often surprises less (Witten and Bell's estimate).
///
/// The attacker's side is a fixed model, never the members' own distribution: with probability `copied`
/// he shows what the member would show; otherwise half of the attackers take any value (`even`) and
/// half hide among ordinary people (`common`).
///
/// A value that the member has shown never speaks against him, a new one never for him: the result lies
/// between `floor` and 0 for the one, between 0 and `ceiling` for the other.
///
/// @param copied probability that an attacker shows the member's own value
/// @param novelty how many sign-ins the expectation of something new weighs
/// @param floor lowest contribution, nats
/// @param ceiling highest contribution, nats
record Comparison(double copied, double novelty, double floor, double ceiling) {

    /// How common a value is: among the members, and if all values were equally common.
    record Commonness(double common, double even) {
        static Commonness of(Population population, Feature feature, String value) {
            return new Commonness(population.share(feature, value), Population.evenShare(feature));
        }

        /// For values of which no member shares are counted.
        static Commonness even(Feature feature) {
            double even = Population.evenShare(feature);
            return new Commonness(even, even);
        }
    }

    double nats(String value, Habit habit, Commonness commonness) {
        double weight = habit.weight(value);
        double strength = novelty * habit.variety();
        double member = (weight + strength * commonness.common()) / (habit.total() + strength);
        double attacker = (commonness.even() + commonness.common()) / 2;
        double nats = Math.log(copied + (1 - copied) * attacker / member);
        return weight > 0 ? Math.clamp(nats, floor, 0) : Math.clamp(nats, 0, ceiling);
    }

    Comparison withCopied(double probability) {
        return new Comparison(probability, novelty, floor, ceiling);
    }
}
