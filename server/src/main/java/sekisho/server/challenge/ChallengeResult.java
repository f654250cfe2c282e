package sekisho.server.challenge;

import java.time.Instant;
import java.util.UUID;

/// What became of a typed code.
public sealed interface ChallengeResult {
    /// It was right: the proof is written down.
    record Accepted(UUID proofId) implements ChallengeResult {}

    /// It was wrong.
    ///
    /// @param left how many more tries this code has
    record Wrong(int left) implements ChallengeResult {}

    /// It wasn't six digits; nothing was counted.
    record Malformed(int digits) implements ChallengeResult {}

    /// The code was once good: it ran out, was tried too often, was used, or a newer one was sent.
    record Expired() implements ChallengeResult {}

    /// No code was sent for this attempt.
    record NoneSent() implements ChallengeResult {}

    /// The account's guesses are used up.
    record TooMany(Instant next) implements ChallengeResult {}
}
