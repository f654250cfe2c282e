package sekisho.server.challenge;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sekisho.engine.Authenticator;
import sekisho.server.hotstate.GuessBudgets;
import sekisho.server.hotstate.GuessBudgets.Take;
import sekisho.server.hotstate.Lane;
import sekisho.server.platform.ServerKeys;
import sekisho.server.platform.TwoDigits;

/// Sign-ins that wait to be confirmed on another device: it is confirmed there by the two-digit number that
/// the waiting page shows, so that nobody confirms what he doesn't have before him (number matching). Three
/// tries for an attempt, and ten minutes (ASVS 6.5.5); what it proves is a row.
///
/// Who may confirm is for the caller to say. All methods join the caller's transaction, which holds the
/// account's lock.
@Component
public class DeviceChecks {
    /// How often the number of one attempt can be typed.
    public static final int TRIES = 3;

    /// How long a check waits.
    static final Duration WAIT = Duration.ofMinutes(10);

    private final DeviceCheckStore store;
    private final Proofs proofs;
    private final GuessBudgets budgets;
    private final ServerKeys keys;

    DeviceChecks(DeviceCheckStore store, Proofs proofs, GuessBudgets budgets, ServerKeys keys) {
        this.store = store;
        this.proofs = proofs;
        this.budgets = budgets;
        this.keys = keys;
    }

    /// How a check stands.
    public enum Stage {
        /// The number can be typed.
        WAITING,
        /// It was typed: the waiting browser may go on.
        CONFIRMED,
        /// Nobody typed it in time.
        EXPIRED,
        /// It was typed wrongly too often; this way is closed for the attempt.
        CLOSED
    }

    /// The check of an attempt.
    public record Check(Stage stage, int triesLeft, Instant expires) {}

    /// What became of a typed number.
    public sealed interface Answer {
        /// It was right: the proof is written down.
        record Confirmed() implements Answer {}

        /// It was another one.
        record Wrong(int left) implements Answer {}

        /// It wasn't two digits; nothing was counted.
        record Malformed() implements Answer {}

        /// It wasn't compared: too late, too often, or confirmed already.
        record Closed() implements Answer {}
    }

    /// Begins the check of an attempt, or begins it anew where it ran out.
    ///
    /// @return false if that isn't to be had: the number was wrong too often, or the account was asked for
    ///     too many confirmations (push fatigue)
    public boolean open(UUID accountId, UUID attemptId, Lane lane) {
        Optional<Check> check = find(accountId, attemptId);
        if (check.isPresent() && check.get().stage() != Stage.EXPIRED) {
            return check.get().stage() != Stage.CLOSED;
        }
        if (!(budgets.take(accountId, GuessBudgets.Purpose.DEVICE_CHECK, lane) instanceof Take.Granted)) {
            return false;
        }
        store.open(accountId, attemptId);
        return true;
    }

    /// The check of an attempt, if one was begun.
    public Optional<Check> find(UUID accountId, UUID attemptId) {
        return store.find(accountId, attemptId);
    }

    /// The number that the waiting page shows, from 10 to 99. It isn't the one by which an owner says that a
    /// sign-in is his own: what that tells must not help to guess this one.
    public String number(UUID accountId, UUID attemptId) {
        return TwoDigits.of(keys.mac("device-number", ServerKeys.bytes(accountId), ServerKeys.bytes(attemptId)));
    }

    /// Evaluates a typed number, once. Full-width digits and spaces are fine.
    ///
    /// @param sessionId the session in which it was typed
    public Answer answer(UUID accountId, UUID attemptId, UUID sessionId, String typed) {
        Optional<String> plain = TwoDigits.read(typed);
        if (plain.isEmpty()) {
            return new Answer.Malformed();
        }
        boolean right = plain.get().equals(number(accountId, attemptId));
        Optional<DeviceCheckStore.Try> tried = store.tryOnce(accountId, attemptId, sessionId, right);
        if (tried.isEmpty()) {
            return new Answer.Closed();
        }
        if (!tried.get().confirmed()) {
            return new Answer.Wrong(TRIES - tried.get().tries());
        }
        proofs.write(accountId, attemptId, ChallengePurpose.SIGN_IN, Authenticator.SIGNED_IN_DEVICE);
        return new Answer.Confirmed();
    }
}
