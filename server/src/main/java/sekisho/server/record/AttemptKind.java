package sekisho.server.record;

/// What an attempt is for. The names are stored.
public enum AttemptKind {
    SIGN_IN,
    FORGOT_PASSWORD,
    REGISTRATION,
    RECOVERY_BY_CODE,
    RECOVERY_BY_WAITING
}
