package sekisho.server.selfservice.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.PageError;

/// What the page `selfservice/recovery-codes` shows (`/account/recovery-codes`).
///
/// @param codes the set that was just made, in groups of four signs; empty at any other time
/// @param left how many codes of the set haven't been used
/// @param since when the set was made (full); null if there is none
/// @param email the address, for password managers
/// @param mailed the mailed code that is needed beside the password; null in a recognised browser
public record RecoveryCodesPage(
        List<String> codes,
        int left,
        @Nullable Moment since,
        String email,
        @Nullable MailedCode mailed,
        List<PageError> errors) {
    public RecoveryCodesPage {
        codes = List.copyOf(codes);
        errors = List.copyOf(errors);
    }

    /// Masks the codes.
    @Override
    public String toString() {
        return "RecoveryCodesPage(" + codes.size() + " codes)";
    }
}
