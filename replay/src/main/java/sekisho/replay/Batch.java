package sekisho.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// Some rows on their way through the engines. Each engine writes its own verdicts; when all have, they may
/// be read.
final class Batch {
    /// Rows of a full batch.
    static final int SIZE = 1024;

    private final List<LoginRow> rows;
    private final @Nullable Verdict[][] verdicts;
    private final CountDownLatch missing;

    Batch(List<LoginRow> rows, int engines) {
        this.rows = rows;
        this.verdicts = new Verdict[engines][rows.size()];
        this.missing = new CountDownLatch(engines);
    }

    List<LoginRow> rows() {
        return rows;
    }

    /// Feeds the rows to an engine, which judges each before it learns it.
    void feed(int number, Engine engine) {
        for (int i = 0; i < rows.size(); i++) {
            verdicts[number][i] = engine.take(rows.get(i));
        }
    }

    /// Says that one engine is through with this batch.
    void done() {
        missing.countDown();
    }

    /// Waits until all engines are.
    void await() throws InterruptedException {
        missing.await();
    }

    /// The verdicts on a row, in the order of the engines.
    List<@Nullable Verdict> verdicts(int row) {
        List<@Nullable Verdict> all = new ArrayList<>(verdicts.length);
        for (@Nullable Verdict[] engine : verdicts) {
            all.add(engine[row]);
        }
        return all;
    }
}
