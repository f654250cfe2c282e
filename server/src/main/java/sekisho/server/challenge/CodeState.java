package sekisho.server.challenge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a challenge by code stands.
///
/// @param expires until when the newest code can be used; `null` if there is none that can
/// @param sentTo where the newest code went; `null` if none was sent
/// @param triesLeft tries that the newest code has left
/// @param sendsLeft how many more codes can be sent now
public record CodeState(@Nullable Instant expires, @Nullable String sentTo, int triesLeft, int sendsLeft) {}
