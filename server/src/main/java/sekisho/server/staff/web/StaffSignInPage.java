package sekisho.server.staff.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.PageError;

/// What the page `staff/sign-in` shows (`/console/sign-in`).
///
/// @param name what was typed
/// @param news the key of what has just happened: `joined`, `out`; `null` for nothing
public record StaffSignInPage(String name, @Nullable String news, List<PageError> errors) {
    public StaffSignInPage {
        errors = List.copyOf(errors);
    }
}
