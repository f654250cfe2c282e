package sekisho.server.recovery.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import sekisho.server.password.PasswordRule;
import sekisho.server.password.PasswordRules;
import sekisho.server.password.PolicyView;
import sekisho.server.password.PolicyView.RuleHint;
import sekisho.server.password.Violation;
import sekisho.server.platform.web.Moments;
import sekisho.server.platform.web.PageError;
import sekisho.server.recovery.NewPasswordResult;
import sekisho.server.recovery.web.PasswordHint.State;
import sekisho.server.signin.web.MemberCookies;
import sekisho.server.signin.web.Steps;

/// Makes the page on which a password is chosen, from the one policy that also checks it.
@Component
public class NewPasswordPages {
    private static final String FIELD = "newPassword";

    /// Looked at only when no other rule is broken.
    private static final Set<String> CHECKED_LAST =
            Set.of(PasswordRule.HISTORY.id(), PasswordRule.SIBLING_ACCOUNT.id());

    private final PasswordRules rules;
    private final MemberCookies cookies;
    private final Steps steps;
    private final Moments moments;

    NewPasswordPages(PasswordRules rules, MemberCookies cookies, Steps steps, Moments moments) {
        this.moments = moments;
        this.rules = rules;
        this.cookies = cookies;
        this.steps = steps;
    }

    /// Shows the page before anything was typed.
    public String show(Model model, PasswordFor whose, Locale locale) {
        return show(model, page(whose, locale, List.of(), Map.of()));
    }

    /// Whether a form was made for another attempt than this browser is in: another tab has gone on with a
    /// new one. The password that was typed there isn't for this account.
    ///
    /// @param account what the form held; empty if it came from no page of ours
    public static boolean ofOtherTab(PasswordFor whose, String account) {
        return !account.isEmpty() && !account.equals(whose.account());
    }

    /// Shows the page of the attempt that this browser is in, in place of the one that was sent.
    public String answerOtherTab(PasswordFor whose, HttpServletResponse response, Locale locale, Model model) {
        PageError error = PageError.of("recovery.new.error.other_tab");
        return refuse(model, response, page(whose, locale, List.of(error), Map.of()));
    }

    /// Answers a password that was chosen: in, or the page again with what is to be mended.
    public String answer(
            NewPasswordResult result,
            PasswordFor whose,
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
                refuse(model, response, rejected(whose, locale, rejected.violations()));
            case NewPasswordResult.UsedBefore usedBefore ->
                refuse(model, response, broken(whose, locale, PasswordRule.HISTORY));
            case NewPasswordResult.OfSibling ofSibling ->
                refuse(model, response, broken(whose, locale, PasswordRule.SIBLING_ACCOUNT));
            case NewPasswordResult.TooMany tooMany -> {
                PageError error = PageError.of(
                        "recovery.new.error.too_many",
                        moments.clock(tooMany.next(), locale).text());
                yield refuse(model, response, page(whose, locale, List.of(error), Map.of()));
            }
            case NewPasswordResult.Busy busy -> {
                PageError error = PageError.of("recovery.new.error.busy");
                yield refuse(model, response, page(whose, locale, List.of(error), Map.of()));
            }
        };
    }

    private NewPasswordPage broken(PasswordFor whose, Locale locale, PasswordRule rule) {
        PageError error = PageError.at(FIELD, "password.violation." + rule.id());
        return page(whose, locale, List.of(error), Map.of(rule.id(), State.BAD));
    }

    private static String refuse(Model model, HttpServletResponse response, NewPasswordPage page) {
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return show(model, page);
    }

    private static String show(Model model, NewPasswordPage page) {
        model.addAttribute("page", page);
        return "recovery/new-password";
    }

    private NewPasswordPage rejected(PasswordFor whose, Locale locale, List<Violation> violations) {
        List<PageError> errors = new ArrayList<>();
        Map<String, State> states = new java.util.HashMap<>();
        for (RuleHint hint : rules.describe().rules()) {
            states.put(hint.id(), CHECKED_LAST.contains(hint.id()) ? State.WAIT : State.OK);
        }
        for (Violation violation : violations) {
            errors.add(PageError.at(
                    FIELD, violation.getCodes()[0], violation.facts().toArray()));
            states.put(violation.rule().id(), State.BAD);
        }
        return page(whose, locale, errors, states);
    }

    private NewPasswordPage page(PasswordFor whose, Locale locale, List<PageError> errors, Map<String, State> states) {
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
        return new NewPasswordPage(
                whose.action(),
                whose.email(),
                whose.account(),
                whose.who(),
                min,
                max,
                "minlength: " + min + ";",
                hints,
                errors);
    }
}
