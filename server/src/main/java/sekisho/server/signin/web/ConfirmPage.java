package sekisho.server.signin.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.PageError;

/// What the page `signin/confirm` shows (`/signin/confirm`): the site knows the account, and asks for
/// the password.
///
/// @param account the handle of the account
/// @param label what the member calls the account; null if nothing
/// @param address its address, masked
/// @param cause why the password is asked for
/// @param stay whether to stay signed in on this device
/// @param returnTo the local path to go to afterwards
/// @param otherHref where another account is chosen
/// @param accountsHref where this one is hidden or removed from this browser
/// @param resumeHref where an attempt goes on that this browser left; null if there is none
public record ConfirmPage(
        String account,
        String name,
        @Nullable String label,
        String address,
        AskCause cause,
        boolean stay,
        String returnTo,
        String otherHref,
        String accountsHref,
        @Nullable String resumeHref,
        List<PageError> errors) {
    public ConfirmPage {
        errors = List.copyOf(errors);
    }
}
