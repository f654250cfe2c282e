package sekisho.server.recovery.web;

import java.util.List;
import sekisho.server.platform.web.PageError;

/// What the page `recovery/code` shows (`/recover/code`): address and saved code. It never holds a code.
///
/// @param email what was typed; empty at first
public record RecoveryCodePage(String email, List<PageError> errors) {
    public RecoveryCodePage {
        errors = List.copyOf(errors);
    }
}
