package sekisho.server.password;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import sekisho.server.hotstate.GuessBudgets;
import sekisho.server.hotstate.GuessBudgets.Purpose;
import sekisho.server.hotstate.GuessBudgets.Take;
import sekisho.server.hotstate.Lane;
import sekisho.server.platform.ServerKeys;

/// The members' passwords: compares, prepares and stores them.
///
/// Every attempt costs exactly one Argon2id run, whether the account exists, has a password, is out of
/// guesses, or the password is empty or far too long; the metric `sekisho.password.hashes` counts them.
public final class Passwords {
    /// Remembered passwords under older parameters or an older salt cost a run each pair; no more than
    /// these.
    private static final int MAX_EXTRA_RUNS = 4;

    private static final Logger log = LoggerFactory.getLogger(Passwords.class);

    private final CredentialStore store;
    private final GuessBudgets budgets;
    private final ServerKeys keys;
    private final Argon2 argon2;
    private final HashGate gate;
    private final Argon2Cost cost;
    private final BreachedPasswords breached;

    Passwords(
            CredentialStore store,
            GuessBudgets budgets,
            ServerKeys keys,
            Argon2 argon2,
            HashGate gate,
            Argon2Cost cost,
            BreachedPasswords breached) {
        this.store = store;
        this.budgets = budgets;
        this.keys = keys;
        this.argon2 = argon2;
        this.gate = gate;
        this.cost = cost;
        this.breached = breached;
    }

    /// Compares a password with the account's. Counts a guess before it evaluates anything, in its own
    /// transaction, so it must not be called within one; a right password gives the guess back.
    ///
    /// @param accountId the account, or a stand-in derived from the typed address where there is none
    /// @param salt the account's salt, or a stand-in
    /// @throws IllegalStateException if the server key of the stored password is missing
    public Verification verify(UUID accountId, byte[] salt, RawPassword password, Lane lane) {
        requireNoTransaction();
        Optional<CredentialStore.Credential> credential = store.find(accountId);
        if (!gate.enter(lane.recognised())) {
            return new Verification.Busy();
        }
        try {
            Take take = budgets.take(accountId, Purpose.PASSWORD, lane);
            EncodedPassword stored = credential
                    .map(found -> EncodedPassword.parse(found.encoded()))
                    .orElse(null);
            String unsafeCause =
                    credential.map(CredentialStore.Credential::unsafeCause).orElse(null);
            byte[] result = stored == null
                    ? argon2.run(password, salt, cost)
                    : argon2.run(password, stored.salt(), stored.cost());
            return switch (take) {
                case Take.Refused refused -> new Verification.TooMany(refused.next());
                case Take.Granted granted -> {
                    if (stored == null || !password.usable() || !equal(accountId, stored, result)) {
                        yield new Verification.Wrong();
                    }
                    budgets.giveBack(granted);
                    HashedPassword current = renew(accountId, salt, password, stored, result);
                    yield new Verification.Right(breached.contains(password), unsafeCause, current);
                }
            };
        } finally {
            gate.leave(lane.recognised());
        }
    }

    /// Whether the password that was right is still the account's. To be asked in the transaction that
    /// acts on it, with the account locked: the password may have changed, or been switched off, since
    /// it was compared.
    public boolean isCurrent(UUID accountId, Verification verification) {
        return verification instanceof Verification.Right right
                && store.find(accountId)
                        .filter(now -> now.encoded().equals(right.current().encoded()))
                        .filter(now -> Objects.equals(now.unsafeCause(), right.unsafeCause()))
                        .isPresent();
    }

    /// Since when an account, which has a password, has the one of now.
    public Instant setAt(UUID accountId) {
        return store.setAt(accountId);
    }

    /// Whether the account's password has been declared unsafe and not been replaced since.
    public boolean isUnsafe(UUID accountId) {
        return store.find(accountId).filter(now -> now.unsafeCause() != null).isPresent();
    }

    /// Hashes a new password and compares it with the remembered ones. It must not be called within a
    /// transaction, and the rules come first.
    public Prepared prepare(UUID accountId, byte[] salt, RawPassword password, Lane lane) {
        requireNoTransaction();
        if (!password.usable()) {
            throw new IllegalArgumentException("the rules refuse this password");
        }
        List<EncodedPassword> remembered = new ArrayList<>();
        store.find(accountId).ifPresent(current -> remembered.add(EncodedPassword.parse(current.encoded())));
        for (String old : store.history(accountId)) {
            remembered.add(EncodedPassword.parse(old));
        }
        if (!gate.enter(lane.recognised())) {
            return new Prepared.Busy();
        }
        try {
            Runs runs = new Runs(password, salt);
            for (EncodedPassword old : remembered) {
                byte[] result = runs.of(old);
                if (result != null && usedBefore(accountId, old, result)) {
                    return new Prepared.UsedBefore();
                }
            }
            return new Prepared.Ready(new HashedPassword(
                    encode(accountId, salt, runs.first().result()).text()));
        } finally {
            gate.leave(lane.recognised());
        }
    }

