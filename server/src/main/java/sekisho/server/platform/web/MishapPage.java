package sekisho.server.platform.web;

/// The page of a [Mishap].
///
/// @param key names its texts
/// @param code for the support
/// @param reference pairs the page with the server's log
/// @param againHref where the member can start again
record MishapPage(String key, String code, String reference, String againHref) {}
