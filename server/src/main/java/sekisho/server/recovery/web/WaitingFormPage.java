package sekisho.server.recovery.web;

import java.util.List;
import sekisho.server.platform.web.PageError;

/// What the page `recovery/wait` shows (`/recover/wait`): the account's address and the new one, to begin
/// and to finish.
///
/// @param email what was typed; empty at first
/// @param name what was typed; empty where the account is alone on its address
/// @param newEmail what was typed; empty at first
/// @param hours how long it waits
/// @param days how long it can be finished after that
public record WaitingFormPage(
        String email, String name, String newEmail, long hours, long days, List<PageError> errors) {
    public WaitingFormPage {
        errors = List.copyOf(errors);
    }
}
