package sekisho.replay;

import org.jspecify.annotations.Nullable;

/// What a server wrote down of its own judgement. No engine may see it.
///
/// @param decision `ALLOW`, `CHALLENGE`, `RESET`, `HOLD` or `DENY`; `null` where no policy decided
/// @param policy version of the policy that decided; `null` where none did
public record Recorded(
        double logOdds, @Nullable String decision, @Nullable String policy) {}
