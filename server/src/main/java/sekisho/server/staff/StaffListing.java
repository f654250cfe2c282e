package sekisho.server.staff;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One line of the list of staff.
///
/// @param lastSignIn `null` if there was none
public record StaffListing(
        String name, StaffRole role, State state, @Nullable Instant lastSignIn) {
    /// Whether somebody can sign in.
    public enum State {
        ACTIVE,
        INVITED,
        /// The invitation ran out before it was used.
        EXPIRED,
        DISABLED
    }
}
