package sekisho.server.hotstate;

import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// How many guesses may still be evaluated on an account, and how many mails sent. Counted in the database, so that
/// it holds over all attempts, nodes and restarts (NIST SP 800-63B-4 §3.2.2).
@Component
public class GuessBudgets {
    /// What is counted.
    public enum Purpose {
        PASSWORD,
        SIGN_IN_CODE,
        RESET_CODE,
        REGISTRATION_CODE,
        CODE_MAIL
    }

    /// The answer to a take.
    public sealed interface Take {
        /// One more may be evaluated.
        record Granted(UUID accountId, Purpose purpose, Lane lane, Instant windowStart) implements Take {}

        /// None is left until then.
        record Refused(Instant next) implements Take {}
    }

    /// Takes one; it counts at once, before anything is evaluated.
    public Take take(UUID accountId, Purpose purpose, Lane lane) {
        throw new UnsupportedOperationException();
    }

    /// Gives one back: the guess was right, so it was none.
    public void giveBack(Take.Granted granted) {
        throw new UnsupportedOperationException();
    }
}
