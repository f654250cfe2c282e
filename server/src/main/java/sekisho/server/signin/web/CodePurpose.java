package sekisho.server.signin.web;

import java.util.Locale;

/// What a mailed code is asked for; each has its own texts and its own form.
public enum CodePurpose {
    /// A sign-in with the right password needs one more proof.
    SIGN_IN("/signin/code"),
    /// The password was right, but isn't safe any more.
    RESET("/reset/code"),
    /// The password is forgotten; whether the address has an account isn't said.
    FORGOT("/reset/code"),
    /// The mailbox of a new account is proved; whether it has one already isn't said.
    REGISTRATION("/register/code"),
    /// The new mailbox of a member who lost his; whether there is such an account isn't said.
    RECOVERY("/recover/address/code");

    private final String action;

    CodePurpose(String action) {
        this.action = action;
    }

    /// The path to which the form is posted.
    public String action() {
        return action;
    }

    /// Names the texts.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
