package sekisho.server.notice;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sekisho.server.record.SignInEntry;
import sekisho.server.record.SignInRecords;
import sekisho.server.session.SessionView;
import sekisho.server.session.Sessions;
import sekisho.server.signin.Attempt;
import sekisho.server.signin.Attempts;

/// The sign-ins that their owner may be asked about. An alert is no row of its own: it is read from the
/// attempt, its record and the owner's answer, so that it closes of itself when the attempt ends.
@Component
public class Alerts {
    /// How many days a stopped or reported sign-in stays marked in its owner's pages; nothing clears the
    /// mark earlier but taking the report back with a code.
    public static final int MARKED_DAYS = 14;

    private static final int MOST_MARKS = 20;

    private final SignInRecords records;
    private final Attempts attempts;
    private final Sessions sessions;
    private final AnswerStore answers;

    Alerts(SignInRecords records, Attempts attempts, Sessions sessions, AnswerStore answers) {
        this.records = records;
        this.attempts = attempts;
        this.sessions = sessions;
        this.answers = answers;
    }

    /// The alert with this reference number; empty if the account has none, or none any more.
    public Optional<Alert> find(UUID accountId, String reference) {
        return records.findByReference(accountId, reference)
                .filter(SignInEntry::askable)
                .flatMap(entry ->
                        attempts.find(accountId, entry.decided().attemptId()).map(attempt -> alert(attempt, entry)));
    }

    /// The sign-ins that are marked in their owner's pages, newest first.
    public List<SignInEntry> marks(UUID accountId) {
        return records.stopped(accountId, MARKED_DAYS, MOST_MARKS).stream()
                .filter(SignInEntry::askable)
                .toList();
    }

    private Alert alert(Attempt attempt, SignInEntry entry) {
        UUID accountId = attempt.accountId();
        return Alert.of(
                attempt,
                entry,
                answers.find(accountId, attempt.id()).orElse(Answer.NONE),
                sessions.ofAttempt(accountId, attempt.id())
                        .map(SessionView::deviceId)
                        .orElse(null));
    }
}
