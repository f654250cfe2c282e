package sekisho.server.recovery.web;

import java.util.List;
import sekisho.server.platform.web.PageError;

/// What the page `recovery/new-address` shows (`/recover/address`): the new address, after a saved code.
///
/// @param newEmail what was typed; empty at first
public record NewAddressPage(String newEmail, String reference, List<PageError> errors) {
    public NewAddressPage {
        errors = List.copyOf(errors);
    }
}
