package sekisho.server.demo;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The mailbox of everybody in the demo: a real SMTP server within this process, on a free port of
/// 127.0.0.1. Mails are sent to it as to any other, and go nowhere else.
public class DemoMailbox implements AutoCloseable {
    private static final int MOST_MAILS = 200;

    private final GreenMail server;
    private final Clock clock;
    private final Deque<DemoMail> mails = new ArrayDeque<>();

    DemoMailbox(Clock clock) {
        this.clock = clock;
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(10_000);
        this.server = new GreenMail(setup);
        server.getUserManager().setMessageDeliveryHandler(this::arrived);
        server.start();
    }

    /// The port it listens on.
    int port() {
        return server.getSmtp().getPort();
    }

    /// The last mails, at most 200, newest first.
    public List<DemoMail> mails() {
        synchronized (mails) {
            return List.copyOf(mails);
        }
    }

    /// Throws all mails away.
    void clear() {
        synchronized (mails) {
            mails.clear();
        }
    }

    private GreenMailUser arrived(MovingMessage message, MailAddress to) throws MessagingException, UserException {
        MimeMessage mail = message.getMessage();
        String text;
        try {
            text = mail.getContent().toString().replace("\r\n", "\n");
        } catch (IOException unreadable) {
            throw new MessagingException("unreadable", unreadable);
        }
        synchronized (mails) {
            mails.addFirst(new DemoMail(mail.getSubject(), to.getEmail(), text, clock.instant()));
            if (mails.size() > MOST_MAILS) {
                mails.removeLast();
                emptyServer();
            }
        }
        UserManager users = server.getUserManager();
        GreenMailUser known = users.getUserByEmail(to.getEmail());
        return known != null ? known : users.createUser(to.getEmail(), to.getEmail(), "");
    }

    /// The server keeps copies of its own, which nobody reads.
    private void emptyServer() throws MessagingException {
        try {
            server.purgeEmailFromAllMailboxes();
        } catch (FolderException gone) {
            throw new MessagingException("can't be emptied", gone);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
