package sekisho.server.selfservice.web;

import java.util.UUID;
import sekisho.server.platform.web.Moment;

/// A check of a caller that waits, as the member sees it.
///
/// @param number the two digits that he tells the agent
/// @param caseNumber what it is about
/// @param until clock time
public record CallView(UUID checkId, String number, String caseNumber, Moment until) {}
