package sekisho.server.registration.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sekisho.server.account.Details;
import sekisho.server.account.EmailAddress;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.challenge.OneTimeCodes.Sending;
import sekisho.server.password.RawPassword;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.web.ForEveryone;
import sekisho.server.platform.web.PageError;
import sekisho.server.recovery.NewPasswordResult;
import sekisho.server.recovery.web.NewPasswordPages;
import sekisho.server.registration.Registration;
import sekisho.server.registration.RegistrationForm;
import sekisho.server.risk.web.ClientRequests;
import sekisho.server.signin.Attempt;
import sekisho.server.signin.AttemptState;
import sekisho.server.signin.web.CodePages;
import sekisho.server.signin.web.CodePages.Situation;
import sekisho.server.signin.web.CodePurpose;
import sekisho.server.signin.web.MemberCookies;
import sekisho.server.signin.web.Steps;

/// The pages of a registration: details, code, password.
@Controller
@ForEveryone
class RegistrationController {
    private static final String PASSWORD_PATH = "/register/password";

    private final Registration registration;
    private final ClientRequests clients;
    private final MemberCookies cookies;
    private final Steps steps;
    private final CodePages codePages;
    private final NewPasswordPages passwordPages;

    RegistrationController(
            Registration registration,
            ClientRequests clients,
            MemberCookies cookies,
            Steps steps,
            CodePages codePages,
            NewPasswordPages passwordPages) {
        this.registration = registration;
        this.clients = clients;
        this.cookies = cookies;
        this.steps = steps;
        this.codePages = codePages;
        this.passwordPages = passwordPages;
    }

    @GetMapping("/register")
    String form(HttpServletRequest request, Locale locale, Model model) {
        return show(
                model,
                new RegisterPage(
                        "",
                        "",
                        "",
                        "",
                        locale.getLanguage(),
                        steps.path(request).orElse(null),
                        List.of()));
    }

    @PostMapping("/register")
    String send(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String nameKana,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(name = "language", defaultValue = "") String language,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale pageLocale,
            Model model) {
        Locale locale = language.equals("ja") || language.equals("en") ? Locale.of(language) : pageLocale;
        Optional<EmailAddress> address = EmailAddress.parse(email);
        Details details = Details.typed(name, nameKana, phone);
        List<PageError> errors = errors(details, email, address);
        if (address.isEmpty() || !errors.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return show(model, new RegisterPage(name, nameKana, email, phone, locale.getLanguage(), null, errors));
        }
        RegistrationForm form =
                new RegistrationForm(address.get(), details.name(), details.nameKana(), details.phone(), locale);
        cookies.keepAttempt(response, registration.start(form, clients.of(request)));
        return "redirect:/register/code";
    }

    @GetMapping("/register/code")
    String code(HttpServletRequest request, Locale locale, Model model) {
        return steps.at(request, AttemptState.REGISTRATION_CODE_ASKED)
                .map(attempt -> code(request, model, attempt, locale, Situation.PLAIN))
                .orElseGet(() -> steps.redirect(request));
    }

    @PostMapping("/register/code")
    String answer(
            @RequestParam(defaultValue = "") String code, HttpServletRequest request, Locale locale, Model model) {
        Optional<AccountToken> token = cookies.attempt(request);
        Optional<ChallengeResult> result = token.flatMap(found -> registration.answer(found, code));
        if (token.isEmpty() || result.isEmpty() || result.get() instanceof ChallengeResult.Accepted) {
            return steps.redirect(request);
        }
        boolean newerSent =
                result.get() instanceof ChallengeResult.Expired && sent(registration.resend(token.get(), locale));
        return steps.at(request, AttemptState.REGISTRATION_CODE_ASKED)
                .map(attempt -> code(request, model, attempt, locale, Situation.of(result.get(), newerSent)))
                .orElseGet(() -> steps.redirect(request));
    }

    /// The page after a resend stands at this address: its language switch, or a bookmark of it, leads on.
    @GetMapping("/register/code/resend")
    String resent(HttpServletRequest request) {
        return steps.redirect(request);
    }

    @PostMapping("/register/code/resend")
    String resend(HttpServletRequest request, Locale locale, Model model) {
        boolean sent = sent(cookies.attempt(request).flatMap(token -> registration.resend(token, locale)));
        Situation situation = sent ? Situation.RESENT : Situation.PLAIN;
        return steps.at(request, AttemptState.REGISTRATION_CODE_ASKED)
                .map(attempt -> code(request, model, attempt, locale, situation))
                .orElseGet(() -> steps.redirect(request));
    }

    @GetMapping(PASSWORD_PATH)
    String password(HttpServletRequest request, Locale locale, Model model) {
        return waiting(request)
                .map(attempt -> passwordPages.show(model, PASSWORD_PATH, email(attempt), locale))
                .orElseGet(() -> steps.redirectFrom(PASSWORD_PATH, request));
    }

    @PostMapping(PASSWORD_PATH)
    String choose(
            @RequestParam(defaultValue = "") String newPassword,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Optional<AccountToken> token = cookies.attempt(request);
        Optional<Attempt> attempt = waiting(request);
        if (token.isEmpty() || attempt.isEmpty()) {
            return steps.redirect(request);
        }
        NewPasswordResult result = registration.choose(token.get(), RawPassword.of(newPassword));
        return passwordPages.answer(result, PASSWORD_PATH, email(attempt.get()), request, response, locale, model);
    }

    private static List<PageError> errors(Details details, String email, Optional<EmailAddress> address) {
        List<PageError> errors = new ArrayList<>();
        for (Details.Problem problem : details.problems()) {
            errors.add(PageError.at(problem.field(), problem.key(), Details.LONGEST_NAME));
        }
        if (address.isEmpty()) {
            errors.add(
                    PageError.at("email", "registration.error.email." + (email.isBlank() ? "missing" : "malformed")));
        }
        return errors;
    }

    private Optional<Attempt> waiting(HttpServletRequest request) {
        return cookies.attempt(request).flatMap(registration::waitingForPassword);
    }

    private String email(Attempt attempt) {
        return Objects.requireNonNull(attempt.sentTo());
    }

    private String code(HttpServletRequest request, Model model, Attempt attempt, Locale locale, Situation situation) {
        model.addAttribute("page", codePages.of(request, attempt, CodePurpose.REGISTRATION, locale, situation));
        return "signin/code";
    }

    private static boolean sent(Optional<Sending> sending) {
        return sending.isPresent() && sending.get() instanceof Sending.Sent;
    }

    private static String show(Model model, RegisterPage page) {
        model.addAttribute("page", page);
        return "registration/register";
    }
}
