package sekisho.server.support.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;
import sekisho.server.support.SupportCase;
import sekisho.server.support.Topic;

/// What the page `support/cases` shows (`/support`): the cases of whoever reads.
///
/// @param open until when this browser may read without a sign-in (clock); null for a member who is signed in
public record CasesPage(List<Row> rows, @Nullable Moment open) {
    public CasesPage {
        rows = List.copyOf(rows);
    }

    /// One case.
    ///
    /// @param opened full
    public record Row(String number, Topic topic, SupportCase.State state, Moment opened) {}
}
