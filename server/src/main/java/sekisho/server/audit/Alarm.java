package sekisho.server.audit;

import java.time.Instant;
import java.util.UUID;

/// One of the staff opened unusually many cases.
///
/// @param raisedAt when it was noticed
/// @param openings how many he had opened by then, within an hour; the most of that clock hour
/// @param usual how many he opens in an hour in which he opens any
/// @param refused whether the last ones were refused
public record Alarm(UUID staffId, String staffName, Instant raisedAt, int openings, int usual, boolean refused) {}
