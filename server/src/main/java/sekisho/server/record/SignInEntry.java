package sekisho.server.record;

import java.time.Instant;
import java.util.List;

/// One line of the sign-in history: a decision and all that became of it, in order.
///
/// @param waiting whether it still waits for its member
/// @param attemptKept whether its attempt is still kept, for a month
public record SignInEntry(Decided decided, Instant at, List<Outcome> outcomes, boolean waiting, boolean attemptKept) {
    public SignInEntry {
        outcomes = List.copyOf(outcomes);
    }

    /// Whether it ended in a session.
    public boolean signedIn() {
        return outcomes.contains(Outcome.SIGNED_IN);
    }

    /// Whether the owner reported it and has not taken that back.
    public boolean reported() {
        return outcomes.lastIndexOf(Outcome.REPORTED) > outcomes.lastIndexOf(Outcome.REPORT_UNDONE);
    }

    /// Whether the right password stood behind it and its owner can still say whether it was him.
    public boolean askable() {
        return attemptKept
                && decided.kind() == AttemptKind.SIGN_IN
                && !decided.decision().equals("DENY");
    }
}
