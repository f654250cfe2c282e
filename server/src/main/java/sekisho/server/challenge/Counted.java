package sekisho.server.challenge;

import java.util.UUID;
import sekisho.server.hotstate.Lane;

/// Where the guesses at a code and its mails are counted.
///
/// @param on the account whose budgets they use up; not always the one that the code is for
/// @param lane of which clients
public record Counted(UUID on, Lane lane) {}
