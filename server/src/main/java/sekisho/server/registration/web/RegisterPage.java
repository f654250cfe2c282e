package sekisho.server.registration.web;

import java.util.List;
import sekisho.server.platform.web.PageError;

/// What the page `registration/register` shows (`/register`): what was typed, empty at first.
///
/// @param language `ja` or `en`: the language of the mails
public record RegisterPage(
        String name, String nameKana, String email, String phone, String language, List<PageError> errors) {
    public RegisterPage {
        errors = List.copyOf(errors);
    }
}
