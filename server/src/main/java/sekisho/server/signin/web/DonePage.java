package sekisho.server.signin.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the page `signin/done` shows (`/done`): what has just been finished, and what it changed.
///
/// @param sessionsEnded how many other sessions were ended
/// @param deviceDays for how many unused days this device is remembered; null if it isn't
/// @param reference of the sign-in, the same as on page and mail
/// @param nextHref the page that the member wanted
public record DonePage(
        Kind kind,
        int sessionsEnded,
        @Nullable Integer deviceDays,
        @Nullable String reference,
        String nextHref) {
    /// What was finished.
    public enum Kind {
        SIGNED_IN,
        PASSWORD_CHANGED,
        REGISTERED,
        RECOVERED;

        /// Names the texts.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
