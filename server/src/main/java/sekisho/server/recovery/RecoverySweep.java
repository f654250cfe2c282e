package sekisho.server.recovery;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.challenge.WaitingRecoveries;
import sekisho.server.platform.Transactions;
import sekisho.server.signin.RecoveryNotices;

/// Reminds owners of recoveries that have waited half their time, and ends those that nobody finished.
/// No gate rests on it: each recovery is judged by its own time when it is used.
@Component
class RecoverySweep {
    private static final int MOST = 200;

    private final WaitingRecoveries waits;
    private final Accounts accounts;
    private final RecoveryNotices notices;
    private final Transactions transactions;

    RecoverySweep(WaitingRecoveries waits, Accounts accounts, RecoveryNotices notices, Transactions transactions) {
        this.waits = waits;
        this.accounts = accounts;
        this.notices = notices;
        this.transactions = transactions;
    }

    @Scheduled(fixedDelay = 10, initialDelay = 5, timeUnit = TimeUnit.MINUTES)
    void sweep() {
        for (UUID accountId : waits.due(MOST)) {
            transactions.inOne(accountId, () -> {
                Optional<Account> account = accounts.lock(accountId).filter(found -> !found.disabled());
                notices.expire(accountId, account.orElse(null));
                waits.remind(accountId).ifPresent(waiting -> notices.reminder(account.orElse(null), waiting));
                return accountId;
            });
        }
    }
}
