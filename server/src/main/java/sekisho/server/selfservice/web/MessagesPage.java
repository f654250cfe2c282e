package sekisho.server.selfservice.web;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sekisho.server.mail.SentMail;
import sekisho.server.platform.web.Moment;

/// What the page `selfservice/messages` shows (`/account/messages`): the mails to the member.
///
/// @param days how far back they go
/// @param most how many are shown at most
/// @param call a check of a caller that waits; null if there is none
/// @param denied whether the member ended one just now
public record MessagesPage(
        List<Row> rows, int days, int most, @Nullable CallView call, boolean denied) {
    public MessagesPage {
        rows = List.copyOf(rows);
    }

    /// One mail.
    ///
    /// @param when full
    /// @param language what the mail is written in
    public record Row(
            UUID id,
            Moment when,
            String subject,
            String language,
            @Nullable String reference,
            SentMail.State state) {
        /// Names the texts.
        public String key() {
            return state.name().toLowerCase(Locale.ROOT);
        }
    }
}
