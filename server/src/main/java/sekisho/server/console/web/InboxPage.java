package sekisho.server.console.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the page `console/inbox` shows (`/console`).
///
/// @param language the filter; null for all
/// @param topic the key of the filter; null for all
/// @param count how many wait in all
/// @param from how many were left out before these
/// @param next from where the next ones are shown; null if these are the last
/// @param step how many are shown at once
/// @param topics the keys of all topics
/// @param recoveries numbers of the cases on which a recovery waits for a second agent
public record InboxPage(
        @Nullable String language,
        @Nullable String topic,
        int count,
        int from,
        @Nullable Integer next,
        int step,
        List<String> topics,
        List<Row> rows,
        List<String> recoveries) {
    public InboxPage {
        topics = List.copyOf(topics);
        rows = List.copyOf(rows);
        recoveries = List.copyOf(recoveries);
    }

    /// One case that waits.
    public record Row(String number, String language, String topic, Waited waited) {}
}
