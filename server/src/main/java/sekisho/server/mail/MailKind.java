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
    /// The password was changed (E7).
    PASSWORD_CHANGED(false, Set.of("when")),
    /// The guesses at a code are used up, so guessing was stopped (E6).
    GUESSES_STOPPED(false, Set.of("when")),
    /// Somebody tried to register with the address of an account.
    ALREADY_REGISTERED(false, Set.of("when")),
    /// The code that proves the new mailbox of a member who lost his.
    RECOVERY_ADDRESS_CODE(true, Set.of("when", "until")),
    /// A set of recovery codes was made.
    RECOVERY_CODES_MADE(false, Set.of("when")),
    /// A recovery waits for its time, to the account's address (E11).
    RECOVERY_STARTED(false, Set.of("when", "until")),
    /// It has waited half its time, to the account's address (E11).
    RECOVERY_REMINDER(false, Set.of("when", "until")),
    /// A recovery waits for its time, to the new address (E11).
    RECOVERY_WAITS(false, Set.of("when", "until")),
    /// A recovery was stopped, to both addresses (E11).
    RECOVERY_STOPPED(false, Set.of("when")),
    /// A recovery wasn't finished in time, to both addresses (E11).
    RECOVERY_EXPIRED(false, Set.of("when")),
    /// An account was recovered: new address and password, to both addresses (E11).
    RECOVERY_DONE(false, Set.of("when"));

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
