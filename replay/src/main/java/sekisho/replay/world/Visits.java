package sekisho.replay.world;

import java.util.Arrays;

/// When members sign in.
final class Visits {
    private static final long LEAST_GAP = 10 * 60_000;

    private final Calendar calendar;
    private final double shape;
    private final double tripAppetite;

    Visits(Parameters parameters, Calendar calendar) {
        this.calendar = calendar;
        shape = parameters.group("sign_ins").number("gap_shape");
        tripAppetite = parameters.group("places").number("trip_appetite");
    }

    /// The times of a member's sign-ins, in order and at least ten minutes apart; one at least.
    long[] times(Member member, Dice dice) {
        long[] times = new long[16];
        int count = 0;
        double day = member.gapDays() * dice.unit();
        while (day < calendar.days()) {
            if (member.owner().tripOn(day) == null || dice.chance(tripAppetite)) {
                if (count == times.length) {
                    times = Arrays.copyOf(times, count * 2);
                }
                times[count++] = timeOnDay(member, day, dice);
            }
            double drift = StrictMath.exp(member.rateDrift() * day / 365);
            day += dice.gamma(shape, member.gapDays()) * drift / calendar.busyness(day);
        }
        if (count == 0) {
            times[count++] = timeOnDay(member, dice.unit() * calendar.days(), dice);
        }
        times = Arrays.copyOf(times, count);
        Arrays.sort(times);
        for (int i = 1; i < count; i++) {
            times[i] = Math.max(times[i], times[i - 1] + LEAST_GAP);
        }
        return times;
    }

    private long timeOnDay(Member member, double day, Dice dice) {
        Person person = member.owner();
        Person.Trip trip = person.tripOn(day);
        Country where = trip == null ? person.home().country() : trip.country();
        double shift = person.hourShift() + person.hourDrift() * day / 365;
        long at = calendar.timeOnDay(day, where.hours(), shift, dice);
        if (at < calendar.start()) {
            return at + Calendar.DAY;
        }
        return at < calendar.end() ? at : at - Calendar.DAY;
    }
}
