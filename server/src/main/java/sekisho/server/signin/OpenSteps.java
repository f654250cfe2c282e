package sekisho.server.signin;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.server.account.Account;
import sekisho.server.challenge.OneTimeCodes;
import sekisho.server.challenge.Proofs;
import sekisho.server.record.Outcome;
import sekisho.server.record.SignInRecords;

/// What is under way on an account: attempts, their codes and proofs, and a recovery that waits.
@Component
public class OpenSteps {
    private final Attempts attempts;
    private final OneTimeCodes codes;
    private final Proofs proofs;
    private final SignInRecords records;
    private final RecoveryNotices recoveryNotices;

    OpenSteps(
            Attempts attempts,
            OneTimeCodes codes,
            Proofs proofs,
            SignInRecords records,
            RecoveryNotices recoveryNotices) {
        this.attempts = attempts;
        this.codes = codes;
        this.proofs = proofs;
        this.records = records;
        this.recoveryNotices = recoveryNotices;
    }

    /// Ends all of it, for whoever owns the account or was just proved to; joins the caller's transaction,
    /// which holds the account's lock.
    ///
    /// @param except the attempt that goes on; null if none does
    public void endAll(Account account, @Nullable UUID except) {
        for (UUID cancelled : attempts.cancelAll(account.id(), except)) {
            records.outcome(account.id(), cancelled, Outcome.CANCELLED, null);
        }
        codes.retireAll(account.id());
        proofs.voidAll(account.id());
        recoveryNotices.stop(account);
    }
}
