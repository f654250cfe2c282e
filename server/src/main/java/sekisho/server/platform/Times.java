package sekisho.server.platform;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// How an instant is written for a member: in the site's time zone, which `sekisho.time-zone` names,
/// and with the zone said, so that nobody abroad reads it as the own.
@Component
public final class Times {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final DateTimeFormatter FULL_JA = DateTimeFormatter.ofPattern("uuuu年M月d日（E）H時mm分", Locale.JAPANESE);
    private static final DateTimeFormatter FULL_EN = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DATE_JA = DateTimeFormatter.ofPattern("uuuu年M月d日", Locale.JAPANESE);
    private static final DateTimeFormatter DATE_EN = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH_JA = DateTimeFormatter.ofPattern("uuuu年M月", Locale.JAPANESE);
    private static final DateTimeFormatter MONTH_EN = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter HOUR_JA = DateTimeFormatter.ofPattern("H時", Locale.JAPANESE);
    private static final DateTimeFormatter CLOCK_JA = DateTimeFormatter.ofPattern("H時mm分", Locale.JAPANESE);
    private static final DateTimeFormatter CLOCK_EN = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private final ZoneId zone;

    public Times(@Value("${sekisho.time-zone:Asia/Tokyo}") String zone) {
        try {
            this.zone = ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw new StartupRefused(
                    "sekisho.time-zone is \"" + zone + "\", which isn't a time zone: write one like Asia/Tokyo.",
                    unknown);
        }
    }

    /// The zone that pages and mails are written in.
    public ZoneId zone() {
        return zone;
    }

    /// Day, clock time and zone: 「2026年11月22日（日）14時26分（日本時間）」, "22 November 2026, 14:26
    /// (Japan time)".
    public String full(Instant instant, Locale locale) {
        return japanese(locale)
                ? FULL_JA.format(instant.atZone(zone)) + "（" + zoneName(locale) + "）"
                : FULL_EN.format(instant.atZone(zone)) + " (" + zoneName(locale) + ")";
    }

    /// The day alone: 「2026年11月22日」, "22 November 2026".
    public String date(Instant instant, Locale locale) {
        return (japanese(locale) ? DATE_JA : DATE_EN).format(instant.atZone(zone));
    }

    /// The month alone: 「2026年11月」, "November 2026".
    public String month(Instant instant, Locale locale) {
        return (japanese(locale) ? MONTH_JA : MONTH_EN).format(instant.atZone(zone));
    }

    /// The clock time alone: 「14時32分」, "14:32".
    public String clock(Instant instant, Locale locale) {
        return (japanese(locale) ? CLOCK_JA : CLOCK_EN).format(instant.atZone(zone));
    }

    /// A span of the day that is counted in UTC, as it falls in the site's zone on the day of `on`: 「18時〜21時
    /// （日本時間）」, "18:00–21:00 (Japan time)".
    ///
    /// @param fromUtc first hour, 0 to 23
    /// @param hours how many
    public String span(Instant on, int fromUtc, int hours, Locale locale) {
        ZonedDateTime from =
                on.atOffset(ZoneOffset.UTC).with(LocalTime.of(fromUtc, 0)).atZoneSameInstant(zone);
        ZonedDateTime to = from.plusHours(hours);
        if (japanese(locale)) {
            DateTimeFormatter format = from.getMinute() == 0 ? HOUR_JA : CLOCK_JA;
            return format.format(from) + "〜" + format.format(to) + "（" + zoneName(locale) + "）";
        }
        return CLOCK_EN.format(from) + "–" + CLOCK_EN.format(to) + " (" + zoneName(locale) + ")";
    }

    private String zoneName(Locale locale) {
        if (zone.equals(TOKYO)) {
            return japanese(locale) ? "日本時間" : "Japan time";
        }
        return zone.getDisplayName(TextStyle.FULL, japanese(locale) ? Locale.JAPANESE : Locale.ENGLISH);
    }

    private static boolean japanese(Locale locale) {
        return locale.getLanguage().equals("ja");
    }
}
