package sekisho.server.signin.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.PageError;

/// What the page `signin/sign-in` shows (`/signin`).
///
/// @param email what was typed; empty at first
/// @param stay whether to stay signed in on this device
/// @param returnTo the local path to go to afterwards
/// @param resumeHref where an attempt goes on that this browser left; null if there is none
/// @param cause what ended the session that this browser had; null if there is nothing to tell
public record SignInPage(
        String email,
        boolean stay,
        String returnTo,
        @Nullable String resumeHref,
        @Nullable AskCause cause,
        List<PageError> errors) {
    public SignInPage {
        errors = List.copyOf(errors);
    }
}
