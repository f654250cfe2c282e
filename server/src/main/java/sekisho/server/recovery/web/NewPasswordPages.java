package sekisho.server.recovery.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.server.password.PasswordRules;
import sekisho.server.password.PolicyView;
import sekisho.server.password.PolicyView.RuleHint;
import sekisho.server.password.Violation;
import sekisho.server.platform.web.PageError;
import sekisho.server.recovery.NewPasswordResult;
import sekisho.server.recovery.web.PasswordHint.State;

/// Makes the page on which a password is chosen, from the one policy that also checks it.
@Component
public class NewPasswordPages {
    private static final String FIELD = "newPassword";

    private final PasswordRules rules;

    NewPasswordPages(PasswordRules rules) {
        this.rules = rules;
    }

    /// The page before anything was typed.
    public NewPasswordPage blank(String action, String email, Locale locale) {
        return page(action, email, locale, List.of(), Map.of());
    }

    /// The page after a password was refused; `null` where the result isn't one that leads back to the page.
    public @Nullable NewPasswordPage refused(String action, String email, Locale locale, NewPasswordResult result) {
        return switch (result) {
            case NewPasswordResult.Rejected rejected -> rejected(action, email, locale, rejected.violations());
            case NewPasswordResult.UsedBefore usedBefore ->
                page(
                        action,
                        email,
                        locale,
                        List.of(PageError.at(FIELD, "password.violation.history")),
                        Map.of("history", State.BAD));
            case NewPasswordResult.Busy busy ->
                page(action, email, locale, List.of(PageError.of("recovery.new.error.busy")), Map.of());
            case NewPasswordResult.Done done -> null;
            case NewPasswordResult.Ended ended -> null;
        };
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
