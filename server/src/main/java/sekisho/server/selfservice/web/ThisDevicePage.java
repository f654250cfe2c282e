package sekisho.server.selfservice.web;

import java.util.List;
import sekisho.server.platform.web.PageError;

/// What the page `selfservice/this-device` shows (`/account/this-device`): how this browser names the
/// account, and how it forgets it.
///
/// @param label what the member calls the account; empty if nothing
/// @param remembered whether this browser knows the account after a sign-out
/// @param nameHidden whether it doesn't show the name then
/// @param saved whether it was changed just now
public record ThisDevicePage(
        String label, boolean remembered, boolean nameHidden, boolean saved, List<PageError> errors) {
    public ThisDevicePage {
        errors = List.copyOf(errors);
    }
}
