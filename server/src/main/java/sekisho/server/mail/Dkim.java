package sekisho.server.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimMessage;
import org.simplejavamail.utils.mail.dkim.DkimSigner;
import sekisho.server.platform.StartupRefused;

/// Signs mails with DKIM (RFC 6376), so that mail programs can tell which are ours: RSA with SHA-256,
/// relaxed canonicalisation, the whole body and every header that means something.
final class Dkim {
    static final String HEADER = "DKIM-Signature";

    /// Besides those that the library signs of its own accord, such as From, To, Subject, Date,
    /// Message-ID and the headers of MIME.
    private static final List<String> MORE_HEADERS =
            List.of("Auto-Submitted", "X-Auto-Response-Suppress", "Content-Language", "OTP-Token");

    /// RFC 8301 §3.2.
    private static final int LEAST_BITS = 2048;

    private final String domain;
    private final String selector;
    private final RSAPrivateKey key;

    private Dkim(String domain, String selector, RSAPrivateKey key) {
        this.domain = domain;
        this.selector = selector;
        this.key = key;
    }

    /// Reads the key.
    ///
    /// @param sender the address that mails come from
    /// @return null if mails aren't signed here
    /// @throws StartupRefused if the key can't be used, or would sign for somebody else
    static @Nullable Dkim of(DkimSettings settings, String sender) {
        Path file = settings.privateKeyFile();
        if (settings.domain() == null || settings.selector() == null || file == null) {
            return null;
        }
        String domain = settings.domain().toLowerCase(Locale.ROOT);
        String from = sender.substring(sender.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        if (!from.equals(domain) && !from.endsWith("." + domain)) {
            throw new StartupRefused("sekisho.mail.dkim.domain is \"" + domain + "\", but mails come from " + from
                    + ": sign for that domain or one above it.");
        }
        return new Dkim(domain, settings.selector(), read(file));
    }

    private static RSAPrivateKey read(Path file) {
        try {
            String pem = Files.readString(file);
            String base64 =
                    pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
            RSAPrivateKey key = (RSAPrivateKey) KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
            if (key.getModulus().bitLength() < LEAST_BITS) {
                throw new StartupRefused(
                        "The DKIM key " + file + " has fewer than " + LEAST_BITS + " bits: make a longer one.");
            }
            return key;
        } catch (IOException unreadable) {
            throw new StartupRefused(
                    "The DKIM key " + file + " can't be read: check the path and who may read it.", unreadable);
        } catch (GeneralSecurityException | IllegalArgumentException notOne) {
            throw new StartupRefused(
                    "The DKIM key " + file
                            + " isn't an RSA key in PEM form that begins with BEGIN PRIVATE KEY: make one"
                            + " with openssl genpkey.",
                    notOne);
        }
    }

    /// The value of the header [#HEADER] for a message that is complete. A signer serves one message:
    /// it isn't safe for several threads.
    String signatureOf(MimeMessage message) throws MessagingException {
        DkimSigner signer = new DkimSigner(domain, selector, key);
        signer.setHeaderCanonicalization(Canonicalization.RELAXED);
        signer.setBodyCanonicalization(Canonicalization.RELAXED);
        signer.setLengthParam(false);
        signer.setCheckDomainKey(false);
        MORE_HEADERS.forEach(signer::addHeaderToSign);
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        try {
            new DkimMessage(message, signer).writeTo(signed);
        } catch (IOException unwritable) {
            throw new MessagingException("can't be signed", unwritable);
        }
        return new MimeMessage((Session) null, new ByteArrayInputStream(signed.toByteArray())).getHeader(HEADER, null);
    }
}
