package sekisho.server.record;

import java.time.Instant;
import java.util.List;

/// One line of the sign-in history: a decision and all that became of it, in order.
///
/// @param waiting whether it still waits for its member
public record SignInEntry(Decided decided, Instant at, List<Outcome> outcomes, boolean waiting) {
    public SignInEntry {
        outcomes = List.copyOf(outcomes);
    }

    /// Whether it ended in a session.
    public boolean signedIn() {
        return outcomes.contains(Outcome.SIGNED_IN);
    }
}
