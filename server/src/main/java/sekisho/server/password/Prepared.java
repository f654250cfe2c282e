package sekisho.server.password;

/// What became of a new password before it is stored.
public sealed interface Prepared {
    /// It can be stored.
    record Ready(HashedPassword hashed) implements Prepared {}

    /// It is the account's current password or one of the last ones.
    record UsedBefore() implements Prepared {}

    /// It wasn't looked at: too many passwords are being checked at the moment.
    record Busy() implements Prepared {}
}
