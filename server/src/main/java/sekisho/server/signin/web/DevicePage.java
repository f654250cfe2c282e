package sekisho.server.signin.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;

/// What the page `signin/device` shows (`/signin/device`): a sign-in that waits to be confirmed on another
/// device.
///
/// @param number what is typed there
/// @param until until when it can be typed (clock); null if it can't
/// @param refreshes whether the page looks by itself how it stands
public record DevicePage(
        State state,
        String number,
        String reference,
        @Nullable Moment until,
        boolean refreshes) {
    /// How it stands.
    public enum State {
        WAITING,
        CONFIRMED,
        EXPIRED,
        CLOSED,
        CANCELLED;

        /// Names the texts.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
