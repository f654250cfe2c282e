package sekisho.server.staff;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.server.audit.Action;
import sekisho.server.audit.Actor;
import sekisho.server.audit.Audit;
import sekisho.server.hotstate.GuessBudgets;
import sekisho.server.hotstate.GuessBudgets.Purpose;
import sekisho.server.hotstate.GuessBudgets.Take;
import sekisho.server.hotstate.Lane;
import sekisho.server.platform.Transactions;

/// Writes to the log that somebody tried to come in and failed: once an hour for each of the staff, so that a stranger
/// can't fill a log from which nothing is ever deleted.
@Component
class FailedTries {
    private final GuessBudgets budgets;
    private final Audit audit;
    private final Transactions transactions;

    FailedTries(GuessBudgets budgets, Audit audit, Transactions transactions) {
        this.budgets = budgets;
        this.audit = audit;
        this.transactions = transactions;
    }

    /// Writes it down, unless that was done this hour.
    ///
    /// @param id the staff id, or the phantom of a name that nobody has, which is counted alike
    /// @param actor whose name was given; `null` if nobody has it
    void write(UUID id, @Nullable Actor actor) {
        transactions.inOne(() -> {
            boolean first = budgets.take(id, Purpose.STAFF_FAILURE_ENTRY, Lane.UNKNOWN) instanceof Take.Granted;
            if (first && actor != null) {
                audit.write(actor, Action.SIGN_IN_FAILED, null, null, null);
            }
            return first;
        });
    }
}
