package sekisho.server.registration.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.PageError;

/// What the page `registration/register` shows (`/register`): what was typed, empty at first.
///
/// @param language `ja` or `en`: the language of the mails
/// @param resumeHref leads on to what was begun and not finished; null if nothing
public record RegisterPage(
        String name,
        String nameKana,
        String email,
        String phone,
        String language,
        @Nullable String resumeHref,
        List<PageError> errors) {
    public RegisterPage {
        errors = List.copyOf(errors);
    }
}
