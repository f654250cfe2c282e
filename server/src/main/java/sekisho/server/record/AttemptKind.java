package sekisho.server.record;

/// What an attempt is for. The names are stored.
public enum AttemptKind {
    SIGN_IN,
    FORGOT_PASSWORD,
    REGISTRATION
}
