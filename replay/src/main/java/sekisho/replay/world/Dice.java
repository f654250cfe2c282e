package sekisho.replay.world;

/// A stream of random numbers (SplitMix64). The same seed, purpose and number give the same stream on
/// every machine.
final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    static Dice of(long seed, String purpose, long number) {
        long state = mix(seed + GOLDEN);
        for (int i = 0; i < purpose.length(); i++) {
            state = mix(state * 31 + purpose.charAt(i));
        }
        return new Dice(mix(state ^ mix(number + GOLDEN)));
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    long bits() {
        state += GOLDEN;
        return mix(state);
    }

    /// From 0 to 1, without 1.
    double unit() {
        return (bits() >>> 11) * 0x1.0p-53;
    }

    /// From 0 to `bound`, without `bound`.
    int below(int bound) {
        return (int) (unit() * bound);
    }

    boolean chance(double share) {
        return unit() < share;
    }

    double between(double from, double to) {
        return from + (to - from) * unit();
    }

    double exponential(double mean) {
        return -mean * StrictMath.log(1 - unit());
    }

    /// Normal with mean 0 and standard deviation 1.
    double normal() {
        return StrictMath.sqrt(-2 * StrictMath.log(1 - unit())) * StrictMath.cos(2 * StrictMath.PI * unit());
    }

    double logNormal(double median, double sigma) {
        return median * StrictMath.exp(sigma * normal());
    }

    /// Gamma-distributed with this mean (Marsaglia and Tsang).
    double gamma(double shape, double mean) {
        if (shape < 1) {
            double power = StrictMath.pow(1 - unit(), 1 / shape);
            return gamma(shape + 1, (shape + 1) * mean / shape) * power;
        }
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double x = normal();
            double v = 1 + c * x;
            if (v > 0) {
                v = v * v * v;
                if (StrictMath.log(1 - unit()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                    return d * v * mean / shape;
                }
            }
        }
    }

    /// A count with this mean, for small means.
    int poisson(double mean) {
        double left = StrictMath.exp(-mean);
        int count = -1;
        double product = 1;
        do {
            count++;
            product *= 1 - unit();
        } while (product > left);
        return count;
    }
}
