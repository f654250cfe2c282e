package sekisho.engine;

/// A way by which a member can prove who he is beside the password, or in its place to recover the account.
public enum Authenticator {
    /// A code sent to the account's mailbox.
    EMAIL_CODE,
    /// The number that the waiting page shows, typed on another device where the member is signed in.
    SIGNED_IN_DEVICE,
    /// The answer to a question that the member chose; only where the site wants that.
    SECURITY_QUESTION,
    /// One of the codes that the member saved for the day when the mailbox is lost.
    RECOVERY_CODE,
    /// A waiting period in which the owner was told and could stop it.
    WAITING_PERIOD
}
