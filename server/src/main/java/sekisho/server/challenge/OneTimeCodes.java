package sekisho.server.challenge;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import sekisho.engine.Authenticator;
import sekisho.server.challenge.OneTimeCodeStore.ActiveCode;
import sekisho.server.challenge.OneTimeCodeStore.Try;
import sekisho.server.hotstate.GuessBudgets;
import sekisho.server.hotstate.GuessBudgets.Take;
import sekisho.server.hotstate.Lane;
import sekisho.server.mail.MailOrder;
import sekisho.server.mail.Outbox;
import sekisho.server.platform.ServerKeys;
import sekisho.server.platform.Times;

/// Codes by e-mail: six digits, only the newest of an attempt, five tries each, and a budget of guesses
/// per account and purpose over all attempts. A code is redeemed by one conditional update, and what it
/// proves is a row.
@Component
public class OneTimeCodes {
    static final int TRIES = 5;

    private final OneTimeCodeStore store;
    private final Proofs proofs;
    private final GuessBudgets budgets;
    private final Outbox outbox;
    private final ServerKeys keys;
    private final Times times;

    OneTimeCodes(
            OneTimeCodeStore store, Proofs proofs, GuessBudgets budgets, Outbox outbox, ServerKeys keys, Times times) {
        this.store = store;
        this.proofs = proofs;
        this.budgets = budgets;
        this.outbox = outbox;
        this.keys = keys;
        this.times = times;
    }

    /// What became of the wish for a code.
    public sealed interface Sending {
        /// The mail is on its way.
        record Sent(Instant expires) implements Sending {}

        /// The mailbox has got enough mails; the newest code, if any, stays good.
        record TooMany(Instant next) implements Sending {}
    }

    /// Makes a new code, retires the one before it and queues the mail, all in the caller's transaction
    /// or an own one.
    @Transactional
    public Sending send(CodeOrder order) {
        return switch (budgets.take(
                order.counted().on(), order.purpose().mails(), order.counted().lane())) {
            case Take.Refused refused -> new Sending.TooMany(refused.next());
            case Take.Granted granted -> new Sending.Sent(sendNew(order));
        };
    }

    private Instant sendNew(CodeOrder order) {
        Code code = Code.random();
        UUID codeId = UUID.randomUUID();
        store.retire(order.accountId(), order.attemptId());
        Instant expires = store.insert(codeId, order, mac(order.accountId(), codeId, code));
        Map<String, String> facts = new HashMap<>(order.facts());
        facts.put("until", times.clock(expires, order.locale()));
        MailOrder mail = new MailOrder(
                order.accountId(),
                order.mail(),
                order.to(),
                order.locale(),
                order.reference(),
                code.reveal(),
                facts,
                expires);
        if (order.silent()) {
            outbox.queueNothing(mail);
        } else {
            outbox.queue(mail);
        }
        return expires;
    }

    /// Evaluates a typed code, once. Joins the caller's transaction: if that rolls back, nothing was
    /// redeemed.
    @Transactional
    public ChallengeResult answer(
            UUID accountId, UUID attemptId, ChallengePurpose purpose, Counted counted, String typed) {
        return switch (Code.read(typed)) {
            case Code.Typed.Malformed malformed -> new ChallengeResult.Malformed(malformed.digits());
            case Code.Typed.Complete complete -> evaluate(accountId, attemptId, purpose, counted, complete.code());
        };
    }

    /// The same, counted on the account itself.
    @Transactional
    public ChallengeResult answer(UUID accountId, UUID attemptId, ChallengePurpose purpose, Lane lane, String typed) {
        return answer(accountId, attemptId, purpose, new Counted(accountId, lane), typed);
    }

    private ChallengeResult evaluate(
            UUID accountId, UUID attemptId, ChallengePurpose purpose, Counted counted, Code code) {
        Optional<ActiveCode> active = store.newest(accountId, attemptId, purpose);
        if (active.isEmpty()) {
            return new ChallengeResult.NoneSent();
        }
        if (!active.get().usable()) {
            return new ChallengeResult.Expired();
        }
        return switch (budgets.take(counted.on(), purpose.guesses(), counted.lane())) {
            case Take.Refused refused -> new ChallengeResult.TooMany(refused.next());
            case Take.Granted granted ->
                redeem(accountId, attemptId, purpose, code, active.get().codeId(), granted);
        };
    }

    private ChallengeResult redeem(
            UUID accountId, UUID attemptId, ChallengePurpose purpose, Code code, UUID codeId, Take.Granted granted) {
        Optional<Try> tried = store.tryOnce(accountId, codeId, mac(accountId, codeId, code));
        if (tried.isEmpty()) {
            return new ChallengeResult.Expired();
        }
        if (!tried.get().right()) {
            return new ChallengeResult.Wrong(Math.min(TRIES - tried.get().tries(), granted.left()));
        }
        budgets.giveBack(granted);
        return new ChallengeResult.Accepted(proofs.write(accountId, attemptId, purpose, Authenticator.EMAIL_CODE));
    }

    /// How the challenge of an attempt stands.
    public CodeState state(UUID accountId, UUID attemptId, ChallengePurpose purpose, Counted counted) {
        int sendsLeft = budgets.left(counted.on(), purpose.mails(), counted.lane());
        Instant nextSend = sendsLeft > 0 ? null : budgets.next(counted.on(), purpose.mails(), counted.lane());
        Instant expires = store.newest(accountId, attemptId, purpose)
                .filter(ActiveCode::usable)
                .map(ActiveCode::expires)
                .orElse(null);
        return new CodeState(expires, sendsLeft, nextSend);
    }

    /// The same, counted on the account itself.
    public CodeState state(UUID accountId, UUID attemptId, ChallengePurpose purpose, Lane lane) {
        return state(accountId, attemptId, purpose, new Counted(accountId, lane));
    }

    /// Whether any of the accounts has a code that can still be used, of whatever purpose. There is no question whether
    /// a text is one: it would be a try at all of them at once.
    public boolean anyLive(List<UUID> accountIds) {
        return store.anyLive(accountIds);
    }

    /// Lets the newest code of an attempt go over to another attempt: a form that was sent twice costs
    /// one mail.
    ///
    /// @return whether there was a usable one
    public boolean handOver(UUID accountId, UUID fromAttempt, UUID toAttempt, ChallengePurpose purpose) {
        return store.handOver(accountId, fromAttempt, toAttempt, purpose);
    }

    /// Ends the codes of an attempt that goes on with another mailbox; joins the caller's transaction.
    public void retire(UUID accountId, UUID attemptId) {
        store.retire(accountId, attemptId);
    }

    /// Ends all codes of an account; joins the caller's transaction.
    public void retireAll(UUID accountId) {
        store.retireAll(accountId);
    }

    private byte[] mac(UUID accountId, UUID codeId, Code code) {
        return keys.mac(
                "one-time-code",
                ServerKeys.bytes(accountId),
                ServerKeys.bytes(codeId),
                code.reveal().getBytes(StandardCharsets.US_ASCII));
    }
}
