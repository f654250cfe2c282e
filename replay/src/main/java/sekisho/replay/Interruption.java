package sekisho.replay;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What Ctrl-C does to a replay: it ends the run, waits until the run has cleaned up, and says so. Closing
/// means that the run is over.
final class Interruption implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(ReplayRun run, Runnable say) {
        hook = Thread.ofPlatform().unstarted(() -> {
            boolean early = run.stop();
            try {
                if (over.await(PATIENCE_SECONDS, TimeUnit.SECONDS) && early) {
                    say.run();
                }
            } catch (InterruptedException killed) {
                // Nothing is left to wait for.
            }
        });
    }

    static Interruption of(ReplayRun run, Runnable say) {
        Interruption interruption = new Interruption(run, say);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs already.
        }
    }
}
