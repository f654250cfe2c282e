package sekisho.server.support;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What an inquiry is about: the step that the member was at. The names are stored.
public enum Topic {
    /// A new password is asked for.
    RESET,
    /// A code is asked for, or doesn't arrive.
    CODE,
    /// How to confirm is asked.
    WAY,
    /// "Was this you?"
    ALERT,
    /// Why a sign-in was judged as it was, or ended.
    SIGN_IN,
    /// A way back in without the mailbox.
    RECOVERY,
    /// Anything else.
    OTHER;

    /// Names the texts, and the topic in an address.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads what an address or a form says; anything unknown is [#OTHER].
    public static Topic ofKey(@Nullable String key) {
        return Arrays.stream(values())
                .filter(topic -> topic.key().equals(key))
                .findFirst()
                .orElse(OTHER);
    }
}
