package sekisho.server.support.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.PageError;
import sekisho.server.support.SecretScan;
import sekisho.server.support.SupportCase;
import sekisho.server.support.Topic;

/// What the page `support/case` shows (`/support/{number}`): the thread of a case.
///
/// @param about the reference number that the member told; null if none
/// @param entries what was written and done, the oldest first
/// @param received whether it was made just now
/// @param text what the member writes
/// @param checked as on the page of a new inquiry
public record CasePage(
        String number,
        Topic topic,
        SupportCase.State state,
        @Nullable String about,
        List<Entry> entries,
        boolean received,
        String text,
        String checked,
        List<SecretScan.Kind> masked,
        int most,
        List<PageError> errors) {
    public CasePage {
        entries = List.copyOf(entries);
        masked = List.copyOf(masked);
        errors = List.copyOf(errors);
    }

    /// Something that was written or done.
    ///
    /// @param kind names the texts: `member`, `staff`, or a kind of event
    /// @param role the last part of the agent's role; null for the member
    /// @param text what was written; null where something was done
    public record Entry(
            String kind, @Nullable String role, @Nullable String text, Moment when) {}
}
