package sekisho.server.record;

/// What became of a decision. The names are stored.
public enum Outcome {
    CODE_SENT,
    CODE_WRONG,
    CODE_BUDGET_USED_UP,
    PROVED,
    PASSWORD_CHANGED,
    ADDRESS_CHANGED,
    RECOVERY_WAITS,
    RECOVERY_COMPLETED,
    SIGNED_IN,
    CANCELLED,
    /// The owner said that it was him.
    CLAIMED,
    /// The owner said that it was not him.
    REPORTED,
    /// He took that back.
    REPORT_UNDONE
}
