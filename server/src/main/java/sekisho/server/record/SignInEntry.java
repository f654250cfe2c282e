package sekisho.server.record;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// One line of the sign-in history: a decision and all that became of it, in order.
///
/// @param waiting whether it still waits for its member
/// @param attemptKept whether its attempt is still kept, for a month
public record SignInEntry(Decided decided, Instant at, List<Outcome> outcomes, boolean waiting, boolean attemptKept) {
    private static final Set<Outcome> ASKED = EnumSet.of(
            Outcome.WAY_ASKED, Outcome.CODE_SENT, Outcome.CODE_ASKED, Outcome.DEVICE_ASKED, Outcome.QUESTION_ASKED);

    public SignInEntry {
        outcomes = List.copyOf(outcomes);
    }

    /// Whether it ended in a session.
    public boolean signedIn() {
        return outcomes.contains(Outcome.SIGNED_IN);
    }

    /// How its member was asked last to prove himself, as it was recorded: `WAY_ASKED`,
    /// `DEVICE_ASKED`, `QUESTION_ASKED`, or else a code.
    public Outcome askedLast() {
        return outcomes.reversed().stream().filter(ASKED::contains).findFirst().orElse(Outcome.CODE_SENT);
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
