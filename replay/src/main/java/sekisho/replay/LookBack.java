package sekisho.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sekisho.engine.Finding;
import sekisho.engine.Policy;

/// What two policies would have decided on the same login history. A sign-in counts as stopped if the decision
/// is anything but `ALLOW`; for a member that means a question.
///
/// @param members how many members signed in
/// @param own the members' own sign-ins
/// @param attacks the attacks of each scenario that the history has, in the order of [Scenario]
/// @param newlyAsked members' sign-ins that are stopped under the second policy only, in the order of time
/// @param newlyMissed attacks that are stopped under the first policy only, in the order of time
public record LookBack(
        int members, Count own, Map<Scenario, Count> attacks, List<Change> newlyAsked, List<Change> newlyMissed) {
    public LookBack {
        attacks = new EnumMap<>(attacks);
        newlyAsked = List.copyOf(newlyAsked);
        newlyMissed = List.copyOf(newlyMissed);
    }

    /// How many sign-ins of one kind were stopped.
    ///
    /// @param all how many there were
    /// @param before how many were stopped under the first policy
    /// @param after how many were stopped under the second policy
    public record Count(int all, int before, int after) {
        private static final Count NONE = new Count(0, 0, 0);

        private Count plus(boolean stoppedBefore, boolean stoppedAfter) {
            return new Count(all + 1, before + (stoppedBefore ? 1 : 0), after + (stoppedAfter ? 1 : 0));
        }
    }

    /// A sign-in that the second policy treats differently.
    ///
    /// @param reasons the findings that add up to its log-odds
    public record Change(Login login, Scenario scenario, List<Finding> reasons) {
        public Change {
            reasons = List.copyOf(reasons);
        }
    }

    /// Replays a history from its beginning under both policies.
    ///
    /// @throws HistoryFileException if the file can't be read
    public static LookBack over(Path history, Policy before, Policy after) throws IOException {
        Walk walk = new Walk(
                new SekishoEngine("before", SekishoEngine.Signals.ALL, before, false),
                new SekishoEngine("after", SekishoEngine.Signals.ALL, after, true));
        try (LoginHistoryReader reader = new LoginHistoryReader(List.of(history), false)) {
            for (LoginRow row = reader.next(); row != null; row = reader.next()) {
                walk.take(row);
            }
        }
        return walk.end();
    }

    /// All attacks together.
    public Count allAttacks() {
        Count sum = Count.NONE;
        for (Count count : attacks.values()) {
            sum = new Count(sum.all + count.all, sum.before + count.before, sum.after + count.after);
        }
        return sum;
    }

    private static final class Walk {
        private final Engine before;
        private final Engine after;
        private final Set<String> members = new HashSet<>();
        private Count own = Count.NONE;
        private final Map<Scenario, Count> attacks = new EnumMap<>(Scenario.class);
        private final List<Change> newlyAsked = new ArrayList<>();
        private final List<Change> newlyMissed = new ArrayList<>();

        Walk(Engine before, Engine after) {
            this.before = before;
            this.after = after;
        }

        void take(LoginRow row) {
            Verdict first = before.take(row);
            Verdict second = after.take(row);
            if (row.isAssessed()) {
                count(row, isStop(first), isStop(second), second);
            }
        }

        private void count(LoginRow row, boolean stoppedBefore, boolean stoppedAfter, @Nullable Verdict verdict) {
            Login login = row.login();
            if (row.isAttack()) {
                attacks.merge(
                        row.scenario(),
                        Count.NONE.plus(stoppedBefore, stoppedAfter),
                        (sum, one) -> sum.plus(stoppedBefore, stoppedAfter));
            } else {
                members.add(login.member());
                own = own.plus(stoppedBefore, stoppedAfter);
            }
            if (row.isAttack() ? stoppedBefore && !stoppedAfter : stoppedAfter && !stoppedBefore) {
                (row.isAttack() ? newlyMissed : newlyAsked)
                        .add(new Change(login, row.scenario(), verdict == null ? List.of() : verdict.reasons()));
            }
        }

        private static boolean isStop(@Nullable Verdict verdict) {
            return verdict == null || !verdict.decision().equals("ALLOW");
        }

        LookBack end() {
            return new LookBack(members.size(), own, attacks, newlyAsked, newlyMissed);
        }
    }
}
