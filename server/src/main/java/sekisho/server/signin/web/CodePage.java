package sekisho.server.signin.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.PageError;
import sekisho.server.platform.web.Reason;

/// What the page `signin/code` shows: the entry of a mailed code, whatever it is for. It never holds
/// the code.
///
/// @param address where the mail went, masked
/// @param until until when the code works (clock); null if none works now
/// @param resendsLeft how often the code can be sent again
/// @param resent whether a newer mail was just sent
/// @param reasons the coarse reasons, without shares, because the reader may not be the owner; may be empty
/// @param subject subject of the mail with the code masked
/// @param sender sender address of the mail
/// @param number what the owner types who says on another device that this is him; null where nobody is
///     asked that
/// @param otherWays whether it can be confirmed in another way too
/// @param waitUntil when tries or mails are used up: from when a new one works; then there is no field
public record CodePage(
        CodePurpose purpose,
        String address,
        @Nullable Moment until,
        int resendsLeft,
        boolean resent,
        List<Reason> reasons,
        String subject,
        String sender,
        String reference,
        @Nullable String number,
        boolean otherWays,
        @Nullable Moment waitUntil,
        List<PageError> errors) {
    public CodePage {
        reasons = List.copyOf(reasons);
        errors = List.copyOf(errors);
    }
}
