package sekisho.server.signin;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sekisho.engine.ResetCause;
import sekisho.server.record.AttemptKind;

/// One sign-in, forgotten password or registration, from its first form to its end.
///
/// @param reference the number that stands on page, mail and history
/// @param stay whether the member wants to stay signed in
/// @param returnTo the page of the site that the member wanted; `null` if none
/// @param sentTo where its codes go, or would go if the address had an account; `null` where none are sent
/// @param changed when it reached its state
/// @param resetCause why the password isn't safe any more, if that is so
public record Attempt(
        UUID accountId,
        UUID id,
        String reference,
        AttemptKind kind,
        AttemptState state,
        boolean stay,
        @Nullable String returnTo,
        @Nullable String sentTo,
        @Nullable ResetCause resetCause,
        Instant changed,
        Instant expires) {}
