package sekisho.server.session;

import java.util.UUID;

/// The event that all sessions of an account were ended, or all but the one that wished it: whatever else opens
/// something of the account ends with them. It is published in the transaction that ended them.
public record SessionsEnded(UUID accountId) {}
