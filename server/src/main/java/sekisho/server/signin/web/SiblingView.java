package sekisho.server.signin.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.Moments;
import sekisho.server.signin.Siblings.Sibling;

/// One of several accounts on an address, as pages show it to whoever has proved the mailbox.
///
/// @param handle what the form sends to choose it
/// @param label what the member calls it himself; `null` if nothing
/// @param made the month in which it was made
public record SiblingView(
        String handle, String name, @Nullable String label, Moment made) {

    /// As the page in this language shows it.
    public static SiblingView of(Sibling sibling, Moments moments, Locale locale) {
        return new SiblingView(
                sibling.handle(), sibling.name(), sibling.label(), moments.month(sibling.created(), locale));
    }
}
