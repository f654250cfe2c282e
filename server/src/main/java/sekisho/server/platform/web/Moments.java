package sekisho.server.platform.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/// Writes points in time for people: in Japan time, which is always named where a date stands.
@Component
public class Moments {
    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

    private final MessageSource texts;

    Moments(MessageSource texts) {
        this.texts = texts;
    }

    /// Only the clock: 14時32分, 14:32.
    public Moment clock(Instant instant, Locale locale) {
        return moment(instant, locale, japanese(locale) ? "H時mm分" : "HH:mm", false);
    }

    /// Date and clock: 2026年11月22日（日）14時26分（日本時間）, Sun 22 November 2026, 14:26 (Japan time).
    public Moment full(Instant instant, Locale locale) {
        return moment(instant, locale, japanese(locale) ? "y年M月d日（E）H時mm分" : "EEE d MMMM y, HH:mm", true);
    }

    /// Only the date: 2026年11月22日, 22 November 2026.
    public Moment date(Instant instant, Locale locale) {
        return moment(instant, locale, japanese(locale) ? "y年M月d日" : "d MMMM y", false);
    }

    private Moment moment(Instant instant, Locale locale, String pattern, boolean zoned) {
        String text = DateTimeFormatter.ofPattern(pattern, locale).format(instant.atZone(ZONE));
        if (zoned) {
            String zone = texts.getMessage("page.time.zone", null, locale);
            text += japanese(locale) ? "（" + zone + "）" : " (" + zone + ")";
        }
        return new Moment(text, instant.toString());
    }

    private static boolean japanese(Locale locale) {
        return locale.getLanguage().equals("ja");
    }
}
