package sekisho.server.staff.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sekisho.server.password.PasswordRule;
import sekisho.server.password.PasswordRules;
import sekisho.server.password.PolicyView.RuleHint;
import sekisho.server.password.RawPassword;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.web.ConsoleArea;
import sekisho.server.platform.web.ForEveryone;
import sekisho.server.platform.web.PageError;
import sekisho.server.staff.Joining;

/// How an invited becomes one of the staff: code of the invitation, password, app.
@Controller
@ForEveryone
class JoinController {
    private static final String START = "/console/join";
    private static final String PASSWORD = "/console/join/password";
    private static final String APP = "/console/join/app";

    /// What a first password can't break.
    private static final Set<String> LATER_ONLY = Set.of(PasswordRule.HISTORY.id(), PasswordRule.SIBLING_ACCOUNT.id());

    private final Joining joining;
    private final PasswordRules rules;
    private final StaffCookies cookies;

    JoinController(Joining joining, PasswordRules rules, StaffCookies cookies) {
        this.joining = joining;
        this.rules = rules;
        this.cookies = cookies;
    }

    @GetMapping(START)
    String form(Model model) {
        return showStart(model, new JoinPage("", List.of()));
    }

    @PostMapping(START)
    String begin(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String code,
            HttpServletResponse response,
            Model model) {
        Optional<AccountToken> token = joining.begin(name, code);
        if (token.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return showStart(model, new JoinPage(name, List.of(PageError.of("staff.join.error.wrong"))));
        }
        cookies.keepJoining(response, token.get());
        return "redirect:" + PASSWORD;
    }

    @GetMapping(PASSWORD)
    String password(HttpServletRequest request, Locale locale, Model model) {
        return showPassword(request, locale, List.of(), model);
    }

    @PostMapping(PASSWORD)
    String choose(
            @RequestParam(defaultValue = "") String newPassword,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Optional<AccountToken> token = cookies.joining(request);
        if (token.isEmpty()) {
            return "redirect:" + START;
        }
        return switch (joining.choose(token.get(), RawPassword.of(newPassword))) {
            case Joining.Chosen.Taken taken -> "redirect:" + APP;
            case Joining.Chosen.Over over -> "redirect:" + START;
            case Joining.Chosen.Rejected rejected -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
                List<PageError> errors = rejected.violations().stream()
                        .map(broken -> PageError.at(
                                "newPassword",
                                broken.getCodes()[0],
                                broken.facts().toArray()))
                        .toList();
                yield showPassword(request, locale, errors, model);
            }
            case Joining.Chosen.Busy busy -> {
                response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
                response.setHeader(HttpHeaders.RETRY_AFTER, "5");
                yield showPassword(request, locale, List.of(PageError.of("staff.error.busy")), model);
            }
        };
    }

    @GetMapping(APP)
    String app(HttpServletRequest request, Locale locale, Model model) {
        return showApp(request, locale, List.of(), model);
    }

    @PostMapping(APP)
    String prove(
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        boolean joined = cookies.joining(request)
                .filter(token -> joining.prove(token, code))
                .isPresent();
        if (joined) {
            cookies.dropJoining(response);
            return "redirect:" + ConsoleArea.SIGN_IN + "?news=joined";
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return showApp(request, locale, List.of(PageError.at("code", "staff.app.error.wrong")), model);
    }

    private static String showStart(Model model, JoinPage page) {
        model.addAttribute("page", page);
        return "staff/join";
    }

    private String showPassword(HttpServletRequest request, Locale locale, List<PageError> errors, Model model) {
        Optional<String> name = cookies.joining(request).flatMap(joining::findName);
        if (name.isEmpty()) {
            return "redirect:" + START;
        }
        List<RuleHint> hints = rules.describe().rules().stream()
                .filter(rule -> !LATER_ONLY.contains(rule.id()))
                .toList();
        int min = hints.stream()
                .mapToInt(rule -> rule.params().getOrDefault("min", 1))
                .max()
                .orElse(1);
        String language = locale.getLanguage().equals("ja") ? "ja" : "en";
        List<String> texts = hints.stream()
                .map(rule -> rule.text().getOrDefault(language, ""))
                .toList();
        model.addAttribute("page", new StaffPasswordPage(name.get(), min, texts, errors));
        return "staff/password";
    }

    private String showApp(HttpServletRequest request, Locale locale, List<PageError> errors, Model model) {
        Optional<Joining.AppKey> key = cookies.joining(request).flatMap(token -> joining.find(token, locale));
        if (key.isEmpty()) {
            return "redirect:" + START;
        }
        Joining.AppKey app = key.get();
        model.addAttribute("page", new AppPage(app.name(), app.key(), QrDrawing.of(app.uri()), errors));
        return "staff/app";
    }
}
