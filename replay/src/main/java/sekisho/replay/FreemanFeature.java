package sekisho.replay;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the reference has counted of one feature: of the full value, such as the address, and of the
/// coarser values around it, such as provider and country.
final class FreemanFeature {
    private final Level top;
    private final List<Level> coarser;

    private FreemanFeature(Level top, List<Level> coarser) {
        this.top = top;
        this.coarser = coarser;
    }

    /// Address, provider, country.
    static FreemanFeature address() {
        return new FreemanFeature(
                new Level(0.6, Login::address), List.of(new Level(0.3, Login::asn), new Level(0.1, Login::country)));
    }

    /// User agent, browser, operating system, device type.
    static FreemanFeature agent() {
        return new FreemanFeature(
                new Level(0.5386653840551359, Login::userAgent),
                List.of(
                        new Level(0.2680451498625666, Login::browser),
                        new Level(0.18818295100109536, Login::system),
                        new Level(0.0051065150812021525, Login::deviceType)));
    }

    /// How common the values are among everybody, divided by how common they are for the member.
    ///
    /// @param past number of the member's sign-ins, at least 1
    /// @param all number of everybody's sign-ins
    /// @param smoothing where the term A is taken from
    double ratio(Login login, int member, int past, int all, FreemanFeature smoothing) {
        int number = top.find(login);
        double everybody = top.weight * smoothing.reliability(login) * share(top.seen(number), all);
        double own = top.weight * top.seenBy(member, number) / past;
        for (Level level : coarser) {
            int value = level.find(login);
            everybody += level.weight * level.seen(value) / all;
            own += level.weight * level.seenBy(member, value) / past;
        }
        return everybody / (own == 0 ? everybody / 4 : own);
    }

    /// The term A: it falls when a full value was seen a few times only.
    private double reliability(Login login) {
        int number = top.find(login);
        double seen = top.seen(number);
        if (seen == 0) {
            return 1;
        }
        double different = 1;
        for (Level level : coarser) {
            different += level.companions(number);
        }
        return 1 - different / (seen + different);
    }

    /// The term B: the share of a full value, some of it kept for values never seen. The order of the
    /// operations is the reference's.
    private double share(int seen, double all) {
        double reserved = 1;
        for (Level level : coarser) {
            reserved += level.numbers.size();
        }
        return seen == 0 ? 1 / (all + reserved) : seen / all * (1 - reserved / (all + reserved));
    }

    void learn(Login login, int member) {
        int number = top.learn(login, member);
        for (Level level : coarser) {
            level.join(number, level.learn(login, member));
        }
    }

    /// The counts of one level.
    private static final class Level {
        private final double weight;
        private final Function<Login, @Nullable Object> value;
        private final Numbering<Object> numbers = new Numbering<>();
        private final IntColumn seen = new IntColumn();
        private final PairCounts byMember = new PairCounts();

        /// For each full value, one more than the number of the first value of this level beside it.
        private final IntColumn firstCompanion = new IntColumn();

        private final IntColumn companions = new IntColumn();

        /// Full values with a value of this level after the first; most have only one.
        private final PairCounts otherCompanions = new PairCounts();

        Level(double weight, Function<Login, @Nullable Object> value) {
            this.weight = weight;
            this.value = value;
        }

        private Object value(Login login) {
            return Objects.requireNonNull(value.apply(login));
        }

        int find(Login login) {
            return numbers.find(value(login));
        }

        int seen(int number) {
            return number < 0 ? 0 : seen.get(number);
        }

        int seenBy(int member, int number) {
            return number < 0 ? 0 : byMember.get(member, number);
        }

        int companions(int full) {
            return companions.get(full);
        }

        int learn(Login login, int member) {
            int number = numbers.of(value(login));
            seen.increment(number);
            byMember.increment(member, number);
            return number;
        }

        /// Remembers that a full value came with this value.
        void join(int full, int number) {
            int first = firstCompanion.get(full);
            if (first == 0) {
                firstCompanion.set(full, number + 1);
                companions.increment(full);
            } else if (first != number + 1 && otherCompanions.increment(full, number) == 1) {
                companions.increment(full);
            }
        }
    }
}
