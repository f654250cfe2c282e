package sekisho.server.mail;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A mail as the outbox keeps it until the mail server has it.
///
/// @param messageId the Message-ID, the same at every try
/// @param secret the code that goes to [MailText#CODE_PLACE]
record StoredMail(
        MailKind kind,
        String messageId,
        String recipient,
        MailText text,
        Locale language,
        @Nullable String secret,
        Instant createdAt) {
    /// Masks the code and the address.
    @Override
    public String toString() {
        return "StoredMail[" + kind + " " + messageId + "]";
    }
}
