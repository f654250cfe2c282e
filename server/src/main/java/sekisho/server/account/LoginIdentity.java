package sekisho.server.account;

import java.util.UUID;

/// What an e-mail address leads to. An unknown address leads to a phantom: an account id and salt that
/// look and cost like real ones and are the same each time, so that everything that follows is the same
/// work.
///
/// @param salt shared by all accounts on the address
/// @param exists false for a phantom
public record LoginIdentity(UUID accountId, byte[] salt, boolean exists) {}
