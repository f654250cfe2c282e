package sekisho.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sekisho.server.platform.StartupRefused;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.Visitor;

/// What a receiving mail server makes of our signature, as Apache jDKIM reads it.
class DkimTest {
    private static final String DOMAIN = "signin.sekisho.example";
    private static final String SENDER = "no-reply@" + DOMAIN;
    private static final KeyPair KEYS = keys(2048);

    @TempDir
    private Path directory;

    private Path keyFile;

    @BeforeEach
    void writeKey() throws IOException {
        keyFile = pem("key.pem", KEYS.getPrivate());
    }

    @Test
    void everyMailIsSignedForTheDomainItComesFrom() throws Exception {
        for (MailKind kind : MailKind.values()) {
            for (Locale language : List.of(Locale.JAPANESE, Locale.ENGLISH)) {
                byte[] mail = wire(kind, language);

                List<SignatureRecord> signatures = verify(mail);

                assertThat(signatures).as(kind + " " + language).hasSize(1);
                SignatureRecord signature = signatures.getFirst();
                assertThat(signature.getDToken()).hasToString(DOMAIN);
                assertThat(signature.getBodyHashLimit()).as("the whole body").isEqualTo(-1);
                assertThat(signature.getHeaders().stream()
                                .map(name -> name.toString().toLowerCase(Locale.ROOT)))
                        .contains(
                                "from",
                                "to",
                                "subject",
                                "date",
                                "message-id",
                                "auto-submitted",
                                "content-language",
                                "content-type",
                                "content-transfer-encoding",
                                "mime-version");
                boolean signsToken = signature.getHeaders().stream()
                        .anyMatch(name -> name.toString().equalsIgnoreCase("OTP-Token"));
                assertThat(signsToken).isEqualTo(kind == MailKind.STEP_UP_CODE);
            }
        }
    }

    @Test
    void aChangedByteBreaksTheSignature() throws Exception {
        String mail = new String(wire(MailKind.STEP_UP_CODE, Locale.JAPANESE), StandardCharsets.ISO_8859_1);
        assertThat(verify(mail)).isNotEmpty();
        int body = mail.indexOf("\r\n\r\n") + 4;

        for (int at : new int[] {body, body + 40, mail.length() - 8}) {
            char other = mail.charAt(at) == 'A' ? 'B' : 'A';
            assertBroken("body at " + at, mail.substring(0, at) + other + mail.substring(at + 1));
        }
        assertBroken("a line more", mail + "QUJD\r\n");
        for (String header :
                List.of("Subject", "To", "Date", "Message-ID", "Auto-Submitted", "Content-Language", "OTP-Token")) {
            String changed = mail.replaceFirst("(^|\r\n)" + header + ": ", "$0x");
            assertThat(changed).as(header).isNotEqualTo(mail);
            assertBroken(header, changed);
        }
        assertBroken("From", mail.replace("<no-reply@", "<no-reply2@"));
    }

    @Test
    void anotherKeyIsNotOurs() {
        KeyPair other = keys(2048);
        assertThatExceptionOfType(FailException.class)
                .isThrownBy(() -> verify(wire(MailKind.RESET_CODE, Locale.ENGLISH), other));
    }

    @Test
    void everyTryOfAMailCarriesTheSameSignature() throws Exception {
        assertThat(wire(MailKind.RESET_CODE, Locale.JAPANESE)).isEqualTo(wire(MailKind.RESET_CODE, Locale.JAPANESE));
    }

    @Test
    void aSignedMailIsStillSignedWhenItArrives() throws Exception {
        try (TestServer server = TestServer.start(
                "sekisho.mail.from=" + SENDER,
                "sekisho.mail.dkim.domain=sekisho.example",
                "sekisho.mail.dkim.selector=s1",
                "sekisho.mail.dkim.private-key-file=" + keyFile)) {
            String email = server.register().email();
            Visitor visitor = server.visitor();
            visitor.post("/forgot", Map.of("email", email));

            MimeMessage mail = server.mailbox().await(email, 2).get(1).raw();
            ByteArrayOutputStream arrived = new ByteArrayOutputStream();
            mail.writeTo(arrived);

            assertThat(verify(arrived.toByteArray()))
                    .singleElement()
                    .satisfies(signature -> assertThat(signature.getDToken()).hasToString("sekisho.example"));
        }
    }

    @Test
    void withoutSettingsNothingIsSigned() throws Exception {
        assertThat(Dkim.of(new DkimSettings(null, null, null), SENDER)).isNull();
        StoredMail mail = stored(MailKind.RESET_CODE, Locale.JAPANESE);
        assertThat(new MailWriter(MailBench.SITE, MailBench.SETTINGS, null)
                        .write(mail, Session.getInstance(new Properties()))
                        .getHeader(Dkim.HEADER))
                .isNull();
    }

    @Test
    void aKeyThatCannotBeUsedStopsTheStartWithASentence() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "not a key");
        Path small = pem("small.pem", keys(1024).getPrivate());

        refused(new DkimSettings(DOMAIN, "s1", directory.resolve("none")), "can't be read");
        refused(new DkimSettings(DOMAIN, "s1", text), "isn't an RSA key");
        refused(new DkimSettings(DOMAIN, "s1", small), "fewer than 2048 bits");
        refused(new DkimSettings("other.example", "s1", keyFile), "mails come from " + DOMAIN);
        refused(new DkimSettings("o.example", "s1", keyFile), "mails come from " + DOMAIN);
    }

    private static void refused(DkimSettings settings, String why) {
        assertThatExceptionOfType(StartupRefused.class)
                .isThrownBy(() -> Dkim.of(settings, SENDER))
                .withMessageContaining(why);
    }

    private static void assertBroken(String what, String mail) {
        assertThatExceptionOfType(FailException.class).as(what).isThrownBy(() -> verify(mail));
    }

    private static List<SignatureRecord> verify(String mail) throws Exception {
        return verify(mail.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static List<SignatureRecord> verify(byte[] mail) throws Exception {
        return verify(mail, KEYS);
    }

    /// Looks the key up where the DNS would have it.
    private static List<SignatureRecord> verify(byte[] mail, KeyPair keys) throws Exception {
        String record = "v=DKIM1; k=rsa; p="
                + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        return new DKIMVerifier((methods, selector, domain) -> {
                    assertThat(selector).hasToString("s1");
                    assertThat(domain.toString()).isIn(DOMAIN, "sekisho.example");
                    return List.of(record);
                })
                .verify(new ByteArrayInputStream(mail));
    }

    private byte[] wire(MailKind kind, Locale language) throws Exception {
        Dkim dkim = Dkim.of(new DkimSettings(DOMAIN, "s1", keyFile), SENDER);
        MailWriter.Message message = new MailWriter(MailBench.SITE, MailBench.SETTINGS, dkim)
                .write(stored(kind, language), Session.getInstance(new Properties()));
        assertThat(message.begun()).as("nothing has gone out yet").isFalse();
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        message.writeTo(wire);
        return wire.toByteArray();
    }

    private static StoredMail stored(MailKind kind, Locale language) {
        MailOrder order = MailBench.order(kind, language, "hanako@example.jp");
        return new StoredMail(
                kind,
                "<id@" + DOMAIN + ">",
                order.to(),
                new MailTexts(MailBench.SITE, MailBench.SETTINGS).write(order),
                language,
                order.secretCode(),
                Instant.parse("2026-11-22T05:22:00Z"));
    }

    private Path pem(String name, Key key) throws IOException {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(key.getEncoded());
        return Files.writeString(
                directory.resolve(name), "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
    }

    private static KeyPair keys(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
