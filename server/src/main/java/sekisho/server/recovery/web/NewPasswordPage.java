package sekisho.server.recovery.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.PageError;

/// What the page `recovery/new-password` shows (`/reset/password`, `/register/password`). It never
/// holds a password.
///
/// @param action the path to which the form is posted
/// @param email the address, for password managers
/// @param account tells this page from one of another attempt in another tab
/// @param who name and label, where several accounts are on the address; `null` where there is no doubt
/// @param passwordRules the `passwordrules` attribute; null if none can be said in it
public record NewPasswordPage(
        String action,
        String email,
        String account,
        @Nullable String who,
        int minLength,
        int maxLength,
        @Nullable String passwordRules,
        List<PasswordHint> hints,
        List<PageError> errors) {
    public NewPasswordPage {
        hints = List.copyOf(hints);
        errors = List.copyOf(errors);
    }
}
