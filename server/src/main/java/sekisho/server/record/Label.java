package sekisho.server.record;

import java.time.Instant;
import java.util.UUID;

/// What somebody said of a judgement afterwards. It changes no decision by itself; whoever examines the
/// rules reads it.
///
/// @param attemptId the sign-in that was judged
/// @param at when it was said
public record Label(UUID attemptId, Verdict verdict, Source source, Instant at) {
    /// What the sign-in really was. The names are stored.
    public enum Verdict {
        /// The owner's own.
        LEGITIMATE
    }

    /// Who says so. The names are stored.
    public enum Source {
        MEMBER,
        /// An agent of support.
        AGENT
    }
}
