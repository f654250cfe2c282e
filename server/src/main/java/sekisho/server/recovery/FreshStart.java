package sekisho.server.recovery;

import java.util.UUID;
import org.springframework.stereotype.Component;
import sekisho.server.account.Account;
import sekisho.server.challenge.OneTimeCodes;
import sekisho.server.challenge.Proofs;
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
import sekisho.server.signin.Attempts;
import sekisho.server.signin.RecoveryNotices;

/// What a new password means, however it came about: everything that was opened with the old one ends.
@Component
class FreshStart {
    private final Passwords passwords;
    private final GuessBudgets budgets;
    private final Sessions sessions;
    private final Devices devices;
    private final Attempts attempts;
    private final OneTimeCodes codes;
    private final Proofs proofs;
    private final SecurityQuestions questions;
    private final SignInRecords records;
    private final RecoveryNotices recoveryNotices;

    FreshStart(
            Passwords passwords,
            GuessBudgets budgets,
            Sessions sessions,
            Devices devices,
            Attempts attempts,
            OneTimeCodes codes,
            Proofs proofs,
            SecurityQuestions questions,
            SignInRecords records,
            RecoveryNotices recoveryNotices) {
        this.passwords = passwords;
        this.budgets = budgets;
        this.sessions = sessions;
        this.devices = devices;
        this.attempts = attempts;
        this.codes = codes;
        this.proofs = proofs;
        this.questions = questions;
        this.records = records;
        this.recoveryNotices = recoveryNotices;
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
        for (UUID cancelled : attempts.cancelOthers(accountId, attempt.id())) {
            records.outcome(accountId, cancelled, Outcome.CANCELLED, null);
        }
        codes.retireAll(accountId);
        proofs.voidAll(accountId);
        questions.remove(accountId);
        recoveryNotices.stop(account);
        records.outcome(accountId, attempt.id(), Outcome.PASSWORD_CHANGED, null);
    }
}
