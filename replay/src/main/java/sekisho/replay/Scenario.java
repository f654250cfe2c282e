package sekisho.replay;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a sign-in really was, as its file says. For evaluation only: no engine may see it.
public enum Scenario {
    /// The file doesn't say.
    NOT_SAID,
    LEGITIMATE,
    NAIVE,
    VPN,
    TARGETED,
    VERY_TARGETED,
    COOKIE_THIEF,
    INSIDER;

    /// Whether it is one of the attackers.
    public boolean isAttack() {
        return switch (this) {
            case NOT_SAID, LEGITIMATE -> false;
            case NAIVE, VPN, TARGETED, VERY_TARGETED, COOKIE_THIEF, INSIDER -> true;
        };
    }

    /// The word in the file, such as `very_targeted`; empty for [#NOT_SAID].
    public String word() {
        return this == NOT_SAID ? "" : name().toLowerCase(Locale.ROOT);
    }

    /// Reads a word of the file; `null` if there is no such scenario.
    public static @Nullable Scenario of(String word) {
        for (Scenario scenario : values()) {
            if (scenario.word().equals(word)) {
                return scenario;
            }
        }
        return null;
    }
}
