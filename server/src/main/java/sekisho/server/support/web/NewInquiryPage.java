package sekisho.server.support.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.PageError;
import sekisho.server.support.SecretScan;
import sekisho.server.support.Topic;

/// What the page `support/new` shows (`/support/new`).
///
/// @param accounts to choose from, if there are several
/// @param account the chosen one's handle; empty if none
/// @param checked goes back with the text, so that it isn't looked through twice
/// @param masked what was masked in it just now
/// @param most characters of a text
public record NewInquiryPage(
        Topic topic,
        String reference,
        List<Account> accounts,
        String account,
        String text,
        String checked,
        List<SecretScan.Kind> masked,
        int most,
        List<PageError> errors) {
    public NewInquiryPage {
        accounts = List.copyOf(accounts);
        masked = List.copyOf(masked);
        errors = List.copyOf(errors);
    }

    /// The topics to choose from.
    public List<Topic> topics() {
        return List.of(Topic.values());
    }

    /// One of several accounts on the address.
    ///
    /// @param made since when it exists (month)
    public record Account(
            String handle, String name, @Nullable String label, Moment made) {}
}
