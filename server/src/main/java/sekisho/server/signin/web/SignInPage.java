package sekisho.server.signin.web;

import java.util.List;
import sekisho.server.platform.web.PageError;

/// What the page `signin/sign-in` shows (`/signin`).
///
/// @param email what was typed; empty at first
/// @param stay whether to stay signed in on this device
/// @param returnTo the local path to go to afterwards
public record SignInPage(String email, boolean stay, String returnTo, List<PageError> errors) {
    public SignInPage {
        errors = List.copyOf(errors);
    }
}
