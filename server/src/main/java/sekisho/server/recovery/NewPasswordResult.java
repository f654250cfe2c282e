package sekisho.server.recovery;

import java.time.Instant;
import java.util.List;
import sekisho.server.password.Violation;
import sekisho.server.signin.Entry;

/// What became of a chosen password.
public sealed interface NewPasswordResult {
    /// It is the password now, and the member is in.
    record Done(Entry entry) implements NewPasswordResult {}

    /// It breaks rules; nothing was changed.
    record Rejected(List<Violation> violations) implements NewPasswordResult {
        public Rejected {
            violations = List.copyOf(violations);
        }
    }

    /// It was used on this account before; nothing was changed.
    record UsedBefore() implements NewPasswordResult {}

    /// It is the password of another account on the same address; nothing was changed.
    record OfSibling() implements NewPasswordResult {}

    /// Too many were compared with those of the other accounts on the address; nothing was changed.
    record TooMany(Instant next) implements NewPasswordResult {}

    /// The server hashes as many passwords as it can; nothing was changed.
    record Busy() implements NewPasswordResult {}

    /// There is no unused proof for it: finished already, run out, or cancelled by something else.
    record Ended() implements NewPasswordResult {}
}
