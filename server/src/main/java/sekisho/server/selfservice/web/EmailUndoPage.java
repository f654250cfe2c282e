package sekisho.server.selfservice.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.PageError;

/// What the page `selfservice/email-undo` shows (`/email-undo`): address and reference number, then the
/// code.
///
/// @param sent whether the code is asked for already
/// @param until until when the code works (clock); null if none works now
/// @param resendsLeft how often a code can be sent again
/// @param waitUntil when tries or mails are used up: from when on it goes on; then there is no field
public record EmailUndoPage(
        String email,
        String reference,
        boolean sent,
        @Nullable Moment until,
        int resendsLeft,
        @Nullable Moment waitUntil,
        List<PageError> errors) {
    public EmailUndoPage {
        errors = List.copyOf(errors);
    }
}
