package sekisho.server.risk;

import org.jspecify.annotations.Nullable;
import sekisho.engine.Assessment;
import sekisho.engine.Decision;

/// What was thought and decided about one sign-in, as it is recorded.
///
/// @param assessment `null` when the risk couldn't be computed
public record Judgement(
        @Nullable Assessment assessment, Decision decision, String policyVersion, String engineVersion) {}
