package sekisho.server.account;

import java.util.List;
import java.util.UUID;

/// What an e-mail address leads to: no account, one, or several that the password tells apart. An address
/// without one leads to a phantom: an account id and salt that look and cost like real ones and are the
/// same each time, so that everything that follows is the same work.
///
/// @param accountId stands for the address while nothing has told which account is meant: the one that has
///     been on it longest, or the phantom. What is counted for the address, and every attempt that names no
///     account, hangs on it
/// @param salt shared by all accounts on the address
/// @param accounts the accounts on it, the longest there first; empty for a phantom
public record LoginIdentity(UUID accountId, byte[] salt, List<UUID> accounts) {
    public LoginIdentity {
        accounts = List.copyOf(accounts);
    }

    /// Whether any account is on it.
    public boolean exists() {
        return !accounts.isEmpty();
    }

    /// The accounts on it but this one: its siblings.
    public List<UUID> siblingsOf(UUID account) {
        return accounts.stream().filter(other -> !other.equals(account)).toList();
    }

    /// The same for an account that leaves its siblings and keeps its salt.
    public LoginIdentity alone(UUID account) {
        return new LoginIdentity(account, salt, List.of(account));
    }
}
