package sekisho.server.selfservice.web;

import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;

/// What the page `selfservice/home` shows (`/account`).
///
/// @param recovery a recovery that waits and that the member can stop; null if there is none
/// @param stopped whether one was stopped just now
public record HomePage(String name, String email, @Nullable Recovery recovery, boolean stopped) {
    /// A recovery that waits.
    ///
    /// @param asked when it was asked for (full)
    /// @param ripe from when on it can be finished (full)
    public record Recovery(Moment asked, Moment ripe, String device, String place, String reference) {}
}
