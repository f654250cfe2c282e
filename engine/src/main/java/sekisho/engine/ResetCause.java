package sekisho.engine;

/// Why a password is no longer safe. Nothing else ever leads to a reset.
public enum ResetCause {
    /// It stands on the list of leaked passwords.
    BREACHED,
    /// An operator or the owner switched it off.
    SWITCHED_OFF
}
