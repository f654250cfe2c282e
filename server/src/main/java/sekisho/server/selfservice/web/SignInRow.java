package sekisho.server.selfservice.web;

import java.util.List;
import java.util.Locale;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.Reason;

/// One sign-in of the member's own history.
///
/// @param when full
/// @param place estimated from the address, in words
/// @param reference names the sign-in
/// @param thisDevice whether it was this browser
/// @param asked what was asked
/// @param askable whether its owner can say that it was not him
/// @param reasons what spoke against the owner, largest first, with shares
/// @param trust what spoke for the owner, largest first, with shares
/// @param objected whether the member said that the judgement was wrong
public record SignInRow(
        Result result,
        Moment when,
        String device,
        String place,
        String reference,
        boolean thisDevice,
        Asked asked,
        boolean askable,
        List<Reason> reasons,
        List<Reason> trust,
        boolean objected) {
    public SignInRow {
        reasons = List.copyOf(reasons);
        trust = List.copyOf(trust);
    }

    /// What became of it.
    public enum Result {
        COMPLETED,
        CONFIRMED,
        WAITING,
        STOPPED,
        CANCELLED,
        REPORTED;

        /// Names the texts.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Whether somebody got in.
        public boolean isIn() {
            return this == COMPLETED || this == CONFIRMED;
        }
    }

    /// What was asked beside the password.
    public enum Asked {
        NOTHING,
        /// How to confirm it was left to choose, and nothing was chosen.
        CHOICE,
        CODE,
        DEVICE,
        QUESTION,
        CODE_AND_NEW_PASSWORD,
        RECOVERY_CODE,
        RECOVERY_WAITING,
        WAIT,
        WRONG_PASSWORD;

        /// Names the texts.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
