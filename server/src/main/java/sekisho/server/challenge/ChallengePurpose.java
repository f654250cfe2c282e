package sekisho.server.challenge;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import sekisho.server.hotstate.GuessBudgets.Purpose;
import sekisho.server.mail.MailKind;

/// What a code proves something for. A code or proof of one purpose is worth nothing for another.
///
/// What follows a right password or a right saved code has budgets of its own: somebody who knows only the
/// address can use up those of a forgotten password, and the owner still gets his code.
public enum ChallengePurpose {
    /// A sign-in with the right password.
    SIGN_IN(10, Purpose.SIGN_IN_CODE, Purpose.SIGN_IN_MAIL, MailKind.STEP_UP_CODE),
    /// A new password for one that was right, but isn't safe any more.
    RESET(30, Purpose.SIGN_IN_CODE, Purpose.SIGN_IN_MAIL, MailKind.RESET_CODE),
    /// A new password for a forgotten one.
    FORGOT(30, Purpose.RESET_CODE, Purpose.CODE_MAIL, MailKind.RESET_CODE),
    /// The mailbox of a new member.
    REGISTRATION(30, Purpose.REGISTRATION_CODE, Purpose.CODE_MAIL, MailKind.REGISTRATION_CODE),
    /// "It wasn't me" is taken back.
    UNDO_REPORT(10, Purpose.UNDO_CODE, Purpose.UNDO_MAIL, MailKind.REPORT_UNDO_CODE),
    /// The mailbox of a member who wants another address: he still reads it.
    EMAIL_CHANGE(30, Purpose.OWN_DATA_CODE, Purpose.OWN_DATA_MAIL, MailKind.EMAIL_CHANGE_CODE),
    /// The mailbox that he wants instead.
    NEW_EMAIL(30, Purpose.OWN_DATA_CODE, Purpose.OWN_DATA_MAIL, MailKind.NEW_EMAIL_CODE),
    /// The mailbox of an address that an account has left, to have it back.
    EMAIL_UNDO(30, Purpose.EMAIL_UNDO_CODE, Purpose.EMAIL_UNDO_MAIL, MailKind.EMAIL_UNDO_CODE),
    /// The end of an account, asked for in a browser that isn't recognised.
    DELETION(30, Purpose.OWN_DATA_CODE, Purpose.OWN_DATA_MAIL, MailKind.DELETION_CODE),
    /// New recovery codes, asked for in a browser that isn't recognised.
    RECOVERY_CODES(30, Purpose.OWN_DATA_CODE, Purpose.OWN_DATA_MAIL, MailKind.RECOVERY_CODES_CODE),
    /// A security question, set in a browser that isn't recognised.
    SECURITY_QUESTION(30, Purpose.OWN_DATA_CODE, Purpose.OWN_DATA_MAIL, MailKind.SECURITY_QUESTION_CODE),
    /// The mailbox that a member wants in place of a lost one, after a saved code.
    RECOVERY_BY_CODE_ADDRESS(
            30, Purpose.RECOVERY_BY_CODE_CODE, Purpose.RECOVERY_BY_CODE_MAIL, MailKind.RECOVERY_ADDRESS_CODE),
    /// The same where nothing was shown yet, for a waiting period.
    RECOVERY_ADDRESS(30, Purpose.RECOVERY_ADDRESS_CODE, Purpose.RECOVERY_ADDRESS_MAIL, MailKind.RECOVERY_ADDRESS_CODE),
    /// The mailbox of somebody who writes to support without signing in.
    SUPPORT(30, Purpose.SUPPORT_CODE, Purpose.SUPPORT_MAIL, MailKind.SUPPORT_CODE),
    /// A way back in without the mailbox: by a saved code or a waiting period, so no code is mailed for it.
    RECOVERY(Purpose.RECOVERY_CODE);

    private final int minutes;
    private final Purpose guesses;
    private final Purpose mails;
    private final @Nullable MailKind mail;

    ChallengePurpose(Purpose guesses) {
        this.minutes = 0;
        this.guesses = guesses;
        this.mails = guesses;
        this.mail = null;
    }

    ChallengePurpose(int minutes, Purpose guesses, Purpose mails, MailKind mail) {
        this.minutes = minutes;
        this.guesses = guesses;
        this.mails = mails;
        this.mail = mail;
    }

    /// How long a code is good for.
    int minutes() {
        return minutes;
    }

    /// The budget that its guesses use.
    Purpose guesses() {
        return guesses;
    }

    /// The budget that its mails use.
    Purpose mails() {
        return mails;
    }

    /// The mail that usually carries it.
    public MailKind mail() {
        return Objects.requireNonNull(mail, "no code is mailed for it");
    }
}
