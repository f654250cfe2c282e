package sekisho.server.notice.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.PageError;

/// What the page `notice/undo` shows (`/alerts/{reference}/undo`): the code with which "this wasn't me"
/// is taken back.
///
/// @param address where the mail went, masked
/// @param until until when that can be taken back (clock)
/// @param waitUntil when tries or mails are used up: from when there are new ones (clock); then there is
///     no field
public record UndoPage(
        String reference,
        String address,
        Moment until,
        @Nullable Moment waitUntil,
        List<PageError> errors) {
    public UndoPage {
        errors = List.copyOf(errors);
    }
}
