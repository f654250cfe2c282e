package sekisho.server.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HashGateTest {
    private static final boolean RECOGNISED = true;
    private static final boolean UNKNOWN = false;

    @Test
    void aFloodOfUnknownClientsLeavesRoomForARecognisedDevice() {
        HashGate gate = new HashGate(2, 1, 0, 10, 10);

        assertThat(gate.enter(UNKNOWN)).isTrue();
        assertThat(gate.enter(UNKNOWN)).as("the second permit is reserved").isFalse();
        assertThat(gate.enter(RECOGNISED)).isTrue();
        assertThat(gate.enter(RECOGNISED)).as("none is left").isFalse();

        gate.leave(UNKNOWN);
        assertThat(gate.enter(RECOGNISED)).isTrue();
    }

    @Test
    void whoWaitsTooLongIsToldSo() {
        HashGate gate = new HashGate(1, 0, 5, 10, 10);

        assertThat(gate.enter(UNKNOWN)).isTrue();
        assertThat(gate.enter(UNKNOWN)).isFalse();
        gate.leave(UNKNOWN);
        assertThat(gate.enter(UNKNOWN)).as("giving up leaves nothing behind").isTrue();
    }

    @Test
    void aRecognisedDeviceGoesBeforeWhoeverWaits() throws Exception {
        HashGate gate = new HashGate(1, 0, 5, 60_000, 60_000);
        StringBuffer order = new StringBuffer();
        gate.enter(UNKNOWN);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> unknown = threads.submit(() -> pass(gate, UNKNOWN, order, "u"));
            await(gate, UNKNOWN, 1);
            Future<?> recognised = threads.submit(() -> pass(gate, RECOGNISED, order, "r"));
            await(gate, RECOGNISED, 1);
            gate.leave(UNKNOWN);
            unknown.get();
            recognised.get();
        }
        assertThat(order.toString()).isEqualTo("ru");
    }

    @Test
    void neverMoreThanThePermitsRunAndNobodyIsForgotten() throws Exception {
        HashGate gate = new HashGate(3, 1, 1000, 60_000, 60_000);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger passed = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) {
                boolean lane = i % 3 == 0;
                threads.submit(() -> {
                    start.await();
                    assertThat(gate.enter(lane)).isTrue();
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Thread.yield();
                    running.decrementAndGet();
                    gate.leave(lane);
                    return passed.incrementAndGet();
                });
            }
            start.countDown();
        }
        assertThat(passed).hasValue(500);
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void aGateThatWouldShutOutUnknownClientsIsRefused() {
        assertThatThrownBy(() -> new HashGate(1, 1, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void pass(HashGate gate, boolean lane, StringBuffer order, String name) {
        assertThat(gate.enter(lane)).isTrue();
        order.append(name);
        gate.leave(lane);
    }

    private static void await(HashGate gate, boolean lane, int waiting) throws InterruptedException {
        while (gate.waiting(lane) < waiting) {
            Thread.sleep(1);
        }
    }
}
