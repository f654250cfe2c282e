package sekisho.server.notice;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sekisho.server.record.SignInEntry;
import sekisho.server.signin.Attempt;
import sekisho.server.signin.AttemptState;

/// A sign-in with the right password, as its owner is asked about it: one for each attempt.
///
/// @param deviceId the recognised device that it led to; `null` if it led to none
public record Alert(
        Attempt attempt,
        SignInEntry entry,
        Answer answer,
        Stage stage,
        @Nullable UUID deviceId) {
    /// The three outcomes, and the owner's own.
    public enum Stage {
        /// It is stopped and waits: the only one that asks.
        WAITING,
        /// It was finished: for the record.
        FINISHED,
        /// It is stopped for good.
        STOPPED,
        /// The owner said that it was not him.
        REPORTED
    }

    static Alert of(Attempt attempt, SignInEntry entry, Answer answer, @Nullable UUID deviceId) {
        Stage stage;
        if (answer.reportStands()) {
            stage = Stage.REPORTED;
        } else if (attempt.state() == AttemptState.SIGNED_IN) {
            stage = Stage.FINISHED;
        } else {
            stage = entry.waiting() ? Stage.WAITING : Stage.STOPPED;
        }
        return new Alert(attempt, entry, answer, stage, deviceId);
    }

    /// Whether the waiting device shows the number that tells it from others.
    public boolean showsNumber() {
        return stage == Stage.WAITING
                && (attempt.state() == AttemptState.CODE_ASKED || attempt.state() == AttemptState.RESET_CODE_ASKED);
    }

    /// Until when whoever made the attempt surely knew the password.
    Instant passwordKnownAt() {
        return attempt.state() == AttemptState.SIGNED_IN ? attempt.changed() : entry.at();
    }
}
