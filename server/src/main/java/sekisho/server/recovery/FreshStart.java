package sekisho.server.recovery;

import java.util.UUID;
import org.springframework.stereotype.Component;
import sekisho.server.account.Account;
import sekisho.server.challenge.SecurityQuestions;
import sekisho.server.device.Devices;
import sekisho.server.hotstate.GuessBudgets;
import sekisho.server.hotstate.GuessBudgets.Purpose;
import sekisho.server.password.HashedPassword;
import sekisho.server.password.Passwords;
import sekisho.server.record.Outcome;
import sekisho.server.record.SignInRecords;
import sekisho.server.session.Sessions;
import sekisho.server.signin.Attempt;
import sekisho.server.signin.OpenSteps;

/// What a new password means, however it came about: everything that was opened with the old one ends.
@Component
class FreshStart {
    private final Passwords passwords;
    private final GuessBudgets budgets;
    private final Sessions sessions;
    private final Devices devices;
    private final SecurityQuestions questions;
    private final SignInRecords records;
    private final OpenSteps openSteps;

    FreshStart(
            Passwords passwords,
            GuessBudgets budgets,
            Sessions sessions,
            Devices devices,
            SecurityQuestions questions,
            SignInRecords records,
            OpenSteps openSteps) {
        this.passwords = passwords;
        this.budgets = budgets;
        this.sessions = sessions;
        this.devices = devices;
        this.questions = questions;
        this.records = records;
        this.openSteps = openSteps;
    }

    /// Makes the password the account's. Joins the caller's transaction, which holds the account's lock
    /// and has used up the proof.
    ///
    /// @param attempt the one that leads to it, and the only one that goes on
    void with(Account account, Attempt attempt, HashedPassword password) {
        UUID accountId = account.id();
        passwords.store(accountId, password);
        budgets.forget(accountId, Purpose.PASSWORD);
        sessions.endAll(accountId, null, Sessions.EndCause.PASSWORD_CHANGED);
        devices.forgetAll(accountId, null);
        openSteps.endAll(account, attempt.id());
        questions.remove(accountId);
        records.outcome(accountId, attempt.id(), Outcome.PASSWORD_CHANGED, null);
    }
}
