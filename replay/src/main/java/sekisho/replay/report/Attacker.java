package sekisho.replay.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import sekisho.replay.Outcomes;

/// Whose attack it was, as the file says.
enum Attacker {
    NAIVE,
    VPN,
    TARGETED,
    VERY_TARGETED,
    COOKIE_THIEF,
    INSIDER,
    /// A row that the file marks as a takeover without a scenario.
    TAKEOVER;

    /// The attacker of an assessed row; `null` if it is legitimate.
    static @Nullable Attacker of(Outcomes outcomes, int row) {
        return switch (outcomes.scenario(row)) {
            case NOT_SAID, LEGITIMATE -> outcomes.isTakeover(row) ? TAKEOVER : null;
            case NAIVE -> NAIVE;
            case VPN -> VPN;
            case TARGETED -> TARGETED;
            case VERY_TARGETED -> VERY_TARGETED;
            case COOKIE_THIEF -> COOKIE_THIEF;
            case INSIDER -> INSIDER;
        };
    }

    /// The word in the report, such as `very_targeted`.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
