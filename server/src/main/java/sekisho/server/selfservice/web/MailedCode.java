package sekisho.server.selfservice.web;

import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;

/// How the mailed code stands that a page asks for beside the password, in a browser that isn't recognised.
///
/// @param address where the code goes, masked
/// @param until until when the code works (clock); null if none was sent or none works now
/// @param resendsLeft how often a code can be sent
/// @param waitUntil when tries or mails are used up: from when on it goes on (full)
public record MailedCode(
        String address,
        String reference,
        @Nullable Moment until,
        int resendsLeft,
        @Nullable Moment waitUntil) {
    /// Whether a code can be typed now.
    public boolean isOpen() {
        return until != null && waitUntil == null;
    }
}
