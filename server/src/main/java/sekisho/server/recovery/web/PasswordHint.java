package sekisho.server.recovery.web;

import org.jspecify.annotations.Nullable;

/// One rule for a new password, as a line of the list below the field.
///
/// @param id the rule's id, such as `min_length`
/// @param text the rule in words
/// @param live the rule in words while the member types, where `{k}` is the number of characters; null
///     if there is none
/// @param bound the number of the rule; null if there is none
/// @param typing whether the page alone can tell; otherwise the server tells when the form is sent
/// @param state what the server found in the password that was sent last
public record PasswordHint(
        String id,
        String text,
        @Nullable String live,
        @Nullable Integer bound,
        boolean typing,
        State state) {
    /// What is known of a rule.
    public enum State {
        OK("ok"),
        BAD("bad"),
        WAIT("wait");

        private final String key;

        State(String key) {
            this.key = key;
        }

        /// Names the texts and the style.
        public String key() {
            return key;
        }
    }
}
