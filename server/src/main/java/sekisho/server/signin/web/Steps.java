package sekisho.server.signin.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;
import sekisho.server.signin.Attempt;
import sekisho.server.signin.AttemptState;
import sekisho.server.signin.Attempts;

/// Finds the page of the step that a browser's attempt has reached: for resuming it, and for whoever
/// comes to a step by the back button, a stale page or a second tab.
@Component
public class Steps {
    private final Attempts attempts;
    private final MemberCookies cookies;

    Steps(Attempts attempts, MemberCookies cookies) {
        this.attempts = attempts;
        this.cookies = cookies;
    }

    /// The attempt of this browser, if it stands in this state.
    public Optional<Attempt> at(HttpServletRequest request, AttemptState state) {
        return cookies.attempt(request).flatMap(attempts::find).filter(attempt -> attempt.state() == state);
    }

    /// The attempt of this browser, wherever it stands, if its time isn't over.
    public Optional<Attempt> current(HttpServletRequest request) {
        return cookies.attempt(request).flatMap(attempts::find);
    }

    /// The path on which the attempt of this browser goes on; empty if there is none under way.
    public Optional<String> path(HttpServletRequest request) {
        return cookies.attempt(request).flatMap(attempts::find).flatMap(attempt -> path(attempt.state()));
    }

    /// Leads to where the attempt goes on, or to the start.
    public String redirect(HttpServletRequest request) {
        return "redirect:" + path(request).orElse("/signin");
    }

    /// Leads away from a page that can't be shown though the attempt stands there, as when its proof
    /// ran out: to the start.
    public String redirectFrom(String page, HttpServletRequest request) {
        return "redirect:" + path(request).filter(other -> !other.equals(page)).orElse("/signin");
    }

    /// The path of the step that an attempt has reached; empty if it has ended.
    static Optional<String> path(AttemptState state) {
        return switch (state) {
            case WAY_ASKED -> Optional.of("/signin/way");
            case CODE_ASKED -> Optional.of("/signin/code");
            case DEVICE_ASKED -> Optional.of("/signin/device");
            case QUESTION_ASKED -> Optional.of("/signin/question");
            case RESET_ASKED -> Optional.of("/reset");
            case RESET_CODE_ASKED -> Optional.of("/reset/code");
            case RESET_ACCOUNT_ASKED -> Optional.of("/reset/account");
            case NEW_PASSWORD_ASKED -> Optional.of("/reset/password");
            case REGISTRATION_CODE_ASKED -> Optional.of("/register/code");
            case ANOTHER_ACCOUNT_ASKED -> Optional.of("/register/another");
            case FIRST_PASSWORD_ASKED -> Optional.of("/register/password");
            case RECOVERY_ADDRESS_ASKED -> Optional.of("/recover/address");
            case RECOVERY_CODE_ASKED -> Optional.of("/recover/address/code");
            case RECOVERY_PASSWORD_ASKED -> Optional.of("/recover/password");
            case RECOVERY_WAITS -> Optional.of("/recover/waiting");
            case SIGNED_IN, REFUSED, CANCELLED -> Optional.empty();
        };
    }
}
