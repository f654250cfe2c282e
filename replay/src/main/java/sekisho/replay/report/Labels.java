package sekisho.replay.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sekisho.replay.Outcomes;

/// What each assessed row really was, worked out once for all engines.
final class Labels {
    private static final byte LEGITIMATE = -1;
    private static final Attacker[] ATTACKERS = Attacker.values();

    private final byte[] attackers;
    private final int[] counts = new int[ATTACKERS.length];

    private Labels(byte[] attackers) {
        this.attackers = attackers;
    }

    static Labels of(Outcomes outcomes) {
        Labels labels = new Labels(new byte[outcomes.size()]);
        Arrays.fill(labels.attackers, LEGITIMATE);
        for (int row = 0; row < outcomes.size(); row++) {
            Attacker attacker = Attacker.of(outcomes, row);
            if (attacker != null) {
                labels.attackers[row] = (byte) attacker.ordinal();
                labels.counts[attacker.ordinal()]++;
            }
        }
        return labels;
    }

    boolean isAttack(int row) {
        return attackers[row] != LEGITIMATE;
    }

    /// Whose attack the row was; `null` if it is legitimate.
    @Nullable
    Attacker attacker(int row) {
        return isAttack(row) ? ATTACKERS[attackers[row]] : null;
    }

    /// How many attacks of this kind the file has.
    int count(Attacker attacker) {
        return counts[attacker.ordinal()];
    }

    /// How many attacks of all kinds the file has.
    int attacks() {
        return Arrays.stream(counts).sum();
    }

    int legitimate() {
        return attackers.length - attacks();
    }

    /// The attackers that the file has.
    List<Attacker> present() {
        return Stream.of(ATTACKERS).filter(attacker -> count(attacker) > 0).toList();
    }
}
