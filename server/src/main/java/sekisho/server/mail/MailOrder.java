package sekisho.server.mail;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A mail to be sent to one account.
///
/// @param accountId whose mail it is; a phantom's id for [Outbox#queueNothing]
/// @param kind what it is about
/// @param to the address stored for the account, never the one that was typed (CVE-2023-7028)
/// @param locale Japanese, or anything else for English
/// @param reference the reference number that page, history and support show too
/// @param secretCode the code, exactly for kinds that carry one
/// @param facts what happened, as the member shall read it: those of [MailKind#facts()] in the same
///     language, and `device` and `place` where known, `account`
///     where the outbox can't find it any more; they are cleaned and cut, so they may stem from
///     a request
/// @param giveUpAt when the mail is of no more use, such as the expiry of its code
public record MailOrder(
        UUID accountId,
        MailKind kind,
        String to,
        Locale locale,
        @Nullable String reference,
        @Nullable String secretCode,
        Map<String, String> facts,
        Instant giveUpAt) {
    public MailOrder {
        facts = Map.copyOf(facts);
        if ((secretCode != null) != kind.carriesCode()) {
            throw new IllegalArgumentException(kind + (kind.carriesCode() ? " needs a code" : " carries no code"));
        }
        if (secretCode != null && !secretCode.matches("[0-9]{4,12}")) {
            throw new IllegalArgumentException("a code is 4 to 12 digits");
        }
    }

    /// The same mail, saying which account it is about: of several on an address.
    MailOrder about(String account) {
        Map<String, String> more = new HashMap<>(facts);
        more.put("account", account);
        return new MailOrder(accountId, kind, to, locale, reference, secretCode, more, giveUpAt);
    }

    /// Masks the code and the address.
    @Override
    public String toString() {
        return "MailOrder[" + kind + " for account " + accountId + ", reference " + reference + "]";
    }
}
