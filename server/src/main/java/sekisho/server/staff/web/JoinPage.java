package sekisho.server.staff.web;

import java.util.List;
import sekisho.server.platform.web.PageError;

/// What the page `staff/join` shows (`/console/join`).
///
/// @param name what was typed
public record JoinPage(String name, List<PageError> errors) {
    public JoinPage {
        errors = List.copyOf(errors);
    }
}
