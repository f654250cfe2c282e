package sekisho.server.recovery.web;

/// What the page `recovery/recover` shows (`/recover`): the ways back in without the mailbox.
///
/// @param hours how long the way without a code waits
/// @param days how long it can be finished after that
public record RecoverPage(long hours, long days) {}
