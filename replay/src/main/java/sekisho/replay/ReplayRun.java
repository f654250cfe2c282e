package sekisho.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import sekisho.replay.report.ReportFacts;

/// Feeds a login history to several engines side by side. With more than one thread the reader and each
/// engine have a thread of their own, of which only so many work at a time; what comes out is the same.
final class ReplayRun {
    /// So many batches wait before each engine.
    private static final int WAITING = 8;

    private static final Batch END = new Batch(List.of(), 0);

    private final LoginHistoryReader reader;
    private final List<Engine> engines;
    private final int threads;
    private final Outcomes outcomes;
    private final @Nullable AgreementCounter[] agreements;
    private volatile boolean stopped;
    private volatile boolean finished;
    private volatile long rows;
    private volatile @Nullable Throwable failure;
    private @Nullable ScoreFile scores;

    /// @param threads how many may work at a time, at least 1
    ReplayRun(LoginHistoryReader reader, List<Engine> engines, int threads) {
        this.reader = reader;
        this.engines = List.copyOf(engines);
        this.threads = threads;
        this.outcomes = new Outcomes(engines.stream().map(Engine::name).toList());
        this.agreements = engines.stream().map(ReplayRun::agreement).toArray(AgreementCounter[]::new);
    }

    /// Only an engine that looks at all that a server does can come to the same.
    private static @Nullable AgreementCounter agreement(Engine engine) {
        return engine instanceof SekishoEngine ours && ours.looksAtAll() ? new AgreementCounter(ours) : null;
    }

    /// Runs to the end of the history; `null` if it was stopped before.
    ///
    /// @param scores where the verdicts go, besides the outcomes
    @Nullable
    Outcomes run(@Nullable ScoreFile scores) throws IOException, InterruptedException {
        this.scores = scores;
        if (threads == 1) {
            runAlone();
        } else {
            new Pipeline().run();
        }
        finished = !stopped;
        return finished ? outcomes : null;
    }

    /// How far each of our engines came to what a server wrote down; empty if the history says nothing of it.
    List<ReportFacts.Agreement> agreements() {
        List<ReportFacts.Agreement> found = new ArrayList<>();
        for (AgreementCounter counter : agreements) {
            ReportFacts.Agreement agreement = counter == null ? null : counter.agreement();
            if (agreement != null) {
                found.add(agreement);
            }
        }
        return found;
    }

    /// Ends the run soon; `false` if it has come to its end already. Any thread may call it.
    boolean stop() {
        stopped = true;
        return !finished;
    }

    /// How many rows are through.
    long rows() {
        return rows;
    }

    private void runAlone() throws IOException {
        for (Batch batch = read(); batch != null && !stopped; batch = read()) {
            for (int i = 0; i < engines.size(); i++) {
                batch.feed(i, engines.get(i));
            }
            collect(batch);
        }
    }

    private @Nullable Batch read() throws IOException {
        List<LoginRow> next = new ArrayList<>(Batch.SIZE);
        LoginRow row = reader.next();
        while (row != null) {
            next.add(row);
            row = next.size() == Batch.SIZE ? null : reader.next();
        }
        return next.isEmpty() ? null : new Batch(next, engines.size());
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void collect(Batch batch) throws IOException {
        for (int i = 0; i < batch.rows().size(); i++) {
            LoginRow row = batch.rows().get(i);
            if (!row.isJudged()) {
                continue;
            }
            List<@Nullable Verdict> verdicts = batch.verdicts(i);
            if (row.recorded() != null) {
                compare(row, verdicts);
            }
            if (row.isAssessed()) {
                outcomes.add(row, verdicts);
                if (scores != null) {
                    scores.write(row, verdicts);
                }
            }
        }
        rows += batch.rows().size();
    }

    private void compare(LoginRow row, List<@Nullable Verdict> verdicts) {
        for (int engine = 0; engine < agreements.length; engine++) {
            AgreementCounter counter = agreements[engine];
            if (counter != null) {
                counter.add(row, verdicts.get(engine));
            }
        }
    }

    /// The run with several threads. After a failure everybody goes on without working until the end comes
    /// through, so nobody waits for ever.
    private final class Pipeline {
        private final Semaphore workers = new Semaphore(threads);
        private final BlockingQueue<Batch> toCollect = new ArrayBlockingQueue<>(WAITING);
        private final List<BlockingQueue<Batch>> toEngines = new ArrayList<>();

        void run() throws IOException, InterruptedException {
            List<Thread> started = new ArrayList<>();
            for (int i = 0; i < engines.size(); i++) {
                int number = i;
                toEngines.add(new ArrayBlockingQueue<>(WAITING));
                started.add(start(engines.get(i).name(), () -> judge(number)));
            }
            started.add(start("reader", this::readAll));
            try {
                collectAll();
                for (Thread thread : started) {
                    thread.join();
                }
            } catch (InterruptedException given) {
                started.forEach(Thread::interrupt);
                throw given;
            }
            throwFailure();
        }

        private Thread start(String name, Step step) {
            return Thread.ofPlatform().daemon().name("replay " + name).start(() -> {
                try {
                    step.run();
                } catch (InterruptedException given) {
                    // The run was given up.
                }
            });
        }

        private void readAll() throws InterruptedException {
            Batch batch = END;
            do {
                batch = work(this::readNext);
                toCollect.put(batch);
                for (BlockingQueue<Batch> queue : toEngines) {
                    queue.put(batch);
                }
            } while (batch != END);
        }

        private Batch readNext() throws IOException {
            Batch batch = isOver() ? null : read();
            return batch == null ? END : batch;
        }

        private void judge(int number) throws InterruptedException {
            BlockingQueue<Batch> queue = toEngines.get(number);
            for (Batch batch = queue.take(); batch != END; batch = queue.take()) {
                Batch current = batch;
                work(() -> {
                    if (!isOver()) {
                        current.feed(number, engines.get(number));
                    }
                    return END;
                });
                current.done();
            }
        }

        private void collectAll() throws InterruptedException {
            for (Batch batch = toCollect.take(); batch != END; batch = toCollect.take()) {
                batch.await();
                if (!isOver()) {
                    try {
                        collect(batch);
                    } catch (IOException | RuntimeException | Error problem) {
                        failure = problem;
                    }
                }
            }
        }

        private boolean isOver() {
            return stopped || failure != null;
        }

        /// Does one piece of work when a worker is free. [#END] after a failure.
        private Batch work(Work work) throws InterruptedException {
            workers.acquire();
            try {
                return work.run();
            } catch (IOException | RuntimeException | Error problem) {
                failure = problem;
                return END;
            } finally {
                workers.release();
            }
        }

        private void throwFailure() throws IOException {
            switch (failure) {
                case null -> {}
                case IOException problem -> throw problem;
                case Error problem -> throw problem;
                case RuntimeException problem -> throw problem;
                default -> throw new IllegalStateException(failure);
            }
        }
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    private interface Work {
        Batch run() throws IOException;
    }
}
