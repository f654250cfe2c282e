package sekisho.server.challenge;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import sekisho.server.hotstate.Lane;
import sekisho.server.mail.MailKind;

/// A code to be sent.
///
/// @param to the stored address, never a typed one
/// @param facts what the mail tells besides: when, device, place
/// @param silent whether there is nobody to send it to: same work, no mail
/// @param mail the mail that carries it
public record CodeOrder(
        UUID accountId,
        UUID attemptId,
        ChallengePurpose purpose,
        String to,
        Locale locale,
        String reference,
        Map<String, String> facts,
        Counted counted,
        boolean silent,
        MailKind mail) {
    public CodeOrder {
        facts = Map.copyOf(facts);
    }

    /// A code in the usual mail of its purpose, counted on its account.
    public CodeOrder(
            UUID accountId,
            UUID attemptId,
            ChallengePurpose purpose,
            String to,
            Locale locale,
            String reference,
            Map<String, String> facts,
            Lane lane,
            boolean silent) {
        this(
                accountId,
                attemptId,
                purpose,
                to,
                locale,
                reference,
                facts,
                new Counted(accountId, lane),
                silent,
                purpose.mail());
    }
}
