package sekisho.server.recovery.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.PageError;

/// What the page `recovery/reset-required` shows (`/reset`): why the password must be changed now. It
/// shows nothing of the account but the address that the reader typed, because nothing is proved yet.
///
/// @param address the e-mail address of the sign-in, masked
/// @param waitUntil when no more mails can be sent: from when they can
public record ResetRequiredPage(
        String address,
        Cause cause,
        String reference,
        @Nullable Moment waitUntil,
        List<PageError> errors) {
    public ResetRequiredPage {
        errors = List.copyOf(errors);
    }

    /// Why the password isn't safe.
    public enum Cause {
        BREACHED,
        SWITCHED_OFF;

        /// Names the texts.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
