package sekisho.server.challenge;

import java.util.UUID;
import org.springframework.stereotype.Component;
import sekisho.engine.Authenticator;

/// The evidence rows on which gates open: who proved what, for which attempt and purpose, when, and
/// what used it up. A gate asks here, in the transaction that makes the change, and nowhere else.
@Component
public class Proofs {
    private final ProofStore store;

    Proofs(ProofStore store) {
        this.store = store;
    }

    /// Writes a proof down; joins the caller's transaction.
    UUID write(UUID accountId, UUID attemptId, ChallengePurpose purpose, Authenticator authenticator) {
        UUID proofId = UUID.randomUUID();
        store.insert(accountId, proofId, attemptId, purpose, authenticator);
        return proofId;
    }

    /// Uses a proof up; joins the caller's transaction.
    ///
    /// @param by what opens on it
    /// @return false if there is none for this account, attempt and purpose, or it ran out, or was
    ///     used: stay shut
    public boolean consume(UUID accountId, UUID attemptId, ChallengePurpose purpose, String by) {
        return store.consume(accountId, attemptId, purpose, by);
    }

    /// Lets an attempt of another account go on with a proof: the one is used up, the other written in its
    /// place. Joins the caller's transaction, which has found that whoever proved it may choose.
    ///
    /// @return false if there is none, as for [#consume]
    public boolean handOver(UUID accountId, UUID attemptId, ChallengePurpose purpose, UUID toAccount, UUID toAttempt) {
        if (!store.consume(accountId, attemptId, purpose, "sibling")) {
            return false;
        }
        write(toAccount, toAttempt, purpose, Authenticator.EMAIL_CODE);
        return true;
    }

    /// Whether an unused proof is there, without using it: for showing a page, never for opening a gate.
    public boolean waiting(UUID accountId, UUID attemptId, ChallengePurpose purpose) {
        return store.waiting(accountId, attemptId, purpose);
    }

    /// Makes all unused proofs of an account worthless; joins the caller's transaction.
    public void voidAll(UUID accountId) {
        store.voidAll(accountId);
    }
}
