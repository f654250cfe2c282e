package sekisho.server.password;

import java.time.Instant;

/// What became of a new password before it is stored.
public sealed interface Prepared {
    /// It can be stored.
    record Ready(HashedPassword hashed) implements Prepared {}

    /// It is the account's current password or one of the last ones.
    record UsedBefore() implements Prepared {}

    /// It is the password of another account on the same address.
    record OfSibling() implements Prepared {}

    /// It wasn't looked at: too many were compared with those of other accounts on the address.
    ///
    /// @param next when the next one is looked at
    record TooMany(Instant next) implements Prepared {}

    /// It wasn't looked at: too many passwords are being checked at the moment.
    record Busy() implements Prepared {}
}
