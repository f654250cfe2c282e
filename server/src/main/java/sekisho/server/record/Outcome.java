package sekisho.server.record;

/// What became of a decision. The names are stored.
public enum Outcome {
    /// How to confirm it was left to choose.
    WAY_ASKED,
    CODE_SENT,
    /// A code that was sent before is asked for again.
    CODE_ASKED,
    /// The number was to be typed on another device.
    DEVICE_ASKED,
    /// It was typed there.
    DEVICE_CONFIRMED,
    /// Another number was typed there.
    NUMBER_WRONG,
    /// The answer to the member's question was asked for.
    QUESTION_ASKED,
    ANSWER_WRONG,
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
    REPORT_UNDONE,
    /// What it had taught was forgotten, because he reported it or another one of the same browser.
    UNLEARNED
}
