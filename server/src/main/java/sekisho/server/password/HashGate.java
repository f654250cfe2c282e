package sekisho.server.password;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The gate before the hash: at most as many Argon2id runs at a time as there are permits. Recognised
/// devices go first and some permits are theirs alone, so a flood of unknown clients can't keep the
/// members out.
final class HashGate {
    private final int permits;
    private final int reserved;
    private final Lane recognised;
    private final Lane unknown;
    private final ReentrantLock lock = new ReentrantLock();

    /// @param permits runs at a time
    /// @param reserved how many of them only recognised devices may use; less than `permits`
    /// @param waiting how many may wait in each lane
    HashGate(int permits, int reserved, int waiting, long recognisedWaitMillis, long unknownWaitMillis) {
        if (permits < 1 || reserved < 0 || reserved >= permits) {
            throw new IllegalArgumentException("reserved must be less than permits");
        }
        this.permits = permits;
        this.reserved = reserved;
        recognised = new Lane(waiting, TimeUnit.MILLISECONDS.toNanos(recognisedWaitMillis));
        unknown = new Lane(waiting, TimeUnit.MILLISECONDS.toNanos(unknownWaitMillis));
    }

    /// Waits for a permit; false when the lane is full or its patience is over. True must be followed by
    /// [#leave(boolean)].
    boolean enter(boolean recognisedDevice) {
        Lane lane = lane(recognisedDevice);
        lock.lock();
        try {
            if (!free(recognisedDevice)) {
                if (lane.waiting >= lane.maxWaiting || !waitFor(lane, recognisedDevice)) {
                    return false;
                }
            }
            lane.running++;
            wakeNext();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void leave(boolean recognisedDevice) {
        lock.lock();
        try {
            lane(recognisedDevice).running--;
            wakeNext();
        } finally {
            lock.unlock();
        }
    }

    /// How many wait in a lane now.
    int waiting(boolean recognisedDevice) {
        lock.lock();
        try {
            return lane(recognisedDevice).waiting;
        } finally {
            lock.unlock();
        }
    }

    private boolean waitFor(Lane lane, boolean recognisedDevice) {
        long left = lane.waitNanos;
        lane.waiting++;
        try {
            while (!free(recognisedDevice)) {
                if (left <= 0) {
                    return false;
                }
                left = lane.turn.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lane.waiting--;
            wakeNext();
        }
    }

    private boolean free(boolean recognisedDevice) {
        int running = recognised.running + unknown.running;
        return recognisedDevice
                ? running < permits
                : running < permits && unknown.running < permits - reserved && recognised.waiting == 0;
    }

    private void wakeNext() {
        if (recognised.waiting > 0) {
            recognised.turn.signal();
        } else {
            unknown.turn.signal();
        }
    }

    private Lane lane(boolean recognisedDevice) {
        return recognisedDevice ? recognised : unknown;
    }

    private final class Lane {
        private final Condition turn = lock.newCondition();
        private final int maxWaiting;
        private final long waitNanos;
        private int running;
        private int waiting;

        private Lane(int maxWaiting, long waitNanos) {
            this.maxWaiting = maxWaiting;
            this.waitNanos = waitNanos;
        }
    }
}
