package sekisho.server.demo;

import java.util.List;
import sekisho.server.platform.web.Moment;

/// What the page `demo/mailbox` shows.
///
/// @param live whether it renews itself
public record MailboxPage(List<Mail> mails, boolean live) {
    public MailboxPage {
        mails = List.copyOf(mails);
    }

    /// One mail, newest first.
    public record Mail(String subject, String to, String text, Moment received) {}
}
