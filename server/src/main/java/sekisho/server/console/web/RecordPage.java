package sekisho.server.console.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;

/// What the page `console/record` shows (`/console/my-record`).
///
/// @param most how many are shown at most
public record RecordPage(List<Row> rows, int most) {
    public RecordPage {
        rows = List.copyOf(rows);
    }

    /// One entry of the audit.
    ///
    /// @param action the key of its text
    public record Row(
            Moment at,
            String action,
            @Nullable String caseNumber,
            @Nullable String reason) {}
}
