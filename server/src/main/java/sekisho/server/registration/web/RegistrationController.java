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
import sekisho.server.account.Accounts;
import sekisho.server.account.Details;
import sekisho.server.account.EmailAddress;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.challenge.OneTimeCodes.Sending;
import sekisho.server.password.RawPassword;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.web.ForEveryone;
import sekisho.server.platform.web.Moments;
import sekisho.server.platform.web.PageError;
import sekisho.server.recovery.NewPasswordResult;
import sekisho.server.recovery.web.NewPasswordPages;
import sekisho.server.recovery.web.PasswordFor;
import sekisho.server.registration.Registration;
import sekisho.server.registration.Registration.Taken;
import sekisho.server.registration.RegistrationForm;
import sekisho.server.risk.web.ClientRequests;
import sekisho.server.signin.Attempt;
import sekisho.server.signin.AttemptState;
import sekisho.server.signin.Siblings;
import sekisho.server.signin.web.CodePages;
import sekisho.server.signin.web.CodePages.Situation;
import sekisho.server.signin.web.CodePurpose;
import sekisho.server.signin.web.MemberCookies;
import sekisho.server.signin.web.SiblingView;
import sekisho.server.signin.web.Steps;

/// The pages of a registration: details, code, password.
@Controller
@ForEveryone
class RegistrationController {
    private static final String ANOTHER_PATH = "/register/another";
    private static final String PASSWORD_PATH = "/register/password";

    private final Registration registration;
    private final ClientRequests clients;
    private final MemberCookies cookies;
    private final Steps steps;
    private final CodePages codePages;
    private final NewPasswordPages passwordPages;
    private final Siblings siblings;
    private final Moments moments;

    RegistrationController(
            Registration registration,
            ClientRequests clients,
            MemberCookies cookies,
            Steps steps,
            CodePages codePages,
            NewPasswordPages passwordPages,
            Siblings siblings,
            Moments moments) {
        this.registration = registration;
        this.clients = clients;
        this.cookies = cookies;
        this.steps = steps;
        this.codePages = codePages;
        this.passwordPages = passwordPages;
        this.siblings = siblings;
        this.moments = moments;
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
                new RegistrationForm(address.get(), details.name(), details.nameKana(), details.phone(), null, locale);
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

    @GetMapping(ANOTHER_PATH)
    String another(HttpServletRequest request, Locale locale, Model model) {
        return steps.at(request, AttemptState.ANOTHER_ACCOUNT_ASKED)
                .flatMap(attempt -> registration.taken(attempt).map(taken -> {
                    RegistrationForm written = taken.written();
                    String kana = written.nameKana() == null ? "" : written.nameKana();
                    return another(model, attempt, taken, written.name(), kana, "", locale, List.of());
                }))
                .orElseGet(() -> steps.redirectFrom(ANOTHER_PATH, request));
    }

    @PostMapping(ANOTHER_PATH)
    String makeAnother(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String nameKana,
            @RequestParam(defaultValue = "") String label,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Optional<AccountToken> token = cookies.attempt(request);
        Optional<Attempt> attempt = steps.at(request, AttemptState.ANOTHER_ACCOUNT_ASKED);
        Optional<Taken> taken = attempt.flatMap(registration::taken);
        if (token.isEmpty() || attempt.isEmpty() || taken.isEmpty()) {
            return steps.redirect(request);
        }
        Details details = Details.typed(name, nameKana, "");
        List<PageError> errors = new ArrayList<>(errors(details));
        String stripped = label.strip();
        if (stripped.codePointCount(0, stripped.length()) > Accounts.LONGEST_LABEL) {
            errors.add(PageError.at("label", "account.error.label.too_long", Accounts.LONGEST_LABEL));
        }
        if (!errors.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return another(model, attempt.get(), taken.get(), name, nameKana, label, locale, errors);
        }
        registration
                .another(token.get(), details.name(), details.nameKana(), stripped.isEmpty() ? null : stripped)
                .ifPresent(next -> cookies.keepAttempt(response, next));
        return "redirect:" + PASSWORD_PATH;
    }

    private String another(
            Model model,
            Attempt attempt,
            Taken taken,
            String name,
            String nameKana,
            String label,
            Locale locale,
            List<PageError> errors) {
        List<SiblingView> accounts = taken.siblings().stream()
                .map(sibling -> SiblingView.of(sibling, moments, locale))
                .toList();
        model.addAttribute(
                "page",
                new AnotherAccountPage(
                        accounts,
                        EmailAddress.mask(email(attempt)),
                        taken.full(),
                        Accounts.MOST_ON_AN_ADDRESS,
                        name,
                        nameKana,
                        label,
                        attempt.reference(),
                        errors));
        return "registration/another";
    }

    @GetMapping(PASSWORD_PATH)
    String password(HttpServletRequest request, Locale locale, Model model) {
        return waiting(request)
                .map(attempt -> passwordPages.show(model, whose(attempt), locale))
                .orElseGet(() -> steps.redirectFrom(PASSWORD_PATH, request));
    }

    @PostMapping(PASSWORD_PATH)
    String choose(
            @RequestParam(defaultValue = "") String newPassword,
            @RequestParam(defaultValue = "") String account,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Optional<AccountToken> token = cookies.attempt(request);
        Optional<Attempt> attempt = waiting(request);
        if (token.isEmpty() || attempt.isEmpty()) {
            return steps.redirect(request);
        }
        PasswordFor whose = whose(attempt.get());
        if (NewPasswordPages.ofOtherTab(whose, account)) {
            return passwordPages.answerOtherTab(whose, response, locale, model);
        }
        NewPasswordResult result = registration.choose(token.get(), RawPassword.of(newPassword));
        return passwordPages.answer(result, whose, request, response, locale, model);
    }

    private PasswordFor whose(Attempt attempt) {
        return new PasswordFor(PASSWORD_PATH, email(attempt), siblings.handle(attempt), registration.who(attempt));
    }

    private static List<PageError> errors(Details details) {
        return details.problems().stream()
                .map(problem -> PageError.at(problem.field(), problem.key(), Details.LONGEST_NAME))
                .toList();
    }

    private static List<PageError> errors(Details details, String email, Optional<EmailAddress> address) {
        List<PageError> errors = new ArrayList<>(errors(details));
        if (address.isEmpty()) {
            errors.add(PageError.noAddress("email", email));
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
