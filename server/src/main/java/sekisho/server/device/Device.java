package sekisho.server.device;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A browser that an account has been proved in.
public record Device(
        UUID id,
        @Nullable String browser,
        @Nullable String system,
        @Nullable String deviceType,
        Instant firstUsed,
        Instant lastUsed,
        Instant expires) {}
