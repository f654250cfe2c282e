package sekisho.server.signin;

/// Where an attempt stands. `attempt-states.mmd` beside this file draws it, and a test compares the two.
public enum AttemptState {
    /// There are several ways to prove it; none was chosen, and nothing was sent yet.
    WAY_ASKED,
    /// A code was sent; with it the member is signed in.
    CODE_ASKED,
    /// The number of the page is to be typed on another device; then the member may go on here.
    DEVICE_ASKED,
    /// The answer to the member's own question is asked for.
    QUESTION_ASKED,
    /// The password is no longer safe; the page that says so is shown and nothing was sent yet.
    RESET_ASKED,
    /// A code was sent; with it a new password may be chosen.
    RESET_CODE_ASKED,
    /// The mailbox is proved, and several accounts are on its address: which one is meant is asked.
    RESET_ACCOUNT_ASKED,
    /// The mailbox is proved; a new password is asked for.
    NEW_PASSWORD_ASKED,
    /// A code was sent; with it the mailbox of a new member is proved.
    REGISTRATION_CODE_ASKED,
    /// The mailbox of a new member is proved, and its address has accounts already: whether he wants another
    /// one is asked.
    ANOTHER_ACCOUNT_ASKED,
    /// The mailbox of a new member is proved; his first password is asked for.
    FIRST_PASSWORD_ASKED,
    /// A saved recovery code was right; the address of a new mailbox is asked for.
    RECOVERY_ADDRESS_ASKED,
    /// A code was sent to the new mailbox; with it the mailbox is proved.
    RECOVERY_CODE_ASKED,
    /// The recovery is proved, and so is the new mailbox; a new password is asked for.
    RECOVERY_PASSWORD_ASKED,
    /// The end of this attempt: its recovery waits for its time.
    RECOVERY_WAITS,
    /// The end: signed in.
    SIGNED_IN,
    /// The end: refused, or waiting for what can't be had.
    REFUSED,
    /// The end: something else made it worthless.
    CANCELLED;

    /// Whether nothing more can happen.
    public boolean ended() {
        return switch (this) {
            case RECOVERY_WAITS, SIGNED_IN, REFUSED, CANCELLED -> true;
            case WAY_ASKED,
                    CODE_ASKED,
                    DEVICE_ASKED,
                    QUESTION_ASKED,
                    RESET_ASKED,
                    RESET_CODE_ASKED,
                    RESET_ACCOUNT_ASKED,
                    NEW_PASSWORD_ASKED,
                    REGISTRATION_CODE_ASKED,
                    ANOTHER_ACCOUNT_ASKED,
                    FIRST_PASSWORD_ASKED,
                    RECOVERY_ADDRESS_ASKED,
                    RECOVERY_CODE_ASKED,
                    RECOVERY_PASSWORD_ASKED -> false;
        };
    }

    /// Whether an attempt may go from here to there. Everything may be cancelled while it hasn't ended.
    public boolean leadsTo(AttemptState next) {
        return switch (this) {
            case WAY_ASKED -> next == CODE_ASKED || next == DEVICE_ASKED || next == QUESTION_ASKED || next == CANCELLED;
            case CODE_ASKED -> next == DEVICE_ASKED || next == QUESTION_ASKED || next == SIGNED_IN || next == CANCELLED;
            case DEVICE_ASKED -> next == CODE_ASKED || next == QUESTION_ASKED || next == SIGNED_IN || next == CANCELLED;
            case QUESTION_ASKED -> next == CODE_ASKED || next == DEVICE_ASKED || next == SIGNED_IN || next == CANCELLED;
            case RESET_ASKED -> next == RESET_CODE_ASKED || next == CANCELLED;
            case RESET_CODE_ASKED -> next == RESET_ACCOUNT_ASKED || next == NEW_PASSWORD_ASKED || next == CANCELLED;
            case RESET_ACCOUNT_ASKED -> next == NEW_PASSWORD_ASKED || next == CANCELLED;
            case NEW_PASSWORD_ASKED -> next == SIGNED_IN || next == CANCELLED;
            case REGISTRATION_CODE_ASKED ->
                next == ANOTHER_ACCOUNT_ASKED || next == FIRST_PASSWORD_ASKED || next == CANCELLED;
            case ANOTHER_ACCOUNT_ASKED -> next == CANCELLED;
            case FIRST_PASSWORD_ASKED -> next == SIGNED_IN || next == CANCELLED;
            case RECOVERY_ADDRESS_ASKED -> next == RECOVERY_CODE_ASKED || next == CANCELLED;
            case RECOVERY_CODE_ASKED ->
                next == RECOVERY_ADDRESS_ASKED
                        || next == RECOVERY_PASSWORD_ASKED
                        || next == RECOVERY_WAITS
                        || next == CANCELLED;
            case RECOVERY_PASSWORD_ASKED -> next == SIGNED_IN || next == CANCELLED;
            case RECOVERY_WAITS, SIGNED_IN, REFUSED, CANCELLED -> false;
        };
    }
}
