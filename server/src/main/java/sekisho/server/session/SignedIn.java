package sekisho.server.session;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A member who is signed in, as a request carries him.
///
/// @param attemptId the attempt that led in
/// @param deviceId the recognised device of this session
/// @param beginning where this session began
public record SignedIn(
        UUID accountId,
        UUID sessionId,
        UUID attemptId,
        @Nullable UUID deviceId,
        String name,
        Locale locale,
        boolean stay,
        Instant since,
        Beginning beginning) {}
