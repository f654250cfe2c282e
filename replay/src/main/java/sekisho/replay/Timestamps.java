package sekisho.replay;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Reads and writes timestamps such as `2020-02-03 12:43:30.772`, UTC; the fraction may be missing or have up to nine
/// digits, of which three count. It remembers the last day: rows are in the order of time.
final class Timestamps {
    /// Stands for what isn't a timestamp.
    static final long NONE = Long.MIN_VALUE;

    private static final long DAY_MILLIS = 86_400_000;

    private static final DateTimeFormatter TEXT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private int lastDate;
    private long lastMidnight;

    /// @param millis since 1970-01-01 UTC
    static String text(long millis) {
        return TEXT.format(Instant.ofEpochMilli(millis));
    }

    /// Milliseconds since 1970-01-01 UTC, or [#NONE].
    long read(char[] text, int offset, int length) {
        if (length != 19 && (length < 21 || length > 29) || !hasMarks(text, offset, length)) {
            return NONE;
        }
        int year = number(text, offset, 4);
        int month = number(text, offset + 5, 2);
        int day = number(text, offset + 8, 2);
        int hour = number(text, offset + 11, 2);
        int minute = number(text, offset + 14, 2);
        int second = number(text, offset + 17, 2);
        int millis = length == 19 ? 0 : millis(text, offset + 20, length - 20);
        boolean numbers = (year | month | day | hour | minute | second | millis) >= 0;
        if (!numbers || hour > 23 || minute > 59 || second > 59) {
            return NONE;
        }
        long midnight = midnight(year, month, day);
        return midnight == NONE ? NONE : midnight + (hour * 3600L + minute * 60L + second) * 1000 + millis;
    }

    private static boolean hasMarks(char[] text, int offset, int length) {
        return text[offset + 4] == '-'
                && text[offset + 7] == '-'
                && text[offset + 10] == ' '
                && text[offset + 13] == ':'
                && text[offset + 16] == ':'
                && (length == 19 || text[offset + 19] == '.');
    }

    private long midnight(int year, int month, int day) {
        int date = year * 10_000 + month * 100 + day;
        if (date != lastDate) {
            try {
                lastMidnight = LocalDate.of(year, month, day).toEpochDay() * DAY_MILLIS;
            } catch (DateTimeException noSuchDay) {
                return NONE;
            }
            lastDate = date;
        }
        return lastMidnight;
    }

    private static int millis(char[] text, int from, int digits) {
        int shown = number(text, from, Math.min(digits, 3));
        int rest = digits > 3 ? number(text, from + 3, digits - 3) : 0;
        int scale = digits == 1 ? 100 : digits == 2 ? 10 : 1;
        return shown < 0 || rest < 0 ? -1 : shown * scale;
    }

    /// A number of ASCII digits; -1 if there is anything else.
    private static int number(char[] text, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