    /// Makes a prepared password the account's, remembers it, and clears what was said against the old
    /// one. Joins the caller's transaction, and needs one.
    public void store(UUID accountId, HashedPassword hashed) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a password is stored together with its cause, in one transaction");
        }
        store.replace(accountId, hashed.encoded());
    }

    /// Declares the account's current password unsafe: the next sign-in with it leads to a reset. The
    /// cause is a code of the caller's.
    public void markUnsafe(UUID accountId, String cause) {
        store.markUnsafe(accountId, cause);
    }

    /// Declares the account's password unsafe if it is still the one that somebody knew at that moment
    /// and nobody else said anything against it; joins the caller's transaction.
    ///
    /// @param cause a code of the caller's, to take it back by
    /// @return whether it is switched off for this cause
    public boolean switchOff(UUID accountId, String cause, Instant knownAt) {
        return store.switchOff(accountId, cause, knownAt);
    }

    /// Takes back what [#switchOff] said under this cause; joins the caller's transaction.
    public void switchOn(UUID accountId, String cause) {
        store.switchOn(accountId, cause);
    }

    /// Brings a right password up to today's parameters and key. A run more, for this one sign-in only,
    /// where the parameters differ.
    private HashedPassword renew(
            UUID accountId, byte[] salt, RawPassword password, EncodedPassword stored, byte[] result) {
        boolean sameRun = stored.cost().equals(cost) && MessageDigest.isEqual(stored.salt(), salt);
        if (sameRun && stored.keyId().equals(keys.currentId())) {
            return new HashedPassword(stored.text());
        }
        byte[] fresh = sameRun ? result : argon2.run(password, salt, cost);
        EncodedPassword renewed = encode(accountId, salt, fresh);
        store.rehash(accountId, stored.text(), renewed.text());
        return new HashedPassword(renewed.text());
    }

    private EncodedPassword encode(UUID accountId, byte[] salt, byte[] result) {
        return new EncodedPassword(cost, keys.currentId(), salt, mac(keys.currentId(), accountId, result));
    }

    private boolean equal(UUID accountId, EncodedPassword stored, byte[] result) {
        try {
            return MessageDigest.isEqual(stored.value(), mac(stored.keyId(), accountId, result));
        } catch (IllegalArgumentException missing) {
            throw new IllegalStateException(
                    "the server key " + stored.keyId() + " is missing in the data directory's keys: put it back;"
                            + " without it no password made with it can be checked",
                    missing);
        }
    }

    /// A lost key must not stop members from choosing new passwords: what it made can't be compared,
    /// and matches none.
    private boolean usedBefore(UUID accountId, EncodedPassword old, byte[] result) {
        try {
            return MessageDigest.isEqual(old.value(), mac(old.keyId(), accountId, result));
        } catch (IllegalArgumentException missing) {
            log.warn("a remembered password can't be compared: the server key {} is missing", old.keyId());
            return false;
        }
    }

    private byte[] mac(String keyId, UUID accountId, byte[] result) {
        byte[] account = ByteBuffer.allocate(16)
                .putLong(accountId.getMostSignificantBits())
                .putLong(accountId.getLeastSignificantBits())
                .array();
        return keys.mac(keyId, "password", account, result);
    }

    private static void requireNoTransaction() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "hashing must not hold a database connection, nor may a roll-back undo the counted guess");
        }
    }

    /// The Argon2id runs over one password: one for all that share salt and parameters.
    private final class Runs {
        private final RawPassword password;
        private final List<Run> done = new ArrayList<>();

        private Runs(RawPassword password, byte[] salt) {
            this.password = password;
            done.add(new Run(cost, salt, argon2.run(password, salt, cost)));
        }

        private Run first() {
            return done.getFirst();
        }

        private byte @Nullable [] of(EncodedPassword old) {
            for (Run run : done) {
                if (run.cost.equals(old.cost()) && MessageDigest.isEqual(run.salt, old.salt())) {
                    return run.result;
                }
            }
            if (done.size() > MAX_EXTRA_RUNS) {
                return null;
            }
            Run run = new Run(old.cost(), old.salt(), argon2.run(password, old.salt(), old.cost()));
            done.add(run);
            return run.result;
        }
    }

    private record Run(Argon2Cost cost, byte[] salt, byte[] result) {}
}
