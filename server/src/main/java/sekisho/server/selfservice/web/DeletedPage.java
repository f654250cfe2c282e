package sekisho.server.selfservice.web;

import java.util.List;
import sekisho.server.selfservice.Deletion;

/// What the page `selfservice/deleted` shows: the report of what was deleted.
///
/// @param noticeTo where the last mail goes, masked
public record DeletedPage(List<Row> rows, String noticeTo) {
    public DeletedPage {
        rows = List.copyOf(rows);
    }

    /// How many rows of a kind there were.
    public record Row(Deletion.Kind kind, int count) {}
}
