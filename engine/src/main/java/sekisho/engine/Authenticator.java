package sekisho.engine;

/// A way by which a member can prove who he is beside the password.
public enum Authenticator {
    EMAIL_CODE
}
