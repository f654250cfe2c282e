package sekisho.server.mail;

import java.util.Locale;
import java.util.Set;

/// What a mail is about. Each kind has a text in `mails/<kind>_ja.txt` and `_en.txt`, and names the
/// facts that the caller must give. `device` and `place` may always be left out: the mail then says
/// that they aren't known.
public enum MailKind {
    /// The code that proves a sign-in (E1).
    STEP_UP_CODE(true, Set.of("when", "until")),
    /// The code that proves a password reset (E2).
    RESET_CODE(true, Set.of("when", "until")),
    /// The code that proves the mailbox of somebody who registers.
    REGISTRATION_CODE(true, Set.of("when", "until")),
    /// The same, where the address has accounts already. Its subject is the same too: the page shows it.
    ANOTHER_ACCOUNT_CODE(true, Set.of("when", "until")),
    /// The password was changed (E7).
    PASSWORD_CHANGED(false, Set.of("when")),
    /// The guesses at a code are used up, so guessing was stopped (E6).
    GUESSES_STOPPED(false, Set.of("when")),
    /// Somebody wanted to move another account to the address of an account.
    ALREADY_REGISTERED(false, Set.of("when")),
    /// A sign-in with the right password is held back, and no code mail has told of it (E3).
    SIGN_IN_STOPPED(false, Set.of("when", "until")),
    /// A browser that isn't recognised was let in unasked (E5).
    SIGN_IN_NOTED(false, Set.of("when")),
    /// The owner said that it was not him: what was done (E12).
    SIGN_IN_REPORTED(false, Set.of("when", "until", "ended", "password")),
    /// The code with which that is taken back.
    REPORT_UNDO_CODE(true, Set.of("when", "until")),
    /// That was taken back.
    REPORT_UNDONE(false, Set.of("when", "password")),
    /// The code that confirms, by the present address, that another one is wanted.
    EMAIL_CHANGE_CODE(true, Set.of("when", "until")),
    /// The code that proves the mailbox that an account moves to.
    NEW_EMAIL_CODE(true, Set.of("when", "until")),
    /// The address was changed: to the one before, with how to undo it (E10).
    EMAIL_CHANGED(false, Set.of("when", "undo")),
    /// The address was changed: to the new one (E10).
    EMAIL_IS_NEW(false, Set.of("when", "undo")),
    /// The account went back to an address that it had left: to both addresses.
    EMAIL_BACK(false, Set.of("when")),
    /// The code by which whoever reads the mails of the address before has it back.
    EMAIL_UNDO_CODE(true, Set.of("when", "until")),
    /// The change of the address was undone: to both addresses.
    EMAIL_RESTORED(false, Set.of("when")),
    /// The code that confirms that an account shall be deleted.
    DELETION_CODE(true, Set.of("when", "until")),
    /// The account was deleted; the last mail.
    ACCOUNT_DELETED(false, Set.of("when")),
    /// The code that proves the new mailbox of a member who lost his.
    RECOVERY_ADDRESS_CODE(true, Set.of("when", "until")),
    /// A set of recovery codes was made.
    RECOVERY_CODES_MADE(false, Set.of("when")),
    /// The code that confirms a new set of recovery codes.
    RECOVERY_CODES_CODE(true, Set.of("when", "until")),
    /// A saved recovery code was used, to the account's address.
    RECOVERY_CODE_USED(false, Set.of("when")),
    /// The code that confirms a security question.
    SECURITY_QUESTION_CODE(true, Set.of("when", "until")),
    /// A security question was set or changed.
    SECURITY_QUESTION_SET(false, Set.of("when")),
    /// It was removed.
    SECURITY_QUESTION_REMOVED(false, Set.of("when")),
    /// A recovery waits for its time, to the account's address (E11).
    RECOVERY_STARTED(false, Set.of("when", "until")),
    /// It has waited half its time, to the account's address (E11).
    RECOVERY_REMINDER(false, Set.of("when", "until")),
    /// A recovery waits for its time, to the new address (E11).
    RECOVERY_WAITS(false, Set.of("when", "until")),
    /// A recovery was stopped, to the account's address (E11).
    RECOVERY_STOPPED(false, Set.of("when")),
    /// The same, to the new address that it was asked for with.
    ASKED_RECOVERY_STOPPED(false, Set.of("when")),
    /// A recovery wasn't finished in time, to the account's address (E11).
    RECOVERY_EXPIRED(false, Set.of("when")),
    /// The same, to the new address that it was asked for with.
    ASKED_RECOVERY_EXPIRED(false, Set.of("when")),
    /// An account was recovered: new address and password (E11).
    RECOVERY_DONE(false, Set.of("when")),
    /// The same after a waiting period, to the address that was lost, with how to undo it.
    RECOVERY_MOVED(false, Set.of("when", "undo")),
    /// The code that proves the mailbox of somebody who writes to support without signing in.
    SUPPORT_CODE(true, Set.of("when", "until")),
    /// An inquiry has come in (E13).
    INQUIRY_RECEIVED(false, Set.of("when")),
    /// An answer to it is there to be read on the site (E13).
    INQUIRY_ANSWERED(false, Set.of("when")),
    /// What support did on the account.
    SUPPORT_ACTED(false, Set.of("when", "action"));

    /// The kinds that go to a mailbox which isn't the account's now: one that it has left, whose reference
    /// number opens the way back, or one that a recovery names. They aren't shown to whoever is signed in: it
    /// may be him who moved the account, or the other who wants it.
    public static final Set<MailKind> TO_OTHER_MAILBOX = Set.of(
            EMAIL_CHANGED,
            EMAIL_UNDO_CODE,
            RECOVERY_ADDRESS_CODE,
            RECOVERY_WAITS,
            ASKED_RECOVERY_STOPPED,
            ASKED_RECOVERY_EXPIRED,
            RECOVERY_MOVED);

    private final boolean carriesCode;
    private final Set<String> facts;

    MailKind(boolean carriesCode, Set<String> facts) {
        this.carriesCode = carriesCode;
        this.facts = facts;
    }

    /// Whether a mail of this kind carries a code.
    public boolean carriesCode() {
        return carriesCode;
    }

    /// The facts without which the mail can't be written.
    public Set<String> facts() {
        return facts;
    }

    String fileName(Locale language) {
        return "/mails/" + name().toLowerCase(Locale.ROOT) + "_" + language.getLanguage() + ".txt";
    }
}
