package sekisho.server.platform.web;

import java.time.Instant;
import java.util.Locale;
import org.springframework.stereotype.Component;
import sekisho.server.platform.Times;

/// Points in time for pages, in the words of [Times].
@Component
public class Moments {
    private final Times times;

    Moments(Times times) {
        this.times = times;
    }

    /// Only the clock: 14時32分, 14:32.
    public Moment clock(Instant instant, Locale locale) {
        return new Moment(times.clock(instant, locale), instant.toString());
    }

    /// Date, clock and zone: 2026年11月22日（日）14時26分（日本時間）.
    public Moment full(Instant instant, Locale locale) {
        return new Moment(times.full(instant, locale), instant.toString());
    }

    /// Only the month: 2026年11月, November 2026.
    public Moment month(Instant instant, Locale locale) {
        return new Moment(times.month(instant, locale), instant.toString());
    }

    /// Only the date: 2026年11月22日, 22 November 2026.
    public Moment date(Instant instant, Locale locale) {
        return new Moment(times.date(instant, locale), instant.toString());
    }
}
