package sekisho.server.recovery.web;

import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;

/// What the page `recovery/waiting` shows (`/recover/waiting`): from when on the recovery can be
/// finished, or that there is nothing to finish.
///
/// @param newEmail the new address, masked
/// @param ripe from when on (full); null if there is nothing to finish
/// @param until until when (full); null if there is nothing to finish
public record WaitingPage(
        String newEmail, @Nullable Moment ripe, @Nullable Moment until, String reference) {}
