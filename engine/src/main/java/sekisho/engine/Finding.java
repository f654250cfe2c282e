package sekisho.engine;

import java.util.Map;
import java.util.Objects;

/// One judgement on the evidence.
///
/// @param contribution what it adds to the log-odds, in nats; positive speaks for an attacker, negative
///     for the owner
/// @param facts plain values for the explanation, such as `country` = `BR`; never a secret
public record Finding(FindingType type, double contribution, Map<String, String> facts) {
    public Finding {
        Objects.requireNonNull(type);
        if (!Double.isFinite(contribution)) {
            throw new IllegalArgumentException("contribution of " + type + " is not finite");
        }
        facts = Map.copyOf(facts);
    }
}
