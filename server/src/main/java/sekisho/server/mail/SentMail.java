package sekisho.server.mail;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A mail to a member as he may read it again on the site: the code is masked.
///
/// @param language what it is written in
/// @param at when it was written, as its header `Date` says
/// @param sentAt when the mail server took it; null if it hasn't
public record SentMail(
        UUID id,
        @Nullable String reference,
        String recipient,
        String subject,
        String body,
        Locale language,
        State state,
        Instant at,
        @Nullable Instant sentAt) {
    /// What became of a mail.
    public enum State {
        /// The mail server hasn't taken it yet.
        WAITING,
        /// The mail server has it.
        SENT,
        /// It was given up; whether the mail server had taken it may not be known.
        NOT_CONFIRMED
    }
}
