package sekisho.engine;

import java.nio.ByteBuffer;

/// How often a member signs in in a year, from the times between a member's sign-ins: their number by their
/// sum. A member who stays away for good adds to neither. It remembers about one year.
///
/// In the first months it is too high, because long times between sign-ins are not seen yet.
final class SignInRate {
    static final int BYTES = 3 * Double.BYTES;

    private static final double SECONDS_PER_YEAR = 365.25 * 86_400;
    private static final long WEEK = 7 * 86_400;
    private static final double KEPT_PER_WEEK = 51 / 52.0;
    private static final int MOST_WEEKS = 1_000;

    /// So many times between sign-ins weigh as much as what is assumed.
    private static final double ASSUMED_WEIGHT = 200;

    private double times = ASSUMED_WEIGHT;
    private double years = ASSUMED_WEIGHT / Policy.Budget.ASSUMED_SIGN_INS;
    private long week = Long.MIN_VALUE;

    double perMemberAndYear() {
        return times / years;
    }

    /// Notes two sign-ins of a member, one after the other.
    ///
    /// @param second of the later one
    /// @param before second of the earlier one
    void observe(long second, long before) {
        long current = Math.floorDiv(second, WEEK);
        if (week == Long.MIN_VALUE) {
            week = current;
        }
        for (long passed = Math.min(current - week, MOST_WEEKS); passed > 0; passed--) {
            times *= KEPT_PER_WEEK;
            years *= KEPT_PER_WEEK;
        }
        week = Math.max(week, current);
        times++;
        years += Math.max(0, second - before) / SECONDS_PER_YEAR;
    }

    void write(ByteBuffer out) {
        out.putDouble(times).putDouble(years).putLong(week);
    }

    /// @throws IllegalArgumentException if what follows is not a rate
    static SignInRate read(ByteBuffer in) {
        SignInRate read = new SignInRate();
        read.times = in.getDouble();
        read.years = in.getDouble();
        read.week = in.getLong();
        if (!(read.times > 0 && read.times < 1e15 && read.years > 0 && read.years < 1e15)) {
            throw new IllegalArgumentException("not a rate of sign-ins: it is out of range");
        }
        return read;
    }
}
