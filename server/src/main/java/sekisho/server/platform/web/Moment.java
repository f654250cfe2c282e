package sekisho.server.platform.web;

/// A point in time on a page.
///
/// @param text for people, in the language of the page
/// @param iso the instant in ISO 8601, for the `datetime` attribute
public record Moment(String text, String iso) {}
