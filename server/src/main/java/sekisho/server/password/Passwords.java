package sekisho.server.password;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import sekisho.server.account.LoginIdentity;
import sekisho.server.hotstate.GuessBudgets;
import sekisho.server.hotstate.GuessBudgets.Purpose;
import sekisho.server.hotstate.GuessBudgets.Take;
import sekisho.server.hotstate.Lane;
import sekisho.server.platform.ServerKeys;

/// The members' passwords: compares, prepares and stores them.
///
/// Every attempt costs exactly one Argon2id run, whether the account exists, has siblings on its address,
/// has a password, is out of guesses, or the password is empty or far too long; the metric
/// `sekisho.password.hashes` counts them.
public final class Passwords {
    /// Passwords under older parameters or an older salt cost a run each pair; no more than these.
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

    /// An account that a password is compared with.
    ///
    /// @param lane whose budget a guess at it uses
    public record Candidate(UUID accountId, Lane lane) {}

    /// Compares a password with those of the accounts that may be meant, in one run. Counts a guess before
    /// it evaluates anything, in its own transaction, so it must not be called within one; a right password
    /// gives the guess back. Unknown clients share the budget of the address, however many accounts are on
    /// it, and a recognised device frees the guesses at its own account only: none of the accounts can be
    /// guessed at more often than if it were alone.
    ///
    /// @param address where the address leads to, be it a phantom
    /// @param candidates those of its accounts that are meant
    /// @throws IllegalStateException if the server key of a stored password is missing
    public Verification verify(LoginIdentity address, List<Candidate> candidates, RawPassword password) {
        requireNoTransaction();
        List<CredentialStore.Credential> credentials =
                store.find(candidates.stream().map(Candidate::accountId).toList());
        boolean recognised =
                candidates.stream().anyMatch(candidate -> candidate.lane().recognised());
        if (!gate.enter(recognised)) {
            return new Verification.Busy();
        }
        try {
            Map<Lane, Take> takes = takeGuesses(address, candidates);
            Runs runs = new Runs(password);
            List<Match> matches = new ArrayList<>();
            for (CredentialStore.Credential credential : credentials) {
                EncodedPassword stored = EncodedPassword.parse(credential.encoded());
                byte[] result = runs.of(stored.salt(), stored.cost());
                if (result != null
                        && equal(credential.accountId(), stored, result)
                        && mayGuess(credential.accountId(), candidates, takes)) {
                    matches.add(new Match(credential, stored, result));
                }
            }
            if (credentials.isEmpty()) {
                runs.of(address.salt(), cost);
            }
            if (takes.values().stream().allMatch(Take.Refused.class::isInstance)) {
                Take.Refused refused = (Take.Refused) takes.values().iterator().next();
                return new Verification.TooMany(refused.next());
            }
            if (matches.isEmpty() || !password.usable()) {
                return new Verification.Wrong();
            }
            takes.values().forEach(take -> {
                if (take instanceof Take.Granted granted) {
                    budgets.giveBack(granted);
                }
            });
            // Two are possible only after an address was had back (EmailUndo): the one that is still good.
            Match match = matches.stream()
                    .filter(found -> found.credential.unsafeCause() == null)
                    .findFirst()
                    .orElse(matches.getFirst());
            UUID accountId = match.credential.accountId();
            HashedPassword current = renew(accountId, address.salt(), password, match.stored, match.result);
            return new Verification.Right(
                    accountId, breached.contains(password), match.credential.unsafeCause(), current);
        } finally {
            gate.leave(recognised);
        }
    }

    private record Match(CredentialStore.Credential credential, EncodedPassword stored, byte[] result) {}

