package sekisho.server.selfservice.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import sekisho.server.device.Recognition;
import sekisho.server.platform.web.Moments;
import sekisho.server.platform.web.PageError;
import sekisho.server.selfservice.Reauthentication;

/// Says on a page why a password that was asked for once more doesn't do.
@Component
class PasswordProblem {
    private static final String FIELD = "password";

    private final Moments moments;

    PasswordProblem(Moments moments) {
        this.moments = moments;
    }

    /// Nothing was typed.
    static PageError missing() {
        return PageError.at(FIELD, "owndata.password.missing");
    }

    /// What is missing beside a wish that takes the password, and a mailed code in a browser that isn't
    /// recognised.
    static List<PageError> missing(String password, String code, Recognition device) {
        List<PageError> errors = new ArrayList<>();
        if (code.isBlank() && !device.lane().recognised()) {
            errors.add(PageError.at("code", "owndata.code.empty"));
        }
        if (password.isEmpty()) {
            errors.add(missing());
        }
        return errors;
    }

    /// It isn't the password.
    static PageError wrong() {
        return PageError.at(FIELD, "owndata.password.wrong");
    }

    /// The problem, if it has one.
    Optional<PageError> of(Reauthentication.Result result, Locale locale) {
        return switch (result) {
            case Reauthentication.Result.Right right -> Optional.empty();
            case Reauthentication.Result.Wrong wrong -> Optional.of(wrong());
            case Reauthentication.Result.SwitchedOff switchedOff ->
                Optional.of(PageError.at(FIELD, "owndata.password.switched_off"));
            case Reauthentication.Result.TooMany tooMany ->
                Optional.of(PageError.at(
                        FIELD,
                        "owndata.password.too_many",
                        moments.full(tooMany.next(), locale).text()));
            case Reauthentication.Result.Busy busy -> Optional.of(PageError.of("owndata.password.busy"));
        };
    }
}
