package sekisho.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// K39 and K30 as properties: whatever stands in a device, place or reference, the mail keeps its shape.
class HostileFactsTest {
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n]]");
    private static final Pattern LINK = Pattern.compile("(?i)://|www\\.\\p{L}|[\\p{L}\\p{N}]\\.\\p{L}");

    private final Session session = Session.getInstance(new Properties());
    private final MailTexts texts = new MailTexts(MailBench.SITE, MailBench.SETTINGS);
    private final MailWriter writer = new MailWriter(MailBench.SITE, MailBench.SETTINGS, null);

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> piece = Arbitraries.of(
                "\r\n",
                "\n",
                "\r",
                "\u0085",
                "\u2028",
                "\u2029",
                "\u202e",
                "\u2066",
                "\u200b",
                "\ufeff",
                "\0",
                "Bcc: evil@evil.example",
                "\r\n.\r\n",
                "<script>alert(1)</script>",
                "<a href=x>",
                "http://evil.example/",
                "HTTPS://evil.example",
                "www.evil.example",
                "evil.com",
                "{code}",
                "{reference}",
                "●●●●●●",
                "%s",
                "$1",
                "\\",
                "@evil.example #111111",
                "=?UTF-8?B?QUJD?=",
                "iPhone・Safari",
                "東京都",
                "\ud83d",
                "𠮷野家");
        return Arbitraries.oneOf(piece, Arbitraries.strings().ofMaxLength(40))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(pieces -> String.join("", pieces));
    }

    @Property(tries = 500)
    void aFactNeverAddsAHeaderALineALinkOrACode(
            @ForAll MailKind kind,
            @ForAll boolean japanese,
            @ForAll("hostile") String device,
            @ForAll("hostile") String place,
            @ForAll("hostile") String reference)
            throws Exception {
        Locale language = japanese ? Locale.JAPANESE : Locale.ENGLISH;
        MimeMessage plain = sent(order(kind, language, "phone", "Tokyo", "K7-4Q2"));
        MimeMessage mail = sent(order(kind, language, device, place, reference));

        assertThat(Collections.list(mail.getAllHeaders()).stream().map(header -> header.getName()))
                .containsExactlyElementsOf(Collections.list(plain.getAllHeaders()).stream()
                        .map(header -> header.getName())
                        .toList());
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(INVISIBLE.matcher(mail.getSubject()).find()).isFalse();
        assertThat(mail.getSubject()).doesNotContain("\n");
        String body = body(mail);
        assertThat(INVISIBLE.matcher(body).find()).isFalse();
        assertThat(body.lines().count()).isEqualTo(body(plain).lines().count());
        assertThat(LINK.matcher(body.replace("signin.sekisho.example", "")).find())
                .isFalse();
        assertThat(body).doesNotContain("<", ">");
        assertThat(occurrences(body, "482913")).isEqualTo(occurrences(body(plain), "482913"));
    }

    @Property
    void aCleanFactIsShortAndStaysAsItIsWhenCleanedAgain(@ForAll("hostile") String fact) {
        String clean = Facts.clean(fact);
        assertThat(clean.codePointCount(0, clean.length())).isLessThanOrEqualTo(120);
        assertThat(Facts.clean(clean)).isEqualTo(clean);
    }

    @Property
    void onlyOneAddressEverPasses(@ForAll("hostile") String before, @ForAll("hostile") String after) {
        for (String joint : new String[] {",", ";", " ", "\r\n", "\0", "<", ">", "\"", ":", "\u202e"}) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> Recipient.checked(before + joint + after + "@example.jp"));
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> Recipient.checked("hanako@example.jp" + joint + after));
        }
    }

    private MimeMessage sent(MailOrder order) throws Exception {
        StoredMail mail = new StoredMail(
                order.kind(),
                "<id@x>",
                order.to(),
                texts.write(order),
                order.locale(),
                order.secretCode(),
                Instant.EPOCH);
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        writer.write(mail, session).writeTo(wire);
        return new MimeMessage(session, new ByteArrayInputStream(wire.toByteArray()));
    }

    private static MailOrder order(MailKind kind, Locale language, String device, String place, String reference) {
        Map<String, String> facts = new HashMap<>(Map.of("device", device, "place", place));
        kind.facts().forEach(fact -> facts.put(fact, "14:32"));
        return new MailOrder(
                new UUID(1, 2),
                kind,
                "hanako@example.jp",
                language,
                reference,
                kind.carriesCode() ? "482913" : null,
                facts,
                Instant.EPOCH);
    }

    private static String body(MimeMessage mail) throws Exception {
        assertThat(mail.getContentType().toLowerCase(Locale.ROOT)).startsWith("text/plain");
        return new String(mail.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private static int occurrences(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
