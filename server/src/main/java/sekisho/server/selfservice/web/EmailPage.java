package sekisho.server.selfservice.web;

import java.util.List;
import sekisho.server.platform.web.PageError;

/// What the page `selfservice/email` shows (`/account/email`): the wish for another address.
///
/// @param email the present address
/// @param typed what was typed as the new one
/// @param undoDays for how many days a change can be undone
/// @param changed whether the address was changed just now
public record EmailPage(String email, String typed, int undoDays, boolean changed, List<PageError> errors) {
    public EmailPage {
        errors = List.copyOf(errors);
    }
}
