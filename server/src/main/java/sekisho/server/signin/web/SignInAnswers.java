package sekisho.server.signin.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import sekisho.server.account.EmailAddress;
import sekisho.server.password.RawPassword;
import sekisho.server.platform.web.Moments;
import sekisho.server.platform.web.PageError;
import sekisho.server.platform.web.ReturnTo;
import sekisho.server.risk.web.ClientRequests;
import sekisho.server.signin.SignIn;
import sekisho.server.signin.SignInRequest;
import sekisho.server.signin.SignInResult;

/// Takes a form with a password in it, whichever page it stood on, to the sign-in, and answers it.
@Component
class SignInAnswers {
    private static final Duration HOLD = Duration.ofHours(1);

    private final SignIn signIn;
    private final ClientRequests clients;
    private final MemberCookies cookies;
    private final Moments moments;
    private final Clock clock;

    SignInAnswers(SignIn signIn, ClientRequests clients, MemberCookies cookies, Moments moments, Clock clock) {
        this.signIn = signIn;
        this.clients = clients;
        this.cookies = cookies;
        this.moments = moments;
        this.clock = clock;
    }

    /// What was typed, and is complete.
    ///
    /// @param stay whether the member wants to stay signed in
    /// @param page where he wanted to go
    /// @param account the account that the browser was greeted as; `null` where the address was typed
    record Typed(
            EmailAddress email,
            String password,
            boolean stay,
            ReturnTo page,
            @Nullable UUID account) {}

    /// Signs in and leads on, or shows the form again.
    ///
    /// @param again shows the form again with this error
    String answer(
            Typed typed,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model,
            Function<PageError, String> again) {
        SignInRequest form = new SignInRequest(
                typed.email(),
                RawPassword.of(typed.password()),
                typed.stay(),
                typed.page().path(),
                locale,
                clients.of(request),
                cookies.devices(request),
                typed.account());
        return switch (signIn.signIn(form)) {
            case SignInResult.SignedIn signedIn -> {
                cookies.enter(request, response, signedIn.entry());
                yield "redirect:" + typed.page().path();
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
