package sekisho.server.signin.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import sekisho.server.platform.web.Moments;
import sekisho.server.platform.web.PageError;
import sekisho.server.platform.web.ReturnTo;
import sekisho.server.signin.SignInResult;

/// Answers a form with a password in it, whichever page it stood on.
@Component
class SignInAnswers {
    private static final Duration HOLD = Duration.ofHours(1);

    private final MemberCookies cookies;
    private final Moments moments;
    private final Clock clock;

    SignInAnswers(MemberCookies cookies, Moments moments, Clock clock) {
        this.cookies = cookies;
        this.moments = moments;
        this.clock = clock;
    }

    /// Leads on, or shows the form again.
    ///
    /// @param page where the member wanted to go
    /// @param again shows the form again with this error
    String answer(
            SignInResult result,
            ReturnTo page,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model,
            Function<PageError, String> again) {
        return switch (result) {
            case SignInResult.SignedIn signedIn -> {
                cookies.enter(request, response, signedIn.entry());
                yield "redirect:" + page.path();
            }
            case SignInResult.CodeAsked asked -> {
                cookies.keepAttempt(response, asked.attempt());
                yield "redirect:/signin/code";
            }
            case SignInResult.WayAsked asked -> {
                cookies.keepAttempt(response, asked.attempt());
                yield "redirect:/signin/way";
            }
            case SignInResult.ResetAsked asked -> {
                cookies.keepAttempt(response, asked.attempt());
                yield "redirect:/reset";
            }
            case SignInResult.Refused refused -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
                yield again.apply(PageError.of("signin.error.credentials"));
            }
            case SignInResult.Held held -> {
                model.addAttribute(
                        "page", new WaitPage(moments.clock(clock.instant().plus(HOLD), locale), null));
                yield "signin/wait";
            }
            case SignInResult.Busy busy -> {
                response.setHeader("Retry-After", "5");
                response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
                yield again.apply(PageError.of("signin.error.busy"));
            }
        };
    }
}
