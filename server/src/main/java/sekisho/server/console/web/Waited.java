package sekisho.server.console.web;

import java.time.Duration;

/// How long something waited, in the largest unit of which it is one whole at least.
///
/// @param unit names the text: `minutes`, `hours`, `days`
public record Waited(String unit, long amount) {
    private static final int TWO_DAYS = 48;

    static Waited of(Duration waited) {
        if (waited.toHours() < 1) {
            return new Waited("minutes", Math.max(0, waited.toMinutes()));
        }
        return waited.toHours() < TWO_DAYS
                ? new Waited("hours", waited.toHours())
                : new Waited("days", waited.toDays());
    }
}
