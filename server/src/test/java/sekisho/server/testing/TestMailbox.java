package sekisho.server.testing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A real SMTP server on loopback that keeps what it is given.
public final class TestMailbox implements AutoCloseable {
    private static final Pattern CODE = Pattern.compile("(?m)(?:コード|[Cc]ode)[^\\n]*?(\\d{6})");
    private static final long PATIENCE_MILLIS = 20_000;

    private final GreenMail smtp;

    private TestMailbox(GreenMail smtp) {
        this.smtp = smtp;
    }

    public static TestMailbox start() {
        GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        return new TestMailbox(smtp);
    }

    /// One delivered mail.
    public record Mail(String messageId, String to, String subject, String text, MimeMessage raw) {}

    public int port() {
        return smtp.getSmtp().getPort();
    }

    /// All mails to an address so far, in order of arrival.
    public List<Mail> to(String address) {
        List<Mail> mails = new ArrayList<>();
        for (MimeMessage message : smtp.getReceivedMessages()) {
            if (recipients(message).equalsIgnoreCase(address)) {
                mails.add(read(message));
            }
        }
        return mails;
    }

    /// Waits until an address has got this many mails, and returns them.
    public List<Mail> await(String address, int count) {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (System.nanoTime() < end) {
            List<Mail> mails = to(address);
            if (mails.size() >= count) {
                return mails;
            }
            pause();
        }
        throw new AssertionError(address + " got " + to(address).size() + " mails instead of " + count);
    }

    /// The code in the nth mail to an address, counted from 1.
    public String code(String address, int nth) {
        return codeIn(await(address, nth).get(nth - 1));
    }

    /// The code in the newest mail to an address that has this reference number on it.
    public String codeFor(String address, String reference) {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (System.nanoTime() < end) {
            List<Mail> mails = to(address).stream()
                    .filter(mail -> mail.text().contains(reference))
                    .filter(TestMailbox::hasCode)
                    .toList();
            if (!mails.isEmpty()) {
                return codeIn(mails.getLast());
            }
            pause();
        }
        throw new AssertionError(address + " got no code with " + reference);
    }

    /// Waits until an address has got such a mail, and returns the first one.
    public Mail await(String address, Predicate<Mail> wanted) {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (System.nanoTime() < end) {
            Optional<Mail> found = to(address).stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            pause();
        }
        throw new AssertionError(
                address + " got only " + to(address).stream().map(Mail::subject).toList());
    }

    public static boolean hasCode(Mail mail) {
        return CODE.matcher(mail.text()).find();
    }

    public static String codeIn(Mail mail) {
        Matcher code = CODE.matcher(mail.text());
        if (!code.find()) {
            throw new AssertionError("no code in: " + mail.text());
        }
        return code.group(1);
    }

    public int count() {
        return smtp.getReceivedMessages().length;
    }

    @Override
    public void close() {
        smtp.stop();
    }

    private static Mail read(MimeMessage message) {
        try {
            return new Mail(
                    message.getMessageID(),
                    recipients(message),
                    message.getSubject(),
                    message.getContent().toString(),
                    message);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String recipients(MimeMessage message) {
        try {
            return Arrays.stream(message.getRecipients(Message.RecipientType.TO))
                    .map(Object::toString)
                    .reduce((a, b) -> a + "," + b)
                    .orElse("");
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
