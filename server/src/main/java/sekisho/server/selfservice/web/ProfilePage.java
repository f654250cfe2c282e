package sekisho.server.selfservice.web;

import java.util.List;
import sekisho.server.platform.web.PageError;

/// What the page `selfservice/profile` shows (`/account/profile`).
///
/// @param email the present address
/// @param language `ja` or `en`: the language of notices
/// @param saved whether it was saved just now
public record ProfilePage(
        String name,
        String nameKana,
        String phone,
        String email,
        String language,
        boolean saved,
        List<PageError> errors) {
    public ProfilePage {
        errors = List.copyOf(errors);
    }
}
