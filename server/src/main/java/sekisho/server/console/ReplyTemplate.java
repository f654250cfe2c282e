package sekisho.server.console;

import java.util.Locale;
import java.util.UUID;

/// A text that agents may put into an answer once it is released.
///
/// @param writtenBy who wrote it; somebody else releases it
public record ReplyTemplate(
        UUID templateId, String name, String japanese, String english, UUID writtenBy, boolean released) {
    /// The text in a language; English for any but Japanese.
    public String text(Locale locale) {
        return locale.getLanguage().equals("ja") ? japanese : english;
    }
}
