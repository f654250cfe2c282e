package sekisho.server.mail;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A mail that was given up.
///
/// @param why the last thing that went wrong, without address and code
public record DeadLetter(
        UUID accountId,
        UUID mailId,
        MailKind kind,
        @Nullable String reference,
        Instant createdAt,
        int tries,
        @Nullable String why) {}
