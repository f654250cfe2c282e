package sekisho.server.console;

import org.jspecify.annotations.Nullable;
import sekisho.server.record.SignInEntry;
import sekisho.server.signin.Keepsakes.Keepsake;

/// What a reply may tell of, as it is recorded.
///
/// @param number of the case
/// @param numberGiven whether the member told a reference number
/// @param about the sign-in; null where nothing may be told of one
/// @param keepsake what it left behind; null where that isn't known
/// @param unsafe whether the account's password is declared unsafe now
/// @param changedSince whether a new password was chosen after the sign-in
record ReplyFacts(
        String number,
        boolean numberGiven,
        @Nullable SignInEntry about,
        @Nullable Keepsake keepsake,
        boolean unsafe,
        boolean changedSince) {
    /// Nothing may be told of a sign-in.
    static ReplyFacts general(String number, boolean numberGiven) {
        return new ReplyFacts(number, numberGiven, null, null, false, false);
    }
}
