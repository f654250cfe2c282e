package sekisho.replay;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// Shows on standard error how far a replay is: a bar in a terminal, a line every ten seconds elsewhere.
/// Nothing of a run that is over at once.
final class Progress implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final Duration BETWEEN_BARS = Duration.ofMillis(500);
    private static final long MEGABYTE = 1 << 20;

    private final LoginHistoryReader reader;
    private final ReplayRun run;
    private final PrintWriter err;
    private final long start = System.nanoTime();
    private final Thread thread;

    private Progress(LoginHistoryReader reader, ReplayRun run, PrintWriter err, boolean terminal) {
        this.reader = reader;
        this.run = run;
        this.err = err;
        this.thread = Thread.ofPlatform().daemon().name("replay progress").unstarted(() -> {
            try {
                if (terminal) {
                    showBar();
                } else {
                    showLines();
                }
            } catch (InterruptedException over) {
                // The run is over.
            }
        });
    }

    static Progress show(LoginHistoryReader reader, ReplayRun run, PrintWriter err, boolean terminal) {
        Progress progress = new Progress(reader, run, err, terminal);
        progress.thread.start();
        return progress;
    }

    private void showBar() throws InterruptedException {
        Thread.sleep(PATIENCE);
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setTaskName("replay")
                .setInitialMax(reader.size())
                .setUnit(" MB", MEGABYTE)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis((int) BETWEEN_BARS.toMillis())
                .startsFrom(reader.bytesRead(), elapsed())
                .clearDisplayOnFinish();
        try (ProgressBar bar = builder.build()) {
            while (true) {
                bar.stepTo(reader.bytesRead());
                bar.setExtraMessage(String.format(Locale.ROOT, " %,.0f rows/s", rate()));
                Thread.sleep(BETWEEN_BARS);
            }
        }
    }

    private void showLines() throws InterruptedException {
        while (true) {
            Thread.sleep(BETWEEN_LINES);
            err.println(line(run.rows(), elapsed(), reader.bytesRead(), reader.size()));
            err.flush();
        }
    }

    /// For example `1,000,000 rows, 100,000 rows/s, 25 %, about 30 s left`.
    static String line(long rows, Duration elapsed, long read, long size) {
        double seconds = elapsed.toNanos() / 1e9;
        String line = String.format(Locale.ROOT, "%,d rows, %,.0f rows/s", rows, rows / seconds);
        if (read <= 0 || read > size) {
            return line;
        }
        double share = (double) read / size;
        return line
                + String.format(Locale.ROOT, ", %.0f %%, about %.0f s left", 100 * share, seconds / share - seconds);
    }

    private double rate() {
        return run.rows() / (elapsed().toNanos() / 1e9);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
