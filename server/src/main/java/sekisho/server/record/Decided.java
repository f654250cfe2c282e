package sekisho.server.record;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sekisho.engine.Assessment;
import sekisho.engine.Authenticator;
import sekisho.engine.Evidence;

/// One decision as it is written down, before the server acts on it.
///
/// @param decision stable name of the decision, such as `ALLOW`
/// @param assessment what the engine thought; `null` if the risk couldn't be computed
/// @param authenticators the proofs that the account could give when the policy decided; `null` where something
///     else than the policy decided
public record Decided(
        UUID accountId,
        UUID attemptId,
        String reference,
        AttemptKind kind,
        String decision,
        Evidence evidence,
        @Nullable Assessment assessment,
        String policyVersion,
        String engineVersion,
        @Nullable Set<Authenticator> authenticators) {
    public Decided {
        authenticators = authenticators == null ? null : Set.copyOf(authenticators);
    }
}
