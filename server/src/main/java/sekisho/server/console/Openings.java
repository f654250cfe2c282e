package sekisho.server.console;

import org.springframework.stereotype.Component;
import sekisho.server.audit.Actor;
import sekisho.server.audit.OpeningRate;
import sekisho.server.platform.Transactions;
import sekisho.server.support.Cases;
import sekisho.server.support.SupportCase;

/// The door to a case: nobody of the staff sees or does anything on one that he hasn't opened within the hour. Opening
/// it leaves a line in the audit and one on the member's page, and is counted (K71).
@Component
public class Openings {
    private final Cases cases;
    private final OpeningRate rate;
    private final Transactions transactions;

    Openings(Cases cases, OpeningRate rate, Transactions transactions) {
        this.cases = cases;
        this.rate = rate;
        this.transactions = transactions;
    }

    /// Opens a case, unless it is open already.
    ///
    /// @return false if it is one too many: nothing of it may be shown
    public boolean open(SupportCase on, Actor agent) {
        return transactions.inOne(on.accountId(), () -> {
            if (cases.isOpened(on, agent)) {
                return true;
            }
            if (rate.check(agent) == OpeningRate.Verdict.REFUSED) {
                return false;
            }
            cases.opened(on, agent);
            return true;
        });
    }
}
