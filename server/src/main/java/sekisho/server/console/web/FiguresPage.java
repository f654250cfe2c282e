package sekisho.server.console.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;

/// What the page `console/figures` shows (`/console/figures`).
///
/// @param days how far back it counts
public record FiguresPage(int days, List<Row> rows, List<Alarm> alarms) {
    public FiguresPage {
        rows = List.copyOf(rows);
        alarms = List.copyOf(alarms);
    }

    /// The answers in one language on one topic.
    ///
    /// @param percent of them that went as suggested
    public record Row(
            String language,
            String topic,
            int sent,
            int unchanged,
            int percent,
            @Nullable Waited waited) {}

    /// Somebody opened unusually many cases.
    public record Alarm(Moment at, String name, int openings, int usual, boolean refused) {}
}
