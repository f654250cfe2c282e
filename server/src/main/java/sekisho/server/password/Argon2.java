package sekisho.server.password;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id version 1.3 (RFC 9106), and the count of runs: the metric `sekisho.password.hashes`.
final class Argon2 {
    private static final int RESULT_BYTES = 32;

    private final Counter runs;

    Argon2(MeterRegistry meters) {
        runs = Counter.builder("sekisho.password.hashes")
                .description("Argon2id runs")
                .register(meters);
    }

    /// One run: tens of milliseconds of one core. Ask [HashGate] first.
    byte[] run(RawPassword password, byte[] salt, Argon2Cost cost) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withSalt(salt)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.iterations())
                .withParallelism(cost.parallelism())
                .build());
        byte[] result = new byte[RESULT_BYTES];
        generator.generateBytes(password.utf8(), result);
        runs.increment();
        return result;
    }
}
