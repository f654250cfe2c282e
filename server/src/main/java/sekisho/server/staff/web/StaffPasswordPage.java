package sekisho.server.staff.web;

import java.util.List;
import sekisho.server.platform.web.PageError;

/// What the page `staff/password` shows (`/console/join/password`). It never holds a password.
///
/// @param name who joins
/// @param minLength the fewest signs of a password
/// @param rules the rules for it in words
public record StaffPasswordPage(String name, int minLength, List<String> rules, List<PageError> errors) {
    public StaffPasswordPage {
        rules = List.copyOf(rules);
        errors = List.copyOf(errors);
    }
}
