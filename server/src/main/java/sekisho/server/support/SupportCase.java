package sekisho.server.support;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that support works on: an inquiry, or a sign-in that an agent looked up.
///
/// @param accountId whose it is; where the proved mailbox has no account, the id that its address leads to
/// @param reference the number that the member told; it may be somebody else's
/// @param attemptId the sign-in with that number, only if it is one of this account's own
/// @param mailbox the mailbox that a code has proved; null where the member was signed in, or an agent looked it up
/// @param accountKnown whether there was an account with that mailbox
/// @param locale the language that the member writes in
/// @param waitingSince since when a message of the member waits for its answer; null if none does
public record SupportCase(
        UUID accountId,
        UUID caseId,
        String number,
        Origin origin,
        Topic topic,
        @Nullable String reference,
        @Nullable UUID attemptId,
        @Nullable String mailbox,
        boolean accountKnown,
        Locale locale,
        State state,
        Instant openedAt,
        @Nullable Instant waitingSince) {
    /// How a case came about. The names are stored.
    public enum Origin {
        /// The member wrote.
        INQUIRY,
        /// An agent looked a sign-in up, for somebody on the phone or at the counter.
        LOOK_UP
    }

    /// How a case stands. The names are stored.
    public enum State {
        /// It is being worked on.
        OPEN,
        /// The last word was an answer.
        ANSWERED,
        /// An agent has closed it; a further message opens it again.
        CLOSED
    }

    /// Whether the reference number belongs to somebody else than the one who wrote, or to nobody: nothing may be
    /// told about it.
    public boolean foreignReference() {
        return reference != null && attemptId == null;
    }
}
