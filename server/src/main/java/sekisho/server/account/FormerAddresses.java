package sekisho.server.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sekisho.server.platform.ReferenceNumber;

/// The addresses that accounts have left, each for as long as whoever reads its mails can have it back.
/// Whoever changes one holds the account's lock; those methods join the caller's transaction.
@Component
public class FormerAddresses {
    /// For so many days whoever reads the mails of the address before can undo the change.
    public static final int UNDO_DAYS = 14;

    private final FormerAddressStore store;

    FormerAddresses(FormerAddressStore store) {
        this.store = store;
    }

    /// An address that an account has left.
    ///
    /// @param reference its own number, in the mail to this address only: with the address it asks for the undo
    /// @param until until when it can be had back
    public record Left(
            UUID accountId, UUID undoId, String reference, EmailAddress address, Instant changedAt, Instant until) {}

    /// Keeps the address that an account has just left.
    public Left leave(UUID accountId, EmailAddress address) {
        return store.leave(accountId, UUID.randomUUID(), ReferenceNumber.random(), address, UNDO_DAYS);
    }

    /// The address that an account has left, if it can still be had back.
    public Optional<Left> find(EmailAddress address, String reference) {
        return store.find(address, reference);
    }

    /// The accounts that can still have this address back.
    public List<UUID> leftBy(EmailAddress address) {
        return store.leftBy(address);
    }

    /// Uses an undo up, and with it those of all later changes.
    public void close(UUID accountId, UUID undoId) {
        store.close(accountId, undoId);
    }

    /// The account goes back to an address that it has left: nothing is to be had back by it, nor by those
    /// of later changes.
    ///
    /// @return false if it hasn't left that address, or too long ago
    public boolean goBack(UUID accountId, EmailAddress address) {
        return store.goBack(accountId, address);
    }

    /// Until when the latest change of an address can be undone.
    public Optional<Instant> undoableUntil(UUID accountId) {
        return store.undoableUntil(accountId);
    }

    /// Nobody undoes what was changed since then.
    public void closeSince(UUID accountId, Instant since) {
        store.closeSince(accountId, since);
    }
}
