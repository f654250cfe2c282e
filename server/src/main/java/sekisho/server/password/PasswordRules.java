package sekisho.server.password;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/// The rules for new passwords (NIST SP 800-63B-4 §3.1.1.2): checks one, and describes them.
public final class PasswordRules {
    private final PasswordPolicy policy;
    private final PersonalDataRule personalDataRule;
    private final CommonWords commonWords;
    private final BreachedPasswords breached;
    private final MessageSource messages;

    PasswordRules(
            PasswordPolicy policy,
            PersonalDataRule personalDataRule,
            CommonWords commonWords,
            BreachedPasswords breached,
            MessageSource messages) {
        this.policy = policy;
        this.personalDataRule = personalDataRule;
        this.commonWords = commonWords;
        this.breached = breached;
        this.messages = messages;
    }

    /// Every rule that the password breaks, but for those that [Passwords#prepare] checks; empty if it can
    /// be taken. A password that is too short isn't also called common: a longer one is needed anyway.
    public List<Violation> check(RawPassword password, PersonalData data) {
        if (!password.usable() || password.length() > policy.maxLength()) {
            return List.of(new Violation(PasswordRule.MAX_LENGTH, List.of(String.valueOf(policy.maxLength()))));
        }
        List<Violation> violations = new ArrayList<>();
        boolean tooShort = password.length() < policy.minLength();
        if (tooShort) {
            violations.add(new Violation(
                    PasswordRule.MIN_LENGTH,
                    List.of(String.valueOf(policy.minLength()), String.valueOf(password.length()))));
        }
        if (policy.halfWidthOnly() && !halfWidth(password)) {
            violations.add(new Violation(PasswordRule.CHARSET_HALFWIDTH, List.of()));
        }
        Optional<String> part = personalDataRule.findIn(password, data);
        part.ifPresent(found -> violations.add(new Violation(PasswordRule.PERSONAL_DATA, List.of(found))));
        if (!tooShort && commonWords.common(password)) {
            violations.add(new Violation(PasswordRule.COMMON_WORD, List.of()));
        }
        if (!tooShort && Boolean.TRUE.equals(breached.contains(password))) {
            violations.add(new Violation(PasswordRule.BREACHED, List.of()));
        }
        return violations;
    }

    /// Whether nobody could have chosen this as a password: too short, too common, or of other characters.
    public boolean neverAllowed(RawPassword text) {
        return !text.usable()
                || text.length() < policy.minLength()
                || text.length() > policy.maxLength()
                || policy.halfWidthOnly() && !halfWidth(text)
                || commonWords.common(text);
    }

    private static boolean halfWidth(RawPassword password) {
        return password.text().chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    /// The policy in both languages, for pages and for `GET /password-policy`.
    public PolicyView describe() {
        List<PolicyView.RuleHint> hints =
                policy.rules().stream().map(this::hint).toList();
        return new PolicyView(policy.preset(), hints);
    }

    private PolicyView.RuleHint hint(PasswordRule rule) {
        return switch (rule) {
            case MIN_LENGTH -> hint(rule, Map.of("min", policy.minLength()), policy.minLength(), true);
            case MAX_LENGTH -> hint(rule, Map.of("max", policy.maxLength()), policy.maxLength(), true);
            case HISTORY ->
                hint(rule, Map.of("remembered", CredentialStore.REMEMBERED), CredentialStore.REMEMBERED, false);
            case CHARSET_HALFWIDTH, PERSONAL_DATA, COMMON_WORD, BREACHED, SIBLING_ACCOUNT ->
                hint(rule, Map.of(), null, false);
        };
    }

    private PolicyView.RuleHint hint(
            PasswordRule rule, Map<String, Integer> params, @Nullable Integer number, boolean live) {
        String key = "password.rule." + rule.id();
        return new PolicyView.RuleHint(
                rule.id(), params, rule.when().id(), texts(key, number), live ? texts(key + ".live", number) : null);
    }

    private Map<String, String> texts(String key, @Nullable Integer number) {
        Object[] facts = number == null ? new Object[0] : new Object[] {number};
        return Map.of(
                "ja", messages.getMessage(key, facts, Locale.JAPANESE),
                "en", messages.getMessage(key, facts, Locale.ENGLISH));
    }
}
