package sekisho.engine;

import java.nio.ByteBuffer;

/// How often a member signs in in a year, on an average: the returns of known members by the time that they
/// were known. A member counts from the first sign-in that was seen until a year has passed without another. It
/// remembers about one year.
///
/// In the first weeks it is somewhat too high, because members who come seldom were not seen yet.
final class SignInRate {
    private static final int WEEKS = 53;

    static final int BYTES = 2 * Double.BYTES + Long.BYTES + WEEKS * Integer.BYTES;

    private static final long SECONDS_PER_WEEK = 7 * AccountHistory.SECONDS_PER_DAY;
    private static final double SECONDS_PER_YEAR = 365.25 * AccountHistory.SECONDS_PER_DAY;
    private static final double KEPT_PER_WEEK = 51 / 52.0;

    /// So many returns weigh as much as what is assumed.
    private static final double ASSUMED_WEIGHT = 200;

    private double returns = ASSUMED_WEIGHT;
    private double years = ASSUMED_WEIGHT / Policy.Budget.ASSUMED_SIGN_INS;
    private long now = Long.MIN_VALUE;

    /// Members by the week of their last sign-in, each week in its place modulo their number.
    private final int[] lastSeen = new int[WEEKS];

    private int members;

    double perMemberAndYear() {
        return returns / years;
    }

    /// Notes a sign-in.
    ///
    /// @param before what was remembered of the member before it
    void observe(long second, AccountHistory before) {
        turnTo(second);
        long last = before.signIns() == 0 ? Long.MIN_VALUE : before.asOf() / SECONDS_PER_WEEK;
        long week = now / SECONDS_PER_WEEK;
        if (last > week - WEEKS && last <= week && lastSeen[place(last)] > 0) {
            lastSeen[place(last)]--;
            returns++;
        } else {
            members++;
        }
        lastSeen[place(week)]++;
    }

    /// Lets time pass. It never runs backwards.
    private void turnTo(long second) {
        if (now == Long.MIN_VALUE) {
            now = second;
        }
        long left = Math.max(0, second / SECONDS_PER_WEEK - now / SECONDS_PER_WEEK);
        if (left > WEEKS) {
            now = second - WEEKS * SECONDS_PER_WEEK;
            left = WEEKS;
        }
        for (; left > 0; left--) {
            long next = (now / SECONDS_PER_WEEK + 1) * SECONDS_PER_WEEK;
            pass(next);
            returns *= KEPT_PER_WEEK;
            years *= KEPT_PER_WEEK;
            int place = place(next / SECONDS_PER_WEEK);
            members -= lastSeen[place];
            lastSeen[place] = 0;
        }
        pass(Math.max(now, second));
    }

    private void pass(long until) {
        years += members * ((until - now) / SECONDS_PER_YEAR);
        now = until;
    }

    private static int place(long week) {
        return (int) Math.floorMod(week, WEEKS);
    }

    void write(ByteBuffer out) {
        out.putDouble(returns).putDouble(years).putLong(now);
        for (int seen : lastSeen) {
            out.putInt(seen);
        }
    }

    /// @throws IllegalArgumentException if what follows is not a rate
    static SignInRate read(ByteBuffer in) {
        SignInRate read = new SignInRate();
        read.returns = in.getDouble();
        read.years = in.getDouble();
        read.now = in.getLong();
        for (int i = 0; i < WEEKS; i++) {
            read.lastSeen[i] = in.getInt();
            check(read.lastSeen[i] >= 0 && read.lastSeen[i] <= Integer.MAX_VALUE - read.members);
            read.members += read.lastSeen[i];
        }
        check(read.returns > 0 && read.returns < 1e15 && read.years > 0 && read.years < 1e15);
        check(read.now == Long.MIN_VALUE || Math.abs(read.now) < 1L << 40);
        return read;
    }

    private static void check(boolean inRange) {
        if (!inRange) {
            throw new IllegalArgumentException("not a rate of sign-ins: it is out of range");
        }
    }
}
