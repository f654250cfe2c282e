package sekisho.server.support;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.server.audit.Actor;
import sekisho.server.hotstate.GuessBudgets;
import sekisho.server.hotstate.GuessBudgets.Take;
import sekisho.server.hotstate.Lane;
import sekisho.server.platform.ServerKeys;
import sekisho.server.platform.TwoDigits;

/// The check of somebody on the phone: a two-digit number appears in the message centre of the account, the caller
/// reads it out, and the agent types it. It shows that the caller is where the account is signed in, and the caller
/// sees that the agent is support's. It opens nothing: three tries, ten minutes, and the member can end it.
///
/// All methods join the caller's transaction; those that change something need the account's lock.
@Component
public class CallerChecks {
    /// How often the number of one check can be typed.
    public static final int TRIES = 3;

    static final Duration WAIT = Duration.ofMinutes(10);

    private final CallerCheckStore store;
    private final Cases cases;
    private final GuessBudgets budgets;
    private final ServerKeys keys;

    CallerChecks(CallerCheckStore store, Cases cases, GuessBudgets budgets, ServerKeys keys) {
        this.store = store;
        this.cases = cases;
        this.budgets = budgets;
        this.keys = keys;
    }

    /// How a check stands.
    public enum Stage {
        /// The number can be typed.
        WAITING,
        /// It was typed.
        PASSED,
        /// Another one was typed too often.
        FAILED,
        /// The member says that he isn't on the phone.
        DENIED,
        /// Nobody typed it in time.
        EXPIRED
    }

    /// A check, for the agent: without its number.
    ///
    /// @param shownAt when the number was seen on the member's page first; null if it wasn't
    /// @param shownSince since when the session was signed in that saw it
    /// @param shownBrowser the browser family of that session, such as `Chrome`; null if it isn't known
    /// @param shownSystem its system, such as `Windows`; null if it isn't known
    public record Check(
            UUID checkId,
            Stage stage,
            int triesLeft,
            Instant expires,
            @Nullable Instant shownAt,
            @Nullable Instant shownSince,
            @Nullable String shownBrowser,
            @Nullable String shownSystem) {}

    /// A check that waits, for the member.
    public record Waiting(UUID checkId, String number, String caseNumber, Instant expires) {}

    /// What became of the wish for a check.
    public enum Started {
        /// The number is on the member's page.
        WAITS,
        /// There is no account whose pages could show it.
        NO_ACCOUNT,
        /// The account was checked too often of late.
        TOO_MANY
    }

    /// What became of a typed number.
    public sealed interface Answer {
        /// It was right.
        record Passed() implements Answer {}

        /// It was another one.
        record Wrong(int left) implements Answer {}

        /// It wasn't two digits; nothing was counted.
        record Malformed() implements Answer {}

        /// It wasn't compared: no check waits any more.
        record Over() implements Answer {}
    }

    /// Starts a check; the one before it, if it still waits, ends.
    public Started start(SupportCase on, Actor agent) {
        if (!on.accountKnown()) {
            return Started.NO_ACCOUNT;
        }
        if (!(budgets.take(on.accountId(), GuessBudgets.Purpose.CALLER_CHECK, Lane.UNKNOWN) instanceof Take.Granted)) {
            return Started.TOO_MANY;
        }
        store.endWaiting(on.accountId());
        store.insert(on.accountId(), UUID.randomUUID(), on.caseId());
        cases.event(on, agent, CaseEvent.Kind.CHECK_STARTED, null);
        return Started.WAITS;
    }

    /// The last check of a case.
    public Optional<Check> latest(SupportCase of) {
        return store.latest(of.accountId(), of.caseId());
    }

    /// Evaluates a number that the caller read out, once. Full-width digits and spaces are fine.
    public Answer answer(SupportCase on, Actor agent, String typed) {
        Optional<String> number = TwoDigits.read(typed);
        if (number.isEmpty()) {
            return new Answer.Malformed();
        }
        Optional<Check> check = latest(on).filter(found -> found.stage() == Stage.WAITING);
        if (check.isEmpty()) {
            return new Answer.Over();
        }
        UUID checkId = check.get().checkId();
        boolean right = number.get().equals(number(on.accountId(), checkId));
        return store.tryOnce(on.accountId(), checkId, right)
                .map(tried -> answered(on, agent, tried))
                .orElseGet(Answer.Over::new);
    }

    private Answer answered(SupportCase on, Actor agent, CallerCheckStore.Try tried) {
        if (tried.passed()) {
            cases.event(on, agent, CaseEvent.Kind.CHECK_PASSED, null);
            return new Answer.Passed();
        }
        int left = TRIES - tried.tries();
        if (left == 0) {
            cases.event(on, agent, CaseEvent.Kind.CHECK_FAILED, null);
        }
        return new Answer.Wrong(left);
    }

    /// The check that waits for a member, if one does.
    public Optional<Waiting> waiting(UUID accountId) {
        return store.waiting(accountId)
                .map(row ->
                        new Waiting(row.checkId(), number(accountId, row.checkId()), row.caseNumber(), row.expires()));
    }

    /// Writes down where the number was seen first.
    ///
    /// @param since since when that session is signed in
    public void shown(UUID accountId, UUID checkId, Instant since, @Nullable String browser, @Nullable String system) {
        store.shown(accountId, checkId, since, browser, system);
    }

    /// The member isn't on the phone: the check ends, and the agent is told.
    ///
    /// @return false if none waits any more
    public boolean deny(UUID accountId, UUID checkId) {
        return store.deny(accountId, checkId);
    }

    private String number(UUID accountId, UUID checkId) {
        return TwoDigits.of(keys.mac("caller-check", ServerKeys.bytes(accountId), ServerKeys.bytes(checkId)));
    }
}
