package sekisho.server.challenge;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/// A recovery that waits for its time, or has waited.
///
/// @param attemptId the attempt that asked for it
/// @param newEmail the address that shall take the place of the lost one; its mailbox is proved
/// @param locale the language in which it was asked for
/// @param told whether the account had an owner who was told when it began: that he doesn't object is the proof
/// @param ripeAt from when on it can be finished
/// @param expiresAt until when
/// @param ripe whether its time has come and isn't over
public record WaitingRecovery(
        UUID accountId,
        UUID attemptId,
        String reference,
        String newEmail,
        Locale locale,
        boolean told,
        Instant startedAt,
        Instant ripeAt,
        Instant expiresAt,
        boolean ripe) {
    /// Whether it can be finished now.
    public boolean finishable() {
        return ripe && told;
    }

    /// Whether it waits for this mailbox.
    public boolean isFor(String email) {
        return newEmail.equalsIgnoreCase(email);
    }
}
