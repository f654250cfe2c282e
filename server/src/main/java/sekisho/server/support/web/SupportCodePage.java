package sekisho.server.support.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.PageError;

/// What the page `support/code` shows (`/support/code`).
///
/// @param address where the code went, masked
/// @param until clock time until which the newest code works; null if there is none
/// @param waitUntil when codes or mails are used up: from when on it goes on; else null
public record SupportCodePage(
        String address,
        @Nullable Moment until,
        int resendsLeft,
        boolean resent,
        String reference,
        @Nullable Moment waitUntil,
        List<PageError> errors) {
    public SupportCodePage {
        errors = List.copyOf(errors);
    }
}
