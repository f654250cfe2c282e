package sekisho.server.recovery.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.PageError;

/// What the page `recovery/forgot` shows (`/forgot`).
///
/// @param email what was typed; empty at first
/// @param resumeHref leads on to what was begun and not finished; null if nothing
public record ForgotPage(String email, @Nullable String resumeHref, List<PageError> errors) {
    public ForgotPage {
        errors = List.copyOf(errors);
    }
}
