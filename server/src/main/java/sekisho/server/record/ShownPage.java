package sekisho.server.record;

import java.time.Instant;
import java.util.Locale;

/// The text of a page that an attempt showed, as it was; codes, numbers and addresses are masked.
///
/// @param path the path of the page
/// @param locale the language that it was shown in
/// @param text its lines, without what stands around the content of every page
public record ShownPage(Instant at, String path, Locale locale, String title, String text) {}
