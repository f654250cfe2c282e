package sekisho.server.challenge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sekisho.engine.Authenticator;
import sekisho.server.hotstate.GuessBudgets;
import sekisho.server.hotstate.GuessBudgets.Take;
import sekisho.server.hotstate.Lane;
import sekisho.server.platform.ServerKeys;

/// The recovery codes that members have saved: ten in a set, each good once, kept as keyed hashes only.
/// A new set makes the one before it worthless.
@Component
public class RecoveryCodes {
    /// How many codes a set has.
    public static final int IN_A_SET = 10;

    private final RecoveryCodeStore store;
    private final Proofs proofs;
    private final GuessBudgets budgets;
    private final ServerKeys keys;

    RecoveryCodes(RecoveryCodeStore store, Proofs proofs, GuessBudgets budgets, ServerKeys keys) {
        this.store = store;
        this.proofs = proofs;
        this.budgets = budgets;
        this.keys = keys;
    }

    /// The set of an account.
    ///
    /// @param left how many of its codes haven't been used
    /// @param since when it was made
    public record Saved(int left, Instant since) {}

    /// Makes a new set in place of the old one; joins the caller's transaction. This is the only time that
    /// the codes can be read.
    public List<RecoveryCode> make(UUID accountId) {
        store.voidAll(accountId);
        List<RecoveryCode> codes = new ArrayList<>();
        for (int i = 0; i < IN_A_SET; i++) {
            RecoveryCode code = RecoveryCode.random();
            store.insert(accountId, mac(keys.currentId(), accountId, code), keys.currentId());
            codes.add(code);
        }
        return codes;
    }

    /// The set of an account, if it has made one.
    public Optional<Saved> saved(UUID accountId) {
        return store.saved(accountId);
    }

    /// Whose a code is, of the accounts that an address may mean; to be evaluated by [#answer]. None of them, or none
    /// with codes, is the same work.
    public Optional<UUID> ownerAmong(List<UUID> accountIds, RecoveryCode code) {
        List<RecoveryCodeStore.Saved> sets = store.keysOf(accountIds);
        List<byte[]> macs = sets.stream()
                .map(set -> mac(set.keyId(), set.accountId(), code))
                .toList();
        return store.ownerOf(
                sets.stream().map(RecoveryCodeStore.Saved::accountId).toList(), macs);
    }

    /// Ends the set of an account that was made since: whoever made it wasn't the owner. Joins the caller's
    /// transaction.
    public void voidMadeSince(UUID accountId, Instant since) {
        store.voidMadeSince(accountId, since);
    }

    /// Evaluates a typed code, once: counted before it is looked at, and used up in the same transaction
    /// as the proof is written. Joins the caller's transaction. An account without codes, or none at all,
    /// is the same work.
    ///
    /// @param address stands for the address: all unknown clients share its guesses, however many accounts
    ///     are on it
    /// @param open whether it may open anything; if not, it is counted, and compared with nothing
    public ChallengeResult answer(
            UUID address, UUID accountId, UUID attemptId, Lane lane, RecoveryCode code, boolean open) {
        return switch (budgets.take(
                lane.recognised() ? accountId : address, ChallengePurpose.RECOVERY.guesses(), lane)) {
            case Take.Refused refused -> new ChallengeResult.TooMany(refused.next());
            case Take.Granted granted -> {
                if (!redeem(accountId, open ? code : RecoveryCode.random())) {
                    yield new ChallengeResult.Wrong(granted.left());
                }
                budgets.giveBack(granted);
                yield new ChallengeResult.Accepted(
                        proofs.write(accountId, attemptId, ChallengePurpose.RECOVERY, Authenticator.RECOVERY_CODE));
            }
        };
    }

    /// When the set was made of which a code opened this attempt.
    public Optional<Instant> madeAt(UUID accountId, UUID attemptId) {
        return store.madeAt(accountId, attemptId);
    }

    private boolean redeem(UUID accountId, RecoveryCode code) {
        List<String> keyIds = store.keyIds(accountId);
        boolean redeemed = false;
        for (String keyId : keyIds.isEmpty() ? List.of(keys.currentId()) : keyIds) {
            redeemed |= store.redeem(accountId, mac(keyId, accountId, code));
        }
        return redeemed;
    }

    private byte[] mac(String keyId, UUID accountId, RecoveryCode code) {
        return keys.mac(keyId, "recovery-code", ServerKeys.bytes(accountId), code.bytes());
    }
}
