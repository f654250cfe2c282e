package sekisho.server.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How mails are sent (`sekisho.mail.*`); the SMTP server itself is named by `spring.mail.*`.
///
/// @param from sender of every mail, `name@domain` or `Name <name@domain>`; without it `no-reply@` the
///     sign-in domain
/// @param codeInSubject which mails show their code in the subject, and so on a locked screen
/// @param otpTokenHeader whether sign-in codes carry the header `OTP-Token` (draft-goto-otp-token-01),
///     which lets a mail program offer the code to the browser; it is DKIM-signed with the rest
/// @param links which mails carry a link
@ConfigurationProperties("sekisho.mail")
record MailSettings(
        @Nullable String from,
        @DefaultValue("step-up") CodeInSubject codeInSubject,
        @DefaultValue("true") boolean otpTokenHeader,
        @DefaultValue("none") Links links) {
    /// Which mails show their code in the subject.
    enum CodeInSubject {
        STEP_UP,
        NEVER
    }

    /// Which mails carry a link.
    enum Links {
        /// None: members are told never to press one.
        NONE,
        /// Those that tell of a sign-in lead to its page, which shows nothing before one has signed in, and
        /// changes nothing when it is opened.
        ALERT
    }

    MailSettings {
        if (from != null) {
            try {
                Recipient.checked(new InternetAddress(from, true).getAddress());
            } catch (AddressException | IllegalArgumentException notOne) {
                throw new IllegalArgumentException("sekisho.mail.from is \"" + from
                        + "\", which isn't one mail address: write one like no-reply@signin.example.jp.");
            }
        }
    }
}
