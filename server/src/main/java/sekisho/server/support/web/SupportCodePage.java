package sekisho.server.support.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.PageError;
import sekisho.server.support.Topic;

/// What the page `support/code` shows (`/support/code`).
///
/// @param address where the code went, masked
/// @param until clock time until which the newest code works; null if there is none
/// @param about the number that the member came with; null if none
/// @param waitUntil when codes or mails are used up: from when on it goes on; else null
public record SupportCodePage(
        String address,
        @Nullable Moment until,
        int resendsLeft,
        boolean resent,
        String reference,
        Topic topic,
        @Nullable String about,
        @Nullable Moment waitUntil,
        List<PageError> errors) {
    public SupportCodePage {
        errors = List.copyOf(errors);
    }
}
