package sekisho.server.selfservice.web;

/// What the page `selfservice/email-undone` shows: the end of an undo.
///
/// @param restored false if the address belongs to another account by now
public record EmailUndonePage(String email, boolean restored) {}
