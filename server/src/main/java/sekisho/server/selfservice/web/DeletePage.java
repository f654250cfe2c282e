package sekisho.server.selfservice.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.PageError;

/// What the page `selfservice/delete` shows (`/account/delete`): what happens, and the last question.
///
/// @param needsCode whether a mailed code is needed beside the password, because the browser isn't recognised
/// @param address where the code goes, masked
/// @param until until when the code works (clock); null if none was sent or none works now
/// @param resendsLeft how often a code can be sent
/// @param waitUntil when tries or mails are used up: from when on it goes on
public record DeletePage(
        boolean needsCode,
        String address,
        String reference,
        @Nullable Moment until,
        int resendsLeft,
        @Nullable Moment waitUntil,
        List<PageError> errors) {
    public DeletePage {
        errors = List.copyOf(errors);
    }
}
