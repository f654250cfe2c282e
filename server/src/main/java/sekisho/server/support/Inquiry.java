package sekisho.server.support;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a member asks, before it is a case.
///
/// @param reference the number that he told; null if none
/// @param attemptId the sign-in with that number, if it is one of his own
/// @param mailbox the mailbox that a code has proved; null if he is signed in
/// @param accountKnown whether an account has that mailbox
/// @param text what he writes, with everything secret masked
public record Inquiry(
        Topic topic,
        @Nullable String reference,
        @Nullable UUID attemptId,
        @Nullable String mailbox,
        boolean accountKnown,
        Locale locale,
        String text) {}
