package sekisho.server.console.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.PageError;

/// What the page `console/templates` shows (`/console/templates`).
///
/// @param lead whether the agent may write, release and remove
/// @param name what was typed
/// @param japanese what was typed
/// @param english what was typed
public record TemplatesPage(
        List<Row> rows,
        boolean lead,
        String name,
        String japanese,
        String english,
        @Nullable String said,
        List<PageError> errors) {
    public TemplatesPage {
        rows = List.copyOf(rows);
        errors = List.copyOf(errors);
    }

    /// One reply text.
    ///
    /// @param own whether the agent has written it himself
    public record Row(String id, String name, String japanese, String english, boolean released, boolean own) {}
}
