package sekisho.server.mail;

import java.util.UUID;

/// The right of one worker to send one mail for a while.
///
/// @param tries the number of this try, 1 for the first; a later lease has a higher one, so it fences
///     the older off
record Lease(UUID accountId, UUID mailId, int tries, StoredMail mail) {}
