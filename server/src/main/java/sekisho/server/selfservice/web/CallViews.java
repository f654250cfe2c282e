package sekisho.server.selfservice.web;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.server.account.Accounts;
import sekisho.server.platform.Transactions;
import sekisho.server.platform.web.Moments;
import sekisho.server.session.SignedIn;
import sekisho.server.support.CallerChecks;
import sekisho.server.support.CallerChecks.Waiting;

/// Shows the check of a caller that waits for a member, and notes where its number was seen first.
@Component
class CallViews {
    private final CallerChecks checks;
    private final Accounts accounts;
    private final Moments moments;
    private final Transactions transactions;

    CallViews(CallerChecks checks, Accounts accounts, Moments moments, Transactions transactions) {
        this.checks = checks;
        this.accounts = accounts;
        this.moments = moments;
        this.transactions = transactions;
    }

    @Nullable
    CallView of(SignedIn member, Locale locale) {
        Optional<Waiting> waiting = checks.waiting(member.accountId());
        if (waiting.isEmpty()) {
            return null;
        }
        Waiting check = waiting.get();
        transactions.inOne(member.accountId(), () -> {
            accounts.lock(member.accountId());
            checks.shown(
                    member.accountId(),
                    check.checkId(),
                    member.since(),
                    member.beginning().browser(),
                    member.beginning().system());
            return true;
        });
        return new CallView(
                check.checkId(), check.number(), check.caseNumber(), moments.clock(check.expires(), locale));
    }

    /// The member isn't on the phone.
    ///
    /// @return whether a check was ended by that
    boolean deny(SignedIn member, UUID checkId) {
        return transactions.inOne(member.accountId(), () -> {
            accounts.lock(member.accountId());
            return checks.deny(member.accountId(), checkId);
        });
    }
}
