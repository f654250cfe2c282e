package sekisho.replay;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.replay.report.ReportFacts.Agreement;
import sekisho.replay.report.ReportFacts.Difference;

/// Counts how often our engine comes to what a server wrote down.
final class AgreementCounter {
    /// So many rows that differ are listed.
    static final int MOST_LISTED = 10;

    private final SekishoEngine engine;
    private long signIns;
    private long sameLogOdds;
    private long decided;
    private long sameDecision;
    private final List<Difference> first = new ArrayList<>();

    AgreementCounter(SekishoEngine engine) {
        this.engine = engine;
    }

    void add(LoginRow row, @Nullable Verdict verdict) {
        Recorded recorded = row.recorded();
        if (recorded == null || verdict == null) {
            return;
        }
        signIns++;
        boolean same = Double.doubleToLongBits(recorded.logOdds()) == Double.doubleToLongBits(verdict.logOdds());
        sameLogOdds += same ? 1 : 0;
        if (recorded.decision() != null && engine.policyVersion().equals(recorded.policy())) {
            boolean sameToo = recorded.decision().equals(verdict.decision());
            decided++;
            sameDecision += sameToo ? 1 : 0;
            same &= sameToo;
        }
        if (!same && first.size() < MOST_LISTED) {
            first.add(new Difference(
                    row.index(),
                    row.line(),
                    recorded.logOdds(),
                    verdict.logOdds(),
                    recorded.decision(),
                    verdict.decision()));
        }
    }

    /// `null` if the history says nothing of a server's judgements.
    @Nullable
    Agreement agreement() {
        return signIns == 0 ? null : new Agreement(engine.name(), signIns, sameLogOdds, decided, sameDecision, first);
    }
}
