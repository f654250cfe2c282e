package sekisho.engine;

/// What the device cookie said about this browser and this account.
public enum DeviceRecognition {
    /// A valid token of this account came from a browser of the kind it was given to.
    RECOGNISED,
    /// A valid token came from another browser family or system than the one it was given to: perhaps a
    /// copied cookie.
    FOREIGN_CONTEXT,
    /// No token of this account came: a new browser, a cleared cookie or a private window.
    UNKNOWN,
    /// Whether a token came wasn't noted.
    NOT_KNOWN
}
