package sekisho.server.signin.web;

/// What the page `signin/signed-out` shows.
///
/// @param remembered how many accounts this browser still knows
public record SignedOutPage(int remembered) {}
