package sekisho.server.support;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sekisho.server.account.EmailAddress;

/// A browser in which somebody writes to support without signing in.
///
/// @param accountId what the address leads to, be it a phantom
/// @param mailbox where the code went
/// @param topic what he came for
/// @param reference the number on the page that he came from; null if none
/// @param proved whether the code was typed
public record SupportAccess(
        UUID accountId,
        UUID accessId,
        EmailAddress mailbox,
        Topic topic,
        @Nullable String reference,
        Instant expires,
        boolean proved) {}
