package sekisho.server.device;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An account that a browser still knows, recognised or not any more. Whoever holds the browser's
/// cookie may see the name, the label and the masked address; nothing else follows from it.
///
/// @param deviceId the browser; its text is the handle on pages, which never hold the account's id
/// @param label what the member calls the account; `null` if nothing
/// @param email in full: for the sign-in, never for a page
/// @param nameHidden whether the member doesn't want to be named in this browser
/// @param unused whether the browser wasn't used for so long that it is no longer recognised
public record RememberedAccount(
        UUID accountId,
        UUID deviceId,
        String name,
        @Nullable String label,
        String email,
        boolean nameHidden,
        boolean unused) {

    /// Names this account on pages of this browser, and nowhere else.
    public String handle() {
        return deviceId.toString();
    }
}
