package sekisho.server.recovery.web;

import java.util.List;
import sekisho.server.platform.web.PageError;

/// What the page `recovery/forgot` shows (`/forgot`).
///
/// @param email what was typed; empty at first
public record ForgotPage(String email, List<PageError> errors) {
    public ForgotPage {
        errors = List.copyOf(errors);
    }
}
