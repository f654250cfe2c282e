package sekisho.server.recovery.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import sekisho.server.password.PasswordRules;
import sekisho.server.password.PolicyView;
import sekisho.server.password.PolicyView.RuleHint;
import sekisho.server.password.Violation;
import sekisho.server.platform.web.PageError;
import sekisho.server.recovery.NewPasswordResult;
import sekisho.server.recovery.web.PasswordHint.State;
import sekisho.server.signin.web.MemberCookies;
import sekisho.server.signin.web.Steps;

/// Makes the page on which a password is chosen, from the one policy that also checks it.
@Component
public class NewPasswordPages {
    private static final String FIELD = "newPassword";

    private final PasswordRules rules;
    private final MemberCookies cookies;
    private final Steps steps;

    NewPasswordPages(PasswordRules rules, MemberCookies cookies, Steps steps) {
        this.rules = rules;
        this.cookies = cookies;
        this.steps = steps;
    }

    /// Shows the page before anything was typed.
    public String show(Model model, String action, String email, Locale locale) {
        return show(model, page(action, email, locale, List.of(), Map.of()));
    }

    /// Answers a password that was chosen: in, or the page again with what is to be mended.
    public String answer(
            NewPasswordResult result,
            String action,
            String email,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        return switch (result) {
            case NewPasswordResult.Done done -> {
                cookies.enter(request, response, done.entry());
                yield "redirect:/done";
            }
            case NewPasswordResult.Ended ended -> steps.redirect(request);
            case NewPasswordResult.Rejected rejected ->
                refuse(model, response, rejected(action, email, locale, rejected.violations()));
            case NewPasswordResult.UsedBefore usedBefore -> {
                PageError error = PageError.at(FIELD, "password.violation.history");
                Map<String, State> states = Map.of("history", State.BAD);
                yield refuse(model, response, page(action, email, locale, List.of(error), states));
            }
            case NewPasswordResult.Busy busy -> {
                PageError error = PageError.of("recovery.new.error.busy");
                yield refuse(model, response, page(action, email, locale, List.of(error), Map.of()));
            }
        };
    }

    private static String refuse(Model model, HttpServletResponse response, NewPasswordPage page) {
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return show(model, page);
    }

    private static String show(Model model, NewPasswordPage page) {
        model.addAttribute("page", page);
        return "recovery/new-password";
    }

    private NewPasswordPage rejected(String action, String email, Locale locale, List<Violation> violations) {
        List<PageError> errors = new ArrayList<>();
        Map<String, State> states = new java.util.HashMap<>();
        for (RuleHint hint : rules.describe().rules()) {
            states.put(hint.id(), hint.id().equals("history") ? State.WAIT : State.OK);
        }
        for (Violation violation : violations) {
            errors.add(PageError.at(
                    FIELD, violation.getCodes()[0], violation.facts().toArray()));
            states.put(violation.rule().id(), State.BAD);
        }
        return page(action, email, locale, errors, states);
    }

    private NewPasswordPage page(
            String action, String email, Locale locale, List<PageError> errors, Map<String, State> states) {
        PolicyView policy = rules.describe();
        String language = locale.getLanguage().equals("ja") ? "ja" : "en";
        List<PasswordHint> hints = new ArrayList<>();
        int min = 1;
        int max = 128;
        for (RuleHint rule : policy.rules()) {
            Integer bound = rule.params().values().stream().findFirst().orElse(null);
            min = rule.params().getOrDefault("min", min);
            max = rule.params().getOrDefault("max", max);
            Map<String, String> live = rule.live();
            hints.add(new PasswordHint(
                    rule.id(),
                    rule.text().getOrDefault(language, ""),
                    live == null ? null : live.get(language),
                    bound,
                    rule.when().equals("typing") && live != null,
                    states.getOrDefault(rule.id(), State.WAIT)));
        }
        return new NewPasswordPage(action, email, min, max, "minlength: " + min + ";", hints, errors);
    }
}
