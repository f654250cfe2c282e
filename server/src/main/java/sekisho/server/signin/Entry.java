package sekisho.server.signin;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.AccountToken;

/// What the browser of a member who is in gets.
///
/// @param stay whether the session outlives the browser
/// @param device the new token of this browser; `null` if it got one just before, or wasn't proved and
///     so isn't remembered
/// @param attemptId the attempt that led in
public record Entry(
        AccountToken session, boolean stay, @Nullable AccountToken device, UUID attemptId) {}
