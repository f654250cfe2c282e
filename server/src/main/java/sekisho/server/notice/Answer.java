package sekisho.server.notice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an owner has said about a sign-in so far.
///
/// @param numbersTried how often he typed the number of the waiting device
/// @param claimed when he said that it was him; `null` if he didn't
/// @param reported when he said that it was not him; `null` if he didn't
/// @param passwordOff whether the password was switched off for that
/// @param sessionsEnded how many sessions were ended for that
/// @param undone when he took that back; `null` if he didn't
/// @param undoUntil until when he can take that back; `null` if he can't
public record Answer(
        int numbersTried,
        @Nullable Instant claimed,
        @Nullable Instant reported,
        boolean passwordOff,
        int sessionsEnded,
        @Nullable Instant undone,
        @Nullable Instant undoUntil) {
    static final Answer NONE = new Answer(0, null, null, false, 0, null, null);

    /// Whether it stands that it was not him.
    public boolean reportStands() {
        return reported != null && undone == null;
    }
}
