package sekisho.server.console.web;

import java.util.List;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.PageError;

/// What the page `console/look-up` shows (`/console/look-up`).
///
/// @param number what was typed
/// @param hits when the records with it were decided, if there are several
/// @param nothing whether there is none
public record LookUpPage(String number, List<Hit> hits, boolean nothing, List<PageError> errors) {
    public LookUpPage {
        hits = List.copyOf(hits);
        errors = List.copyOf(errors);
    }

    /// One of several records.
    ///
    /// @param at full
    public record Hit(Moment at) {}
}
