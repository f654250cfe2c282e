package sekisho.server.signin;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sekisho.engine.Authenticator;
import sekisho.engine.ResetCause;
import sekisho.server.record.AttemptKind;

/// One sign-in, forgotten password or registration, from its first form to its end.
///
/// @param reference the number that stands on page, mail and history
/// @param stay whether the member wants to stay signed in
/// @param returnTo the page of the site that the member wanted; `null` if none
/// @param sentTo where its codes go, or would go if the address had an account; `null` where none are sent
/// @param ways how it may be proved, where its member can choose; else empty
/// @param deviceId the device whose token came with it; `null` if none did, or nobody can choose
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
        Set<Authenticator> ways,
        @Nullable UUID deviceId,
        Instant changed,
        Instant expires) {
    public Attempt {
        ways = Set.copyOf(ways);
    }
}
