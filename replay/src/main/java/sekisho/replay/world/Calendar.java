package sekisho.replay.world;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// The days that the world covers, and how busy they and their hours are.
final class Calendar {
    static final long HOUR = 3_600_000;
    static final long DAY = 24 * HOUR;
    private static final double YEAR_DAYS = 365;

    private final long start;
    private final int days;
    private final int firstDayOfYear;
    private final int firstWeekday;
    private final Weighted<Integer> hours;
    private final int yearEndFrom;
    private final double yearEndFactor;
    private final double weekendFactor;
    private final double meanBusyness;

    Calendar(Parameters parameters, Era era, int days) {
        Parameters group = parameters.group("calendar");
        LocalDate first = LocalDate.parse(
                switch (era) {
                    case Y2020 -> group.text("start_2020");
                    case Y2026 -> group.text("start_2026");
                });
        start = first.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        this.days = days;
        firstDayOfYear = first.getDayOfYear();
        firstWeekday = first.getDayOfWeek().getValue();
        List<String> traffic = group.list("hours");
        List<Integer> clock = new ArrayList<>();
        for (int hour = 0; hour < traffic.size(); hour++) {
            clock.add(hour);
        }
        hours = Weighted.of(clock, hour -> Double.parseDouble(traffic.get(hour)));
        yearEndFrom = group.whole("year_end_from");
        yearEndFactor = group.number("year_end_factor");
        weekendFactor = group.number("weekend_factor");
        double peakDays = YEAR_DAYS - yearEndFrom + 1;
        meanBusyness = (1 + (yearEndFactor - 1) * peakDays / YEAR_DAYS) * (5 + 2 * weekendFactor) / 7;
    }

    long start() {
        return start;
    }

    long end() {
        return start + days * DAY;
    }

    int days() {
        return days;
    }

    /// Days since the first, with a fraction.
    double dayOf(long at) {
        return (double) (at - start) / DAY;
    }

    /// The part of a year since the first day.
    double yearsOf(long at) {
        return dayOf(at) / YEAR_DAYS;
    }

    /// How many times the usual number of sign-ins this day brings.
    double busyness(double day) {
        int ordinal = (int) ((firstDayOfYear - 1 + (long) day) % (long) YEAR_DAYS) + 1;
        double season = (ordinal >= yearEndFrom ? yearEndFactor : 1) / meanBusyness;
        return isWeekend((long) day) ? season * weekendFactor : season;
    }

    private boolean isWeekend(long day) {
        return Math.floorMod(firstWeekday - 1 + day, 7) >= 5;
    }

    /// A time on the day that shows this date to somebody `offset` hours from UTC; the hour is drawn from
    /// the day's traffic and moved by `shift` hours.
    long timeOnDay(double day, int offset, double shift, Dice dice) {
        double hour = hours.draw(dice) + dice.unit() + shift;
        double local = hour - 24 * Math.floor(hour / 24);
        return start + (long) (Math.floor(day + offset / 24.0) * DAY) + (long) ((local - offset) * HOUR);
    }

    /// Whether offices are busy at this time, for somebody `offset` hours from UTC.
    boolean isOfficeTime(long at, int offset) {
        long local = at - start + offset * HOUR;
        long hour = Math.floorMod(local, DAY) / HOUR;
        return hour >= 9 && hour < 18 && !isWeekend(Math.floorDiv(local, DAY));
    }
}
