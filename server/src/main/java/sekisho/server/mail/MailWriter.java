package sekisho.server.mail;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.SiteProperties;

/// Makes the message that goes over the wire. The same mail makes the same message at every try.
final class MailWriter {
    private final SiteProperties site;
    private final MailSettings settings;
    private final @Nullable Dkim dkim;

    /// @param dkim signs the messages; null if they go out unsigned
    MailWriter(SiteProperties site, MailSettings settings, @Nullable Dkim dkim) {
        this.site = site;
        this.settings = settings;
        this.dkim = dkim;
    }

    /// The Message-ID of a mail (RFC 5322 §3.6.4).
    String messageId(UUID mailId) {
        String from = from().getAddress();
        return "<" + mailId + from.substring(from.lastIndexOf('@')) + ">";
    }

    Message write(StoredMail mail, Session session) throws MessagingException {
        if (mail.kind().carriesCode() && mail.secret() == null) {
            throw new MessagingException("the code of this mail is gone");
        }
        MailText text = mail.text().with(mail.secret());
        Message message = new Message(session, mail.messageId());
        InternetAddress from = from();
        if (from.getPersonal() == null) {
            name(from, site.siteName(mail.language()));
        }
        message.setFrom(from);
        InternetAddress to = new InternetAddress();
        to.setAddress(Recipient.checked(mail.recipient()));
        message.setRecipient(RecipientType.TO, to);
        message.setSubject(text.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(mail.createdAt()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "All");
        message.setHeader("Content-Language", mail.language().getLanguage());
        if (mail.kind() == MailKind.STEP_UP_CODE && settings.otpTokenHeader() && site.secure()) {
            message.setHeader("OTP-Token", "\"" + mail.secret() + "\"; origin=\"" + site.issuer() + "\"");
        }
        message.setText(text.body().replace("\n", "\r\n"), StandardCharsets.UTF_8.name());
        message.saveChanges();
        if (dkim != null) {
            message.setHeader(Dkim.HEADER, dkim.signatureOf(message));
            // The signer had it written to itself.
            message.begun = false;
        }
        return message;
    }

    /// The address that mails come from.
    String sender() {
        return from().getAddress();
    }

    private InternetAddress from() {
        return from(site, settings);
    }

    /// The sender of every mail.
    static InternetAddress from(SiteProperties site, MailSettings settings) {
        try {
            return settings.from() == null
                    ? new InternetAddress("no-reply@" + site.issuer().getHost())
                    : new InternetAddress(settings.from(), true);
        } catch (MessagingException unusable) {
            throw new IllegalStateException("set sekisho.mail.from: no sender can be made of the issuer", unusable);
        }
    }

    private static void name(InternetAddress from, String name) {
        try {
            from.setPersonal(name, StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// A message that keeps its Message-ID and knows whether its text has begun to go out.
    static final class Message extends MimeMessage {
        private final String messageId;
        private volatile boolean begun;

        Message(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        /// Whether the mail server has asked for the text (354): before that it can't have taken the mail.
        boolean begun() {
            return begun;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }

        @Override
        public void writeTo(OutputStream out, String @Nullable [] ignored) throws IOException, MessagingException {
            begun = true;
            super.writeTo(out, ignored);
        }
    }
}
