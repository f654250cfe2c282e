package sekisho.server.device;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A browser that an account has been proved in.
///
/// @param nameHidden whether this browser doesn't show whose account it remembers
public record Device(
        UUID id,
        @Nullable String browser,
        @Nullable String system,
        @Nullable String deviceType,
        Instant firstUsed,
        Instant lastUsed,
        Instant expires,
        boolean nameHidden) {}
