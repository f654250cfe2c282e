package sekisho.server.support.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.PageError;
import sekisho.server.support.Topic;

/// What the page `support/mailbox` shows (`/support`, `/support/new` for whoever isn't signed in): a code is sent
/// first.
///
/// @param reference as it was given; empty if it wasn't
/// @param known the masked address of what is under way in this browser; null if nothing is
/// @param unsent what was written and not kept, because the time was over; null if nothing
public record SupportMailboxPage(
        Topic topic,
        String reference,
        String email,
        @Nullable String known,
        @Nullable String unsent,
        List<PageError> errors) {
    public SupportMailboxPage {
        errors = List.copyOf(errors);
    }
}
