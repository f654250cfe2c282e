package sekisho.server.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import sekisho.server.testing.TestServer;

/// K1 (Keycloak CVE-2026-18963), with the parts of K2, K3, K6, K7, K11 to K14 that chance finds: two
/// browsers and two accounts do everything there is in any order, right and wrong, old and new, each
/// other's and their own; and after each answer somebody who keeps account says whether it had its
/// evidence.
class EvidenceFuzzTest {
    private static final int STEPS = Integer.getInteger("sekisho.fuzz.steps", 100_000);
    private static final long SEED = Long.getLong("sekisho.fuzz.seed", 20261123);

    /// Pairs of browsers at once, each with accounts of its own.
    private static final int WORLDS = 4;

    @Test
    void K1_no_order_of_steps_opens_a_gate_without_its_evidence() throws Exception {
        Tally tally = new Tally();
        try (TestServer server = TestServer.start();
                ExecutorService threads = Executors.newFixedThreadPool(WORLDS)) {
            server.holdMails();
            List<Future<Tally>> worlds = new ArrayList<>();
            for (int i = 0; i < WORLDS; i++) {
                worlds.add(threads.submit(new FuzzedWorld(server, i, SEED + i, STEPS / WORLDS)));
            }
            for (Future<Tally> world : worlds) {
                tally.add(world.get());
            }
        }

        System.out.println("fuzz, seed " + SEED + ": " + tally);
        assertThat(tally.of("step")).isGreaterThanOrEqualTo(STEPS);
        // Chance must have come to every door, often.
        for (String door : List.of(
                "in unasked",
                "in by code",
                "in by reset",
                "in by registration",
                "reset of a password switched off",
                "code asked",
                "refused sign-in",
                "refused code",
                "refused new password",
                "recovery waits",
                "replayed",
                "old cookies",
                "swapped cookies",
                "other account's code",
                "code of another purpose",
                "disabled",
                "switched off",
                "expired")) {
            assertThat(tally.of(door)).as(door).isGreaterThanOrEqualTo(STEPS / 2_000);
        }
    }
}
