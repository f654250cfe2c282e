package sekisho.replay;

import java.util.List;
import sekisho.engine.Finding;

/// What an engine thinks of one sign-in.
///
/// @param score as the engine publishes it: 0–100 for ours, the risk score as it is for the reference
/// @param logOdds the same on a logarithmic scale, higher = more likely not the owner; what reports order by
/// @param decision `ALLOW`, `CHALLENGE`, `RESET`, `HOLD` or `DENY`; empty where the engine decides nothing
/// @param reasons the findings that add up to the log-odds; empty where the engine has none
public record Verdict(double score, double logOdds, String decision, List<Finding> reasons) {}
