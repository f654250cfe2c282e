package sekisho.server.password;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import sekisho.server.hotstate.Lane;
import sekisho.server.platform.ServerKeys;

/// Hashes what somebody knows that isn't a member's password, as passwords are hashed: Argon2id behind the same
/// gate, then an HMAC under a server key. Each has a salt of its own, and each use an HMAC label of its own, so
/// that one never equals another's.
public final class SecretHashes {
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ServerKeys keys;
    private final Argon2 argon2;
    private final HashGate gate;
    private final Argon2Cost cost;

    SecretHashes(ServerKeys keys, Argon2 argon2, HashGate gate, Argon2Cost cost) {
        this.keys = keys;
        this.argon2 = argon2;
        this.gate = gate;
        this.cost = cost;
    }

    /// What is hashed.
    public enum Use {
        SECURITY_ANSWER("security-answer"),
        STAFF_PASSWORD("staff-password");

        private final String label;

        Use(String label) {
            this.label = label;
        }
    }

    /// What a comparison found.
    public enum Match {
        RIGHT,
        WRONG,
        /// Nothing was compared: the server hashes as much as it can.
        BUSY
    }

    /// Hashes a secret. It must not be called within a transaction.
    ///
    /// @return the form to be stored; `null` if the server hashes as much as it can
    public @Nullable String hash(Use use, UUID ownerId, RawPassword secret, Lane lane) {
        requireNoTransaction();
        if (!gate.enter(lane.recognised())) {
            return null;
        }
        try {
            byte[] salt = new byte[SALT_BYTES];
            RANDOM.nextBytes(salt);
            byte[] result = argon2.run(secret, salt, cost);
            return new EncodedPassword(cost, keys.currentId(), salt, mac(use, keys.currentId(), ownerId, result))
                    .text();
        } finally {
            gate.leave(lane.recognised());
        }
    }

    /// Compares a secret with a stored one. It must not be called within a transaction, and the caller has
    /// counted the guess.
    ///
    /// @param encoded `null` where none is stored: the same work, and it is wrong
    public Match compare(Use use, UUID ownerId, @Nullable String encoded, RawPassword secret, Lane lane) {
        requireNoTransaction();
        EncodedPassword stored = encoded == null ? nobodys() : EncodedPassword.parse(encoded);
        if (!gate.enter(lane.recognised())) {
            return Match.BUSY;
        }
        try {
            byte[] result = argon2.run(secret, stored.salt(), stored.cost());
            boolean same = MessageDigest.isEqual(stored.value(), mac(use, stored.keyId(), ownerId, result));
            boolean right = same && encoded != null && secret.usable() && secret.length() > 0;
            return right ? Match.RIGHT : Match.WRONG;
        } finally {
            gate.leave(lane.recognised());
        }
    }

    private EncodedPassword nobodys() {
        return new EncodedPassword(cost, keys.currentId(), new byte[SALT_BYTES], new byte[0]);
    }

    private byte[] mac(Use use, String keyId, UUID ownerId, byte[] result) {
        return keys.mac(keyId, use.label, ServerKeys.bytes(ownerId), result);
    }

    private static void requireNoTransaction() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("hashing must not hold a database connection");
        }
    }
}
