package sekisho.server.selfservice.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.PageError;

/// What the page `selfservice/delete` shows (`/account/delete`): what happens, and the last question.
///
/// @param mailed the mailed code that is needed beside the password; null in a recognised browser
public record DeletePage(@Nullable MailedCode mailed, List<PageError> errors) {
    public DeletePage {
        errors = List.copyOf(errors);
    }
}
