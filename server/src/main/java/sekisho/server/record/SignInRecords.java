package sekisho.server.record;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.engine.Evidence;
import sekisho.server.platform.ReferenceNumber;

/// The append-only log of decisions and outcomes: what pages, mails, support and replay tell is read
/// from here.
@Component
public class SignInRecords {
    private final SignInRecordStore store;
    private final Clock clock;

    SignInRecords(SignInRecordStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Writes a decision down; joins the caller's transaction. A second one for the same attempt is an
    /// error.
    public void write(Decided decided) {
        store.insert(decided);
    }

    /// Adds what became of it; joins the caller's transaction.
    public void outcome(UUID accountId, UUID attemptId, Outcome outcome, @Nullable String detail) {
        store.insertOutcome(accountId, attemptId, outcome, detail);
    }

    /// Adds that it ended in a session; joins the caller's transaction, in which its lesson was taught if it was.
    public void signedIn(UUID accountId, UUID attemptId) {
        store.insertSignedIn(accountId, attemptId);
    }

    /// Adds to those of these attempts that have taught something that it is forgotten now; before that is done, in
    /// the caller's transaction.
    public void unlearned(UUID accountId, Set<UUID> attempts) {
        store.insertUnlearned(accountId, attempts, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    /// The decision of an attempt.
    public Optional<Decided> find(UUID accountId, UUID attemptId) {
        return store.find(accountId, attemptId);
    }

    /// The reference number of an attempt, also when its record is so old that it is gone.
    public String referenceOf(UUID accountId, UUID attemptId) {
        return find(accountId, attemptId).map(Decided::reference).orElseGet(() -> ReferenceNumber.of(attemptId));
    }

    /// The evidence that an attempt was judged by; every attempt has its record.
    public Evidence evidenceOf(UUID accountId, UUID attemptId) {
        return find(accountId, attemptId).orElseThrow().evidence();
    }

    /// The entry of an attempt.
    public Optional<SignInEntry> findEntry(UUID accountId, UUID attemptId) {
        return store.findEntry(accountId, attemptId);
    }

    /// The latest entries of an account, newest first: those of so many days, at most so many.
    public List<SignInEntry> latest(UUID accountId, int days, int most) {
        return store.latest(accountId, days, most);
    }

    /// The sign-ins with the right password of so many days that ended in no session, or that the owner
    /// reported; newest first, at most so many. Of those that share a reference number the last one counts.
    public List<SignInEntry> stopped(UUID accountId, int days, int most) {
        return store.stopped(accountId, days, most);
    }

    /// The attempts with this reference number: usually one, two if a form was sent twice.
    public List<UUID> attemptsOf(UUID accountId, String reference) {
        return store.attemptsOf(accountId, reference);
    }

    /// The entry with this reference number.
    public Optional<SignInEntry> findByReference(UUID accountId, String reference) {
        return store.findByReference(accountId, reference);
    }

    /// All with this reference number, whosever they are, newest first: for support only.
    public List<SignInEntry> withReference(String reference, int most) {
        return store.withReference(reference, most);
    }

    /// What became of an attempt and when, in its order.
    public List<TimedOutcome> outcomes(UUID accountId, UUID attemptId) {
        return store.outcomes(accountId, attemptId);
    }
}
