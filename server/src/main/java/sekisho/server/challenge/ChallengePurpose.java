package sekisho.server.challenge;

import sekisho.server.hotstate.GuessBudgets.Purpose;
import sekisho.server.mail.MailKind;

/// What a code proves something for. A code or proof of one purpose is worth nothing for another.
public enum ChallengePurpose {
    SIGN_IN(10, Purpose.SIGN_IN_CODE, MailKind.STEP_UP_CODE),
    RESET(30, Purpose.RESET_CODE, MailKind.RESET_CODE),
    REGISTRATION(30, Purpose.REGISTRATION_CODE, MailKind.REGISTRATION_CODE);

    private final int minutes;
    private final Purpose budget;
    private final MailKind mail;

    ChallengePurpose(int minutes, Purpose budget, MailKind mail) {
        this.minutes = minutes;
        this.budget = budget;
        this.mail = mail;
    }

    /// How long a code is good for.
    int minutes() {
        return minutes;
    }

    /// The budget that its guesses use.
    Purpose budget() {
        return budget;
    }

    /// The mail that carries it.
    MailKind mail() {
        return mail;
    }
}
