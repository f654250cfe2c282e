package sekisho.server.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A session as its owner sees it.
///
/// @param place where it began, in the words of the account's language
public record SessionView(
        UUID id,
        @Nullable UUID deviceId,
        @Nullable String browser,
        @Nullable String system,
        @Nullable String place,
        Instant started,
        Instant lastUsed) {}
