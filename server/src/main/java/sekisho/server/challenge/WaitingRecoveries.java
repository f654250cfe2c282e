package sekisho.server.challenge;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.engine.Authenticator;

/// Recoveries by a waiting period: for who has neither the mailbox nor a saved code. The owner is told
/// at once and can stop it; that nobody did is what proves it in the end. At most one waits for an
/// account, and the database's time decides.
///
/// Whoever changes one holds the account's lock; all methods join the caller's transaction.
@Component
public class WaitingRecoveries {
    /// How long a recovery waits.
    public static final Duration WAIT = Duration.ofHours(48);

    /// How long it can be finished after that.
    public static final Duration OPEN = Duration.ofDays(7);

    private final WaitingRecoveryStore store;
    private final Proofs proofs;

    WaitingRecoveries(WaitingRecoveryStore store, Proofs proofs) {
        this.store = store;
        this.proofs = proofs;
    }

    /// Why a recovery waits no more. The names are stored.
    public enum EndCause {
        /// The account was recovered.
        COMPLETED,
        /// Its owner stopped it.
        STOPPED,
        /// Nobody finished it in time.
        EXPIRED,
        /// It never waited: another one did already.
        ANOTHER_WAITS,
        /// It never waited: the policy refuses the request.
        REFUSED
    }

    /// Begins one. Its new mailbox was just proved.
    ///
    /// @param told whether an owner is told of it; otherwise it only looks as if it waited
    /// @param endedAtOnce why it doesn't wait, though it looks so to who asked for it; `null` if it does
    public WaitingRecovery begin(
            UUID accountId,
            UUID attemptId,
            String reference,
            String newEmail,
            Locale locale,
            boolean told,
            @Nullable EndCause endedAtOnce) {
        store.insert(accountId, attemptId, reference, newEmail, locale, told, endedAtOnce);
        return store.latest(accountId, newEmail).orElseThrow();
    }

    /// The one that waits for this account or can be finished now.
    public Optional<WaitingRecovery> waiting(UUID accountId) {
        return store.waiting(accountId);
    }

    /// The last one that was asked for with this new address, however it stands.
    public Optional<WaitingRecovery> latest(UUID accountId, String newEmail) {
        return store.latest(accountId, newEmail);
    }

    /// Writes the proof for an attempt that nobody stopped the recovery while it waited.
    ///
    /// @throws IllegalStateException if it isn't ripe, has ended, or no owner was told
    public void prove(UUID accountId, UUID attemptId, String newEmail) {
        store.waiting(accountId)
                .filter(waiting -> waiting.finishable() && waiting.isFor(newEmail))
                .orElseThrow(() -> new IllegalStateException("no recovery that can be finished"));
        proofs.write(accountId, attemptId, ChallengePurpose.RECOVERY, Authenticator.WAITING_PERIOD);
    }

    /// Ends it because the account is recovered: one statement, which finds none that was stopped.
    public Optional<WaitingRecovery> complete(UUID accountId, String newEmail) {
        return store.complete(accountId, newEmail);
    }

    /// Ends it because the owner wants that, or was proved by his own mailbox.
    public Optional<WaitingRecovery> stop(UUID accountId) {
        return store.stop(accountId);
    }

    /// Whether one was stopped within the last minute, for the page after the button.
    public boolean stoppedJustNow(UUID accountId) {
        return store.stoppedJustNow(accountId);
    }

    /// Ends it if nobody finished it in time.
    public Optional<WaitingRecovery> expire(UUID accountId) {
        return store.expire(accountId);
    }

    /// Marks that its owner is reminded, if it has waited half its time and that wasn't done.
    public Optional<WaitingRecovery> remind(UUID accountId) {
        return store.remind(accountId);
    }

    /// The accounts of which one ran out, or has waited half its time: oldest first.
    public List<UUID> due(int most) {
        return store.due(most);
    }
}
