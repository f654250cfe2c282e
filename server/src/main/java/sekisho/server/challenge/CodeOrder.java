package sekisho.server.challenge;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import sekisho.server.hotstate.Lane;

/// A code to be sent.
///
/// @param to the stored address, never a typed one
/// @param facts what the mail tells besides: when, device, place
/// @param silent whether there is nobody to send it to: same work, no mail
public record CodeOrder(
        UUID accountId,
        UUID attemptId,
        ChallengePurpose purpose,
        String to,
        Locale locale,
        String reference,
        Map<String, String> facts,
        Lane lane,
        boolean silent) {
    public CodeOrder {
        facts = Map.copyOf(facts);
    }
}
