package sekisho.server.password;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What became of a password at sign-in.
public sealed interface Verification {
    /// It was the password of one of the accounts.
    ///
    /// @param accountId of which
    /// @param breached whether it stands on the list of leaked passwords; null where that isn't known
    /// @param unsafeCause why an operator or the owner declared it unsafe; null if nobody did
    /// @param current what it was compared with: for [Passwords#isCurrent]
    record Right(
            UUID accountId,
            @Nullable Boolean breached,
            @Nullable String unsafeCause,
            HashedPassword current) implements Verification {}

    /// It was not, or there is no such account.
    record Wrong() implements Verification {}

    /// It wasn't compared: too many guesses were wrong on this account.
    ///
    /// @param next when the next guess is evaluated
    record TooMany(Instant next) implements Verification {}

    /// It wasn't compared and not counted: too many passwords are being checked at the moment. A moment
    /// later may do.
    record Busy() implements Verification {}
}