    /// One guess of each budget that is used, in the order of the candidates.
    private Map<Lane, Take> takeGuesses(LoginIdentity address, List<Candidate> candidates) {
        Map<Lane, Take> takes = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            takes.computeIfAbsent(
                    candidate.lane(),
                    lane -> budgets.take(
                            lane.recognised() ? candidate.accountId() : address.accountId(), Purpose.PASSWORD, lane));
        }
        if (takes.isEmpty()) {
            takes.put(Lane.UNKNOWN, budgets.take(address.accountId(), Purpose.PASSWORD, Lane.UNKNOWN));
        }
        return takes;
    }

    private static boolean mayGuess(UUID accountId, List<Candidate> candidates, Map<Lane, Take> takes) {
        return candidates.stream()
                .filter(candidate -> candidate.accountId().equals(accountId))
                .anyMatch(candidate -> takes.get(candidate.lane()) instanceof Take.Granted);
    }

    /// Whether the password that was right is still the account's. To be asked in the transaction that
    /// acts on it, with the account locked: the password may have changed, or been switched off, since
    /// it was compared.
    public boolean isCurrent(UUID accountId, Verification verification) {
        return verification instanceof Verification.Right right
                && right.accountId().equals(accountId)
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

    /// Hashes a new password and compares it with the remembered ones, and with those of the siblings. It
    /// must not be called within a transaction, and the rules come first. Whoever asks has proved the
    /// mailbox: to anybody else the answer would tell a sibling's password. Looking at siblings is counted.
    ///
    /// @param address where the account is, or will be
    public Prepared prepare(UUID accountId, LoginIdentity address, RawPassword password, Lane lane) {
        requireNoTransaction();
        if (!password.usable()) {
            throw new IllegalArgumentException("the rules refuse this password");
        }
        List<UUID> siblings = address.siblingsOf(accountId);
        List<EncodedPassword> remembered = new ArrayList<>();
        store.find(accountId).ifPresent(current -> remembered.add(EncodedPassword.parse(current.encoded())));
        for (String old : store.history(accountId)) {
            remembered.add(EncodedPassword.parse(old));
        }
        List<CredentialStore.Credential> others = store.find(siblings);
        if (!gate.enter(lane.recognised())) {
            return new Prepared.Busy();
        }
        try {
            if (!siblings.isEmpty()
                    && budgets.take(address.accountId(), Purpose.SIBLING_PASSWORD, Lane.UNKNOWN)
                            instanceof Take.Refused refused) {
                return new Prepared.TooMany(refused.next());
            }
            Runs runs = new Runs(password);
            byte[] result = Objects.requireNonNull(runs.of(address.salt(), cost));
            for (EncodedPassword old : remembered) {
                byte[] compared = runs.of(old.salt(), old.cost());
                if (compared != null && usedBefore(accountId, old, compared)) {
                    return new Prepared.UsedBefore();
                }
            }
            boolean taken = false;
            for (CredentialStore.Credential other : others) {
                EncodedPassword stored = EncodedPassword.parse(other.encoded());
                byte[] compared = runs.of(stored.salt(), stored.cost());
                taken |= compared != null && usedBefore(other.accountId(), stored, compared);
            }
            if (taken) {
                return new Prepared.OfSibling();
            }
            return new Prepared.Ready(
                    new HashedPassword(encode(accountId, address.salt(), result).text(), result));
        } finally {
            gate.leave(lane.recognised());
        }
    }

    /// What a look for a password in a text found.
    public enum Spotted {
        /// It is a password of one of the accounts, or was.
        YES,
        NO,
        /// It wasn't compared with all of them: too many passwords are being checked at the moment, or these were
        /// hashed in too many ways.
        NOT_CHECKED
    }

    /// Whether a text is a password that one of these accounts has or had. It must not be called within a
    /// transaction, and the caller has counted the guess in a budget of his own. Whoever asks has proved that he
    /// owns the accounts.
    public Spotted spot(List<UUID> accountIds, RawPassword text) {
        requireNoTransaction();
        List<Remembered> remembered = new ArrayList<>();
        for (CredentialStore.Credential current : store.find(accountIds)) {
            remembered.add(new Remembered(current.accountId(), EncodedPassword.parse(current.encoded())));
        }
        for (UUID accountId : accountIds) {
            for (String old : store.history(accountId)) {
                remembered.add(new Remembered(accountId, EncodedPassword.parse(old)));
            }
        }
        if (remembered.isEmpty() || !text.usable()) {
            return Spotted.NO;
        }
        if (!gate.enter(false)) {
            return Spotted.NOT_CHECKED;
        }
        try {
            Runs runs = new Runs(text);
            boolean all = true;
            for (Remembered one : remembered) {
                byte[] result = runs.of(one.stored.salt(), one.stored.cost());
                all &= result != null;
                if (result != null && usedBefore(one.accountId, one.stored, result)) {
                    return Spotted.YES;
                }
            }
            return all ? Spotted.NO : Spotted.NOT_CHECKED;
        } finally {
            gate.leave(false);
        }
    }

    private record Remembered(UUID accountId, EncodedPassword stored) {}

    /// Whether a sibling has chosen this password since it was prepared. To be asked in the transaction that
    /// stores it, with the address locked.
    public boolean isOfSibling(HashedPassword prepared, List<UUID> siblings) {
        byte[] result = Objects.requireNonNull(prepared.result(), "only a prepared password can be compared");
        return store.find(siblings).stream().anyMatch(other -> {
            EncodedPassword stored = EncodedPassword.parse(other.encoded());
            return stored.cost().equals(cost) && usedBefore(other.accountId(), stored, result);
        });
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
            return new HashedPassword(stored.text(), null);
        }
        byte[] fresh = sameRun ? result : argon2.run(password, salt, cost);
        EncodedPassword renewed = encode(accountId, salt, fresh);
        store.rehash(accountId, stored.text(), renewed.text());
        return new HashedPassword(renewed.text(), null);
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
        return keys.mac(keyId, "password", ServerKeys.bytes(accountId), result);
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

        private Runs(RawPassword password) {
            this.password = password;
        }

        private byte @Nullable [] of(byte[] salt, Argon2Cost asked) {
            for (Run run : done) {
                if (run.cost.equals(asked) && MessageDigest.isEqual(run.salt, salt)) {
                    return run.result;
                }
            }
            if (done.size() > MAX_EXTRA_RUNS) {
                return null;
            }
            Run run = new Run(asked, salt, argon2.run(password, salt, asked));
            done.add(run);
            return run.result;
        }
    }

    private record Run(Argon2Cost cost, byte[] salt, byte[] result) {}
}
