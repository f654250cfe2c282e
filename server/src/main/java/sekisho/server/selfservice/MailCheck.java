package sekisho.server.selfservice;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import sekisho.server.hotstate.NetworkLimit;
import sekisho.server.mail.Outbox;
import sekisho.server.mail.WrittenMail;
import sekisho.server.platform.ReferenceNumber;

/// Tells anybody who holds a mail in hand whether this site wrote one with its reference number.
@Component
public class MailCheck {
    private static final int MOST_MAILS = 10;

    private final Outbox outbox;
    private final NetworkLimit limit;

    MailCheck(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.limit = new NetworkLimit(clock);
    }

    /// The answer to a number.
    public sealed interface Answer {
        /// Mails with this number were written.
        record Written(String reference, List<WrittenMail> mails) implements Answer {}

        /// No mail with this number was written, or none of late.
        record None() implements Answer {}

        /// Too many numbers were looked up; it goes on then.
        record TooMany(Instant next) implements Answer {}
    }

    /// Looks a number up.
    ///
    /// @param prefix the network of whoever asks
    /// @param typed the number as it was typed
    public Answer check(String prefix, String typed, Locale locale) {
        Optional<Instant> next = limit.take(prefix);
        if (next.isPresent()) {
            return new Answer.TooMany(next.get());
        }
        Optional<String> reference = ReferenceNumber.read(typed);
        if (reference.isEmpty()) {
            return new Answer.None();
        }
        List<WrittenMail> mails = outbox.written(reference.get(), locale, MOST_MAILS);
        return mails.isEmpty() ? new Answer.None() : new Answer.Written(reference.get(), mails);
    }
}
