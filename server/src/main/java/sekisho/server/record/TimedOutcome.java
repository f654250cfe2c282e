package sekisho.server.record;

import java.time.Instant;

/// One thing that became of a decision.
public record TimedOutcome(Outcome outcome, Instant at) {}
