package sekisho.server.hotstate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// How many guesses may still be evaluated on an account, and how many mails sent. Counted in the
/// database, so that it holds over all attempts, nodes and restarts (NIST SP 800-63B-4 §3.2.2).
@Component
public class GuessBudgets {

    /// What is counted, and how much of it one lane may use in each window. The month's limit on codes
    /// keeps the chance to guess one of a million below 1 in 1,000 in a year of trying; a test computes
    /// it. Saved recovery codes have 78 bits and need none.
    public enum Purpose {
        PASSWORD(new Limit(Duration.ofHours(1), 10), new Limit(Duration.ofDays(30), 100)),
        SIGN_IN_CODE(new Limit(Duration.ofDays(1), 10), new Limit(Duration.ofDays(30), 40)),
        RESET_CODE(new Limit(Duration.ofDays(1), 10), new Limit(Duration.ofDays(30), 40)),
        REGISTRATION_CODE(new Limit(Duration.ofDays(1), 10), new Limit(Duration.ofDays(30), 40)),
        SIGN_IN_MAIL(new Limit(Duration.ofHours(1), 5), new Limit(Duration.ofDays(1), 15)),
        CODE_MAIL(new Limit(Duration.ofHours(1), 5), new Limit(Duration.ofDays(1), 15)),
        SIGN_IN_NOTICE(new Limit(Duration.ofDays(1), 3)),
        UNDO_CODE(new Limit(Duration.ofDays(1), 10), new Limit(Duration.ofDays(30), 40)),
        UNDO_MAIL(new Limit(Duration.ofHours(1), 5), new Limit(Duration.ofDays(1), 15)),
        OWN_DATA_CODE(new Limit(Duration.ofDays(1), 10), new Limit(Duration.ofDays(30), 40)),
        OWN_DATA_MAIL(new Limit(Duration.ofHours(1), 5), new Limit(Duration.ofDays(1), 15)),
        EMAIL_UNDO_CODE(new Limit(Duration.ofDays(1), 10), new Limit(Duration.ofDays(30), 40)),
        EMAIL_UNDO_MAIL(new Limit(Duration.ofHours(1), 5), new Limit(Duration.ofDays(1), 15)),
        RECOVERY_CODE(new Limit(Duration.ofHours(1), 10)),
        RECOVERY_BY_CODE_CODE(new Limit(Duration.ofDays(1), 10), new Limit(Duration.ofDays(30), 40)),
        RECOVERY_BY_CODE_MAIL(new Limit(Duration.ofHours(1), 5), new Limit(Duration.ofDays(1), 15)),
        RECOVERY_ADDRESS_CODE(new Limit(Duration.ofDays(1), 10), new Limit(Duration.ofDays(30), 40)),
        RECOVERY_ADDRESS_MAIL(new Limit(Duration.ofHours(1), 5), new Limit(Duration.ofDays(1), 15)),
        RECOVERY_MAILBOX(new Limit(Duration.ofHours(1), 5), new Limit(Duration.ofDays(1), 15)),
        SIBLING_PASSWORD(new Limit(Duration.ofHours(1), 10), new Limit(Duration.ofDays(30), 100)),
        WAITING_RECOVERY(new Limit(Duration.ofDays(30), 4)),
        DEVICE_CHECK(new Limit(Duration.ofHours(1), 5), new Limit(Duration.ofDays(1), 15)),
        CALLER_CHECK(new Limit(Duration.ofHours(1), 3), new Limit(Duration.ofDays(1), 10)),
        SUPPORT_CODE(new Limit(Duration.ofDays(1), 10), new Limit(Duration.ofDays(30), 40)),
        SUPPORT_MAIL(new Limit(Duration.ofHours(1), 5), new Limit(Duration.ofDays(1), 15)),
        SUPPORT_INQUIRY(new Limit(Duration.ofDays(1), 5), new Limit(Duration.ofDays(30), 20)),
        SUPPORT_TEXT_PASSWORD(new Limit(Duration.ofDays(1), 48), new Limit(Duration.ofDays(30), 100)),
        /// All writers together whose mailbox has no account.
        SUPPORT_INQUIRY_UNKNOWN(new Limit(Duration.ofDays(1), 200)),
        SECURITY_ANSWER(new Limit(Duration.ofDays(1), 3), new Limit(Duration.ofDays(30), 10)),
        STOPPED_NOTICE(new Limit(Duration.ofDays(1), 1)),
        STAFF_PASSWORD(new Limit(Duration.ofHours(1), 10)),
        STAFF_CODE(new Limit(Duration.ofDays(1), 5), new Limit(Duration.ofDays(30), 25)),
        STAFF_FAILURE_ENTRY(new Limit(Duration.ofHours(1), 1));

        private final List<Limit> limits;

        Purpose(Limit... limits) {
            this.limits = List.of(limits);
        }

        /// All of them hold at once.
        public List<Limit> limits() {
            return limits;
        }
    }

    /// At most `most` in each window of this length; windows are aligned to the epoch.
    public record Limit(Duration window, int most) {}

    /// The answer to a take.
    public sealed interface Take {
        /// One more may be evaluated.
        ///
        /// @param left how many are left after this one, in the window that has the fewest
        record Granted(UUID accountId, Purpose purpose, Lane lane, List<Instant> windows, int left) implements Take {}

        /// None is left until then.
        record Refused(Instant next) implements Take {}
    }

    private final GuessBudgetStore store;

    GuessBudgets(GuessBudgetStore store) {
        this.store = store;
    }

    /// Takes one; it counts at once, before anything is evaluated.
    @Transactional
    public Take take(UUID accountId, Purpose purpose, Lane lane) {
        return store.take(accountId, purpose, lane);
    }

    /// Gives one back: the guess was right, so it was none.
    public void giveBack(Take.Granted granted) {
        store.giveBack(granted);
    }

    /// Forgets what was taken in every lane: what was guessed at is no longer there.
    public void forget(UUID accountId, Purpose purpose) {
        store.forget(accountId, purpose);
    }

    /// When the next one is to be had, if none is left now; else now or earlier.
    public Instant next(UUID accountId, Purpose purpose, Lane lane) {
        return store.next(accountId, purpose, lane);
    }

    /// How many are left now.
    public int left(UUID accountId, Purpose purpose, Lane lane) {
        return store.left(accountId, purpose, lane);
    }
}
