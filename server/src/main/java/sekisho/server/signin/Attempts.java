package sekisho.server.signin;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.engine.Authenticator;
import sekisho.engine.ResetCause;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.ReferenceNumber;
import sekisho.server.record.AttemptKind;

/// The attempts that are under way. Each is one row; a browser holds a token for it, so that every
/// pending step can be resumed from the member's own bookmark.
@Component
public class Attempts {
    private final AttemptStore store;

    Attempts(AttemptStore store) {
        this.store = store;
    }

    /// An attempt that was just opened, and the token for its browser.
    public record Opened(Attempt attempt, AccountToken token) {}

    /// What opens an attempt.
    ///
    /// @param stay whether the member wants to stay signed in
    /// @param returnTo the page of the site that the member wanted; `null` if none
    /// @param sentTo where codes go; `null` where none are sent
    /// @param browser tells one browser from all others, so that a form sent twice is noticed; `null`
    ///     if it can't
    public record Cause(
            AttemptKind kind,
            boolean stay,
            @Nullable String returnTo,
            @Nullable String sentTo,
            @Nullable String browser) {}

    /// What a new attempt is going to be.
    ///
    /// @param twin the attempt that the same form already opened, if it was sent twice
    public record Draft(
            UUID accountId,
            UUID attemptId,
            String reference,
            Cause cause,
            @Nullable UUID twin) {}

    /// A draft with a new id and reference number.
    public Draft draft(UUID accountId, Cause cause) {
        return new Draft(accountId, UUID.randomUUID(), ReferenceNumber.random(), cause, null);
    }

    /// A draft for an attempt that will ask for a code. If the same browser opened one within the last
    /// half minute, the form was sent twice: the draft keeps its reference number, which is on the mail
    /// already.
    public Draft draftForCode(UUID accountId, Cause cause) {
        Draft draft = draft(accountId, cause);
        return store.findTwin(draft)
                .map(twin -> new Draft(accountId, draft.attemptId(), twin.reference(), cause, twin.id()))
                .orElse(draft);
    }

    /// Opens an attempt; joins the caller's transaction.
    public Opened open(Draft draft, AttemptState state, @Nullable ResetCause reset) {
        AccountToken token = AccountToken.random(draft.accountId());
        Attempt attempt = store.insert(draft, token.token().hash(), state, reset, Set.of(), null);
        return new Opened(attempt, token);
    }

    /// Opens an attempt whose member can choose how to prove it; joins the caller's transaction.
    ///
    /// @param deviceId the device whose token came; `null` if none did
    Opened openChoice(Draft draft, Set<Authenticator> ways, @Nullable UUID deviceId) {
        AccountToken token = AccountToken.random(draft.accountId());
        Attempt attempt = store.insert(draft, token.token().hash(), AttemptState.WAY_ASKED, null, ways, deviceId);
        return new Opened(attempt, token);
    }

    /// The attempt of a browser's token, if it is still under way.
    public Optional<Attempt> find(AccountToken token) {
        return store.find(token.accountId(), token.token().hash());
    }

    /// The attempt itself, if it stands in this state and hasn't run out. Read under the account's lock
    /// it stays so.
    public Optional<Attempt> find(UUID accountId, UUID attemptId, AttemptState state) {
        return store.find(accountId, attemptId, state);
    }

    /// The attempt itself, wherever it stands, also after its time.
    public Optional<Attempt> find(UUID accountId, UUID attemptId) {
        return store.find(accountId, attemptId);
    }

    /// Lets an attempt go on as one of another account, with the same reference number; joins the caller's
    /// transaction. The attempt itself ends.
    ///
    /// @return empty if the attempt is no longer in the state that it was read in
    Optional<Draft> draftForSibling(Attempt attempt, UUID accountId) {
        if (!move(attempt, AttemptState.CANCELLED)) {
            return Optional.empty();
        }
        Cause cause = new Cause(attempt.kind(), attempt.stay(), attempt.returnTo(), attempt.sentTo(), null);
        return Optional.of(new Draft(accountId, UUID.randomUUID(), attempt.reference(), cause, null));
    }

    /// Moves an attempt on; joins the caller's transaction.
    ///
    /// @throws IllegalStateException if the state doesn't lead there
    /// @return false if the attempt is no longer in the state that it was read in
    public boolean move(Attempt attempt, AttemptState next) {
        if (!attempt.state().leadsTo(next)) {
            throw new IllegalStateException(attempt.state() + " doesn't lead to " + next);
        }
        return store.move(attempt, next);
    }

    /// Asks for the code of another mailbox: the attempt moves on, or stays where codes are asked for.
    /// Joins the caller's transaction.
    ///
    /// @return false if the attempt is no longer in the state that it was read in
    public boolean readdress(Attempt attempt, String sentTo) {
        if (attempt.state() != AttemptState.RECOVERY_CODE_ASKED
                && !attempt.state().leadsTo(AttemptState.RECOVERY_CODE_ASKED)) {
            throw new IllegalStateException(attempt.state() + " asks for no other mailbox");
        }
        return store.readdress(attempt, AttemptState.RECOVERY_CODE_ASKED, sentTo);
    }

    /// Cancels all attempts of an account; joins the caller's transaction.
    ///
    /// @param except the one that goes on; null if none does
    /// @return which ones
    public List<UUID> cancelAll(UUID accountId, @Nullable UUID except) {
        return store.cancelAll(accountId, except);
    }
}
