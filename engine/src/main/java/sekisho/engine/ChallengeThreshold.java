package sekisho.engine;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// Follows, sign-in by sign-in, from which log-odds on the budgeted share of the members' proven sign-ins lies.
///
/// It keeps a histogram of log-odds that fades by the number of sign-ins, and aims at the log-odds that leave
/// the budgeted share above. Because a histogram lags behind when members change, it also keeps an account
/// of the questions that the budget allowed and that were asked: whoever asked too many aims lower until that is
/// evened out, and the other way round (in the manner of adaptive conformal inference, Gibbs and Candès, NeurIPS
/// 2021). The account bounds the error: over any stretch of time, the questions asked differ from the budget
/// by what the account changed, whatever the members do.
///
/// Not thread-safe.
public final class ChallengeThreshold {
    /// Log-odds beyond ±32 count as 32.
    private static final int FARTHEST = 32;

    private static final int BINS_PER_NAT = 32;
    private static final int BINS = 2 * FARTHEST * BINS_PER_NAT;

    /// The histogram remembers so many sign-ins that about this number of questions is among them.
    static final int WINDOW = 200;

    private static final int FADES_PER_WINDOW = 8;

    /// Weight of one sign-in.
    private static final long ONE = 1 << 20;

    private static final long MOST_WEIGHT = 1L << 50;

    /// So many questions too many lower the share that is aimed at by the factor e.
    static final double PATIENCE = 30;

    /// The account goes no farther, so that it recovers when something else than the budget decides for a while.
    private static final double MOST_OWED = 5 * PATIENCE;

    /// How much of a window the assumed log-odds weigh at the beginning.
    private static final double ASSUMED_WINDOWS = 0.25;

    /// Log-odds in nats over which the assumed number of sign-ins falls to one e-th: the slope between the two
    /// starts of the standard policy, whose levels are a factor of ten apart.
    static final double ASSUMED_SLOPE =
            (Assessment.logOdds(Policy.STANDARD_HIGH_FROM) - Assessment.logOdds(Policy.STANDARD_MEDIUM_FROM))
                    / Math.log(10);

    /// The share of the members' sign-ins that is assumed to lie above the medium level of the standard policy.
    private static final double STANDARD_SHARE = 0.01;

    private static final byte FORMAT = 1;

    private final long[] weights = new long[BINS];
    private long total;
    private double owed;
    private double sinceFade;
    private int from = BINS;
    private long above;

    private ChallengeThreshold() {}

    /// The log-odds at which a budget of this share starts.
    static double assumed(double share) {
        double start =
                Assessment.logOdds(Policy.STANDARD_MEDIUM_FROM) - ASSUMED_SLOPE * Math.log(share / STANDARD_SHARE);
        return Math.clamp(start, 1 - FARTHEST, FARTHEST - 1);
    }

    /// A threshold that has seen nothing and stands where it is told to.
    ///
    /// @param share the budgeted share of the sign-ins
    /// @param start log-odds to begin with
    public static ChallengeThreshold startingAt(double start, double share) {
        ChallengeThreshold threshold = new ChallengeThreshold();
        double assumed = ASSUMED_WINDOWS * WINDOW / share * ONE;
        for (int bin = BINS - 1; bin >= 0; bin--) {
            double reaching = Math.min(1, share * Math.exp((start - edge(bin)) / ASSUMED_SLOPE));
            threshold.weights[bin] = (long) (assumed * reaching) - threshold.total;
            threshold.total += threshold.weights[bin];
        }
        threshold.aim(share);
        return threshold;
    }

    /// The lowest log-odds that are to be challenged.
    public double logOdds() {
        return edge(from);
    }

