package sekisho.server.password;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import sekisho.server.hotstate.Lane;
import sekisho.server.platform.ServerKeys;

/// Hashes what members know beside their password, as passwords are hashed: Argon2id behind the same gate,
/// then an HMAC under a server key. Each has a salt of its own, and an HMAC label of its own, so that it never
/// equals a password's.
public final class AnswerHashes {
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ServerKeys keys;
    private final Argon2 argon2;
    private final HashGate gate;
    private final Argon2Cost cost;

    AnswerHashes(ServerKeys keys, Argon2 argon2, HashGate gate, Argon2Cost cost) {
        this.keys = keys;
        this.argon2 = argon2;
        this.gate = gate;
        this.cost = cost;
    }

    /// What a comparison found.
    public enum Match {
        RIGHT,
        WRONG,
        /// Nothing was compared: the server hashes as much as it can.
        BUSY
    }

    /// Hashes an answer. It must not be called within a transaction.
    ///
    /// @return the form to be stored; `null` if the server hashes as much as it can
    public @Nullable String hash(UUID accountId, String answer, Lane lane) {
        requireNoTransaction();
        if (!gate.enter(lane.recognised())) {
            return null;
        }
        try {
            byte[] salt = new byte[SALT_BYTES];
            RANDOM.nextBytes(salt);
            byte[] result = argon2.run(RawPassword.of(answer), salt, cost);
            return new EncodedPassword(cost, keys.currentId(), salt, mac(keys.currentId(), accountId, result)).text();
        } finally {
            gate.leave(lane.recognised());
        }
    }

    /// Compares an answer with a stored one. It must not be called within a transaction, and the caller has
    /// counted the guess.
    public Match compare(UUID accountId, String encoded, String answer, Lane lane) {
        requireNoTransaction();
        EncodedPassword stored = EncodedPassword.parse(encoded);
        if (!gate.enter(lane.recognised())) {
            return Match.BUSY;
        }
        try {
            byte[] result = argon2.run(RawPassword.of(answer), stored.salt(), stored.cost());
            boolean right =
                    !answer.isEmpty() && MessageDigest.isEqual(stored.value(), mac(stored.keyId(), accountId, result));
            return right ? Match.RIGHT : Match.WRONG;
        } finally {
            gate.leave(lane.recognised());
        }
    }

    private byte[] mac(String keyId, UUID accountId, byte[] result) {
        return keys.mac(keyId, "security-answer", ServerKeys.bytes(accountId), result);
    }

    private static void requireNoTransaction() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("hashing must not hold a database connection");
        }
    }
}
