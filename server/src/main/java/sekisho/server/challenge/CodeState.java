package sekisho.server.challenge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a challenge by code stands.
///
/// @param expires until when the newest code can be used; `null` if there is none that can
/// @param sendsLeft how many more codes can be sent now
/// @param nextSend when none can be sent now: from when on; else `null`
public record CodeState(
        @Nullable Instant expires, int sendsLeft, @Nullable Instant nextSend) {}