    /// Notes a sign-in of a member, who proved to be the member, and moves the threshold.
    ///
    /// @param logOdds of the sign-in
    /// @param share the budgeted share of the sign-ins at this time, above 0 and at most 0.5
    public void observe(double logOdds, double share) {
        int bin = bin(logOdds);
        owed = Math.clamp(owed + share - (bin >= from ? 1 : 0), -MOST_OWED, MOST_OWED);
        weights[bin] += ONE;
        total += ONE;
        above += bin >= from ? ONE : 0;
        sinceFade += share;
        if (sinceFade * FADES_PER_WINDOW >= WINDOW) {
            sinceFade = 0;
            fade();
        }
        aim(share);
    }

    private void fade() {
        total = 0;
        above = 0;
        for (int bin = 0; bin < BINS; bin++) {
            weights[bin] -= weights[bin] / FADES_PER_WINDOW;
            total += weights[bin];
            above += bin >= from ? weights[bin] : 0;
        }
    }

    /// Moves to the lowest log-odds that leave no more above than is aimed at.
    private void aim(double share) {
        double allowed = total * Math.min(1, share * Math.exp(owed / PATIENCE));
        while (above > allowed) {
            above -= weights[from];
            from++;
        }
        while (from > 0 && above + weights[from - 1] <= allowed) {
            from--;
            above += weights[from];
        }
    }

    /// What this one has seen of the members, aimed at another share.
    ChallengeThreshold aimedAt(double share) {
        ChallengeThreshold other = new ChallengeThreshold();
        System.arraycopy(weights, 0, other.weights, 0, BINS);
        other.total = total;
        other.aim(share);
        return other;
    }

    /// Compact form for the store.
    public byte[] toBytes() {
        int used = 0;
        for (long weight : weights) {
            used += weight > 0 ? 1 : 0;
        }
        ByteBuffer out = ByteBuffer.allocate(1 + 8 + 8 + 2 + 2 + 10 * used);
        out.put(FORMAT)
                .putDouble(owed)
                .putDouble(sinceFade)
                .putShort((short) from)
                .putShort((short) used);
        for (int bin = 0; bin < BINS; bin++) {
            if (weights[bin] > 0) {
                out.putShort((short) bin).putLong(weights[bin]);
            }
        }
        return out.array();
    }

    /// Reads what [#toBytes()] wrote.
    ///
    /// @throws IllegalArgumentException if the bytes are not a threshold
    public static ChallengeThreshold fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            check(in.get() == FORMAT, "unknown format");
            ChallengeThreshold read = new ChallengeThreshold();
            read.owed = in.getDouble();
            check(Math.abs(read.owed) <= MOST_OWED, "its account is out of range");
            read.sinceFade = in.getDouble();
            check(read.sinceFade >= 0 && read.sinceFade < WINDOW, "its fading is out of range");
            read.from = in.getShort();
            check(read.from >= 0 && read.from <= BINS, "it stands out of range");
            read.readWeights(in);
            check(!in.hasRemaining(), "something follows its end");
            return read;
        } catch (BufferUnderflowException tooShort) {
            throw new IllegalArgumentException("not a threshold: it ends too early");
        }
    }

    private void readWeights(ByteBuffer in) {
        int previous = -1;
        for (int left = in.getShort(); left > 0; left--) {
            int bin = in.getShort();
            long weight = in.getLong();
            check(bin > previous && bin < BINS, "its log-odds are out of order");
            check(weight > 0 && weight < MOST_WEIGHT, "a weight is out of range");
            weights[bin] = weight;
            total += weight;
            above += bin >= from ? weight : 0;
            previous = bin;
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("not a threshold: " + otherwise);
        }
    }

    /// What is not a number counts as the highest risk.
    private static int bin(double logOdds) {
        if (Double.isNaN(logOdds)) {
            return BINS - 1;
        }
        return (int) Math.clamp(Math.floor((logOdds + FARTHEST) * BINS_PER_NAT), 0, BINS - 1);
    }

    private static double edge(int bin) {
        return (double) bin / BINS_PER_NAT - FARTHEST;
    }
}
