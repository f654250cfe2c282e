package sekisho.server.signin.web;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sekisho.server.device.RememberedAccount;

/// Whom the browser of one request may be greeted as.
///
/// @param accounts the accounts that it names, the latest first
/// @param last whose session its cookie stands for, also one that has ended; null if it has none
record Greeting(List<RememberedAccount> accounts, @Nullable UUID last) {
    Greeting {
        accounts = List.copyOf(accounts);
    }

    /// The account of a handle.
    Optional<RememberedAccount> find(String handle) {
        return accounts.stream()
                .filter(account -> account.handle().equals(handle))
                .findFirst();
    }

    /// The account that is meant when none was chosen: the one whose session ended, or the only one.
    Optional<RememberedAccount> meant() {
        return accounts.stream()
                .filter(account -> !several() || account.accountId().equals(last))
                .findFirst();
    }

    /// Whether there is a choice.
    boolean several() {
        return accounts.size() > 1;
    }
}
