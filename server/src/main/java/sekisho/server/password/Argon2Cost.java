package sekisho.server.password;

import org.springframework.boot.context.properties.bind.DefaultValue;

/// What one Argon2id run costs (RFC 9106). The default is OWASP's and takes about 40 ms and 19 MiB.
///
/// @param memoryKib memory in KiB, at least 8 a lane
/// @param iterations passes over the memory, 1 to 100
/// @param parallelism lanes, 1 to 16
record Argon2Cost(
        @DefaultValue("19456") int memoryKib,
        @DefaultValue("2") int iterations,
        @DefaultValue("1") int parallelism) {
    Argon2Cost {
        boolean inRange = parallelism >= 1
                && parallelism <= 16
                && iterations >= 1
                && iterations <= 100
                && memoryKib >= 8 * parallelism
                && memoryKib <= 1 << 21;
        if (!inRange) {
            throw new IllegalArgumentException(
                    "sekisho.password.argon2: memory-kib must be 8 to 2097152 (8 a lane), iterations 1 to 100,"
                            + " parallelism 1 to 16");
        }
    }
}
