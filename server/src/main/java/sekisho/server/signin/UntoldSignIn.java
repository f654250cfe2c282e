package sekisho.server.signin;

import sekisho.engine.Evidence;
import sekisho.server.account.Account;

/// The event that the right password came from a browser that isn't recognised, and no mail has told the
/// owner. It is published in the transaction that acted on the decision, and changes nothing of it.
public record UntoldSignIn(Attempt attempt, Account owner, Evidence evidence, What what) {
    /// What became of the sign-in.
    public enum What {
        /// It was let in, and nothing was asked, or only what no mail tells of.
        LET_IN,
        /// It waits for a code, and the mailbox gets no more mails for now.
        WAITS_WITHOUT_CODE,
        /// It waits for a new password or for the choice of a way, and no code was asked for yet.
        WAITS_BEFORE_CODE
    }
}
