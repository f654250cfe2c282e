package sekisho.server.selfservice.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.PageError;
import sekisho.server.selfservice.EmailChange;

/// What the page `selfservice/email-code` shows (`/account/email/code`): the code to one of the two
/// mailboxes.
///
/// @param address where the code went
/// @param to the wanted address
/// @param until until when the code works (clock); null if none works now
/// @param resendsLeft how often a code can be sent again
/// @param waitUntil when tries or mails are used up: from when on it goes on; then there is no field
public record EmailCodePage(
        EmailChange.Step step,
        String address,
        String to,
        String reference,
        @Nullable Moment until,
        int resendsLeft,
        @Nullable Moment waitUntil,
        List<PageError> errors) {
    public EmailCodePage {
        errors = List.copyOf(errors);
    }
}
