package sekisho.server.support;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How support answered inquiries in one language on one topic.
///
/// @param sent how many answers
/// @param unchanged how many of them as they were suggested
/// @param waited how long the median of the messages that they answered had waited; null if none had
public record ReplyFigure(
        Locale language,
        Topic topic,
        int sent,
        int unchanged,
        @Nullable Duration waited) {}
