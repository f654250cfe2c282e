package sekisho.engine;

import java.util.Arrays;

/// Compares how likely each kind of attacker shows a value with how likely the member does.
///
/// The member shows something new as often as members do under these circumstances ([Population#newness]),
/// corrected by how often he himself did ([Tally]); else one of his values as often as he used it. An attacker
/// copies the member's value, or draws one of his own ([Attacker#draws]).
///
/// A value that the member has shown never speaks against him, a new one never for him, and no value counts
/// for more than the limits of its level.
final class Comparison {
    private Comparison() {}

    /// For each kind of attacker `p(value | kind) / p(value | member)`, or 1 where nothing is compared.
    static double[] ratios(SignIn signIn, Level level) {
        return switch (signIn.outcome(level)) {
            case NOT_COMPARED -> Weighing.ratios(kind -> 1);
            case KNOWN -> known(signIn, level);
            case NEW -> freshAtLeastAsBelow(signIn, level);
        };
    }

    private static double[] known(SignIn signIn, Level level) {
        double frequency = signIn.frequency(level);
        double member = (1 - newness(signIn, level)) * frequency;
        double share = signIn.share(level, signIn.key(level));
        double even = Population.evenShare(level.feature);
        double floor = LEAST_RATIO[level.ordinal()];
        return Weighing.ratios(kind -> {
            double copies = kind.copies(level);
            double shows = copies * frequency + (1 - copies) * kind.hits(level, share, even);
            return Math.clamp(shows / member, floor, 1);
        });
    }

    /// Something new at a wide level never surprises less than something new at a narrower one would.
    private static double[] freshAtLeastAsBelow(SignIn signIn, Level level) {
        double[] ratios = fresh(signIn, level);
        for (Level narrower = level.narrower(); narrower != null; narrower = narrower.narrower()) {
            if (signIn.key(narrower) != Values.NONE && signIn.history.count(narrower.feature) > 0) {
                double[] below = fresh(signIn, narrower);
                for (int i = 0; i < ratios.length; i++) {
                    ratios[i] = Math.max(ratios[i], below[i]);
                }
            }
        }
        return ratios;
    }

    private static double[] fresh(SignIn signIn, Level level) {
        double newness = newness(signIn, level);
        double share = signIn.share(level, signIn.key(level));
        double even = Population.evenShare(level.feature);
        // Of browsers, systems and prefixes the new ones are drawn like all others, once those that are known are out.
        double drawnByMembers = level == Level.COUNTRY || level == Level.PROVIDER
                ? signIn.shareAmongNew(level)
                : share / (1 - signIn.shareOfKnown(level));
        double ceiling = greatestRatio(level);
        return Weighing.ratios(kind -> {
            double draws = (1 - kind.copies(level)) * kind.draws(level, share, even) / drawnByMembers;
            return Math.clamp(draws / newness, 1, ceiling);
        });
    }

    /// How often this member shows something new at this level, under these circumstances.
    static double newness(SignIn signIn, Level level) {
        double probability = signIn.newness(level);
        double odds = probability / (1 - probability) * signIn.population.novelty(signIn, level);
        return odds / (1 + odds);
    }

    private static final double[] LEAST_RATIO = Arrays.stream(Level.values())
            .mapToDouble(level -> Math.exp(floor(level)))
            .toArray();
    private static final double[] GREATEST_RATIO = Arrays.stream(Level.values())
            .mapToDouble(level -> Math.exp(ceiling(level)))
            .toArray();

    /// The ratio that contributes [#ceiling].
    static double greatestRatio(Level level) {
        return GREATEST_RATIO[level.ordinal()];
    }

    /// The lowest contribution of a level, in nats.
    static double floor(Level level) {
        return switch (level) {
            case COUNTRY, PROVIDER -> -3;
            case PREFIX -> -3.5;
            case ADDRESS -> -3;
            case REGION, AGENT -> -2;
            case DEVICE_TYPE, SYSTEM, BROWSER, LANGUAGE, LANGUAGES, SCREEN, HINTS -> -1.5;
        };
    }

    /// The highest contribution of a level, in nats.
    static double ceiling(Level level) {
        return switch (level) {
            case COUNTRY -> 4.5;
            case PROVIDER, PREFIX -> 3.5;
            case REGION, AGENT, LANGUAGE -> 3;
            case ADDRESS, BROWSER, SYSTEM, SCREEN, HINTS -> 2.5;
            case DEVICE_TYPE, LANGUAGES -> 2;
        };
    }
}
