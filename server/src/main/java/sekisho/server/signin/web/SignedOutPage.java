package sekisho.server.signin.web;

/// What the page `signin/signed-out` shows.
///
/// @param deviceRemembered whether this browser stays a recognised device
public record SignedOutPage(boolean deviceRemembered) {}
