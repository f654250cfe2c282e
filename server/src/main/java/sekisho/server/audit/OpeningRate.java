package sekisho.server.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Watches how many cases each of the staff opens or looks up: whoever has talked or bribed himself into a support desk
/// reads many (K71).
@Component
public class OpeningRate {
    private static final Logger log = LoggerFactory.getLogger(OpeningRate.class);

    private static final Set<Action> OPENINGS = Set.of(Action.CASE_OPENED, Action.LOOKED_UP);
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final Duration REMEMBERED = Duration.ofDays(30);

    /// As many within an hour alarm nobody.
    private static final int QUIET = 20;

    /// How many times the usual number alarms, and how many times that is refused.
    private static final int FACTOR = 3;

    /// More within an hour are refused, whatever is usual.
    private static final int MOST = 120;

    private static final int LISTED = 100;

    private final AuditStore store;
    private final Counter alarms;

    OpeningRate(AuditStore store, MeterRegistry meters) {
        this.store = store;
        this.alarms = Counter.builder("sekisho.support.alarms")
                .description("Alarms because one of the staff opened unusually many cases")
                .register(meters);
    }

    /// What is to become of one more.
    public enum Verdict {
        OK,
        /// It may be opened; the leads are told.
        UNUSUAL,
        /// It must not be opened. Until the hour has passed none may.
        REFUSED
    }

    /// Judges one more, which the caller then writes to the log, unless it is refused. Joins his transaction, and needs
    /// one: until its end the same agent's next one waits, so that many at once don't pass together. An alarm is kept
    /// when it commits, also that of a refusal.
    public Verdict check(Actor actor) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("what is checked is written in the same transaction");
        }
        store.lockOpenings(actor.staffId());
        int openings = store.countSince(actor.staffId(), OPENINGS, WINDOW) + 1;
        int usual = store.usualAnHour(actor.staffId(), OPENINGS, REMEMBERED, WINDOW);
        int limit = Math.min(MOST, Math.max(QUIET, FACTOR * usual));
        if (openings <= limit) {
            return Verdict.OK;
        }
        boolean refused = openings > Math.min(MOST, FACTOR * limit);
        if (store.raise(actor, openings, usual, refused)) {
            alarms.increment();
            log.warn("{} opened {} cases within an hour, usually {}", actor.name(), openings, usual);
        }
        return refused ? Verdict.REFUSED : Verdict.UNUSUAL;
    }

    /// The latest alarms, the newest first.
    public List<Alarm> alarms() {
        return store.alarms(LISTED);
    }
}
