package sekisho.server.password;

import java.util.Locale;

/// One rule for new passwords.
public enum PasswordRule {
    MIN_LENGTH(When.TYPING),
    MAX_LENGTH(When.TYPING),
    CHARSET_HALFWIDTH(When.TYPING),
    PERSONAL_DATA(When.SUBMIT),
    COMMON_WORD(When.SUBMIT),
    BREACHED(When.SUBMIT),
    /// Checked by [Passwords#prepare] and not by [PasswordRules#check], because it costs a hash.
    HISTORY(When.SUBMIT),
    /// Checked by [Passwords#prepare] for whoever has proved the mailbox.
    SIBLING_ACCOUNT(When.SUBMIT);

    /// When a page can tell whether the rule is met.
    public enum When {
        /// While the member types, by the page alone.
        TYPING,
        /// When the form is sent, by the server.
        SUBMIT;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final When when;

    PasswordRule(When when) {
        this.when = when;
    }

    /// The name of the rule outside the server, for example `min_length`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public When when() {
        return when;
    }
}
