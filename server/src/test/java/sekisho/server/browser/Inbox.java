package sekisho.server.browser;

import java.util.regex.Pattern;
import sekisho.server.testing.TestMailbox;
import sekisho.server.testing.TestMailbox.Mail;
import sekisho.server.testing.TestServer;

/// A mailbox as its owner reads it for codes, one mail after the other.
final class Inbox {
    private static final Pattern CODE = Pattern.compile("(?m)(?:コード|[Cc]ode)[^\\n]*?\\d{6}");

    private final TestServer server;
    private final String address;
    private int read;

    Inbox(TestServer server, String address) {
        this.server = server;
        this.address = address;
    }

    static boolean hasCode(Mail mail) {
        return CODE.matcher(mail.text()).find();
    }

    String address() {
        return address;
    }

    /// How many mails were read.
    int read() {
        return read;
    }

    /// The next mail that wasn't read yet.
    Mail next() {
        read++;
        return server.mailbox().await(address, read).get(read - 1);
    }

    /// The code of the oldest mail with one that wasn't read yet.
    String code() {
        Mail mail = next();
        while (!hasCode(mail)) {
            mail = next();
        }
        return TestMailbox.codeIn(mail);
    }

    /// The same, but the mail stays unread.
    String peekCode() {
        int before = read;
        String code = code();
        read = before;
        return code;
    }

    /// The mail that was read last.
    Mail last() {
        return server.mailbox().to(address).get(read - 1);
    }
}
