package sekisho.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static sekisho.server.mail.MailBench.SETTINGS;
import static sekisho.server.mail.MailBench.SITE;
import static sekisho.server.mail.MailBench.order;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.junit.jupiter.api.Test;
import sekisho.server.mail.MailSettings.CodeInSubject;
import sekisho.server.mail.MailSettings.Links;
import sekisho.server.platform.SiteProperties;

class MailTextsTest {
    private static final Set<Locale> LANGUAGES = Set.of(Locale.JAPANESE, Locale.ENGLISH);

    /// What support does and answers comes from no browser.
    private static final Set<MailKind> OF_SUPPORT =
            Set.of(MailKind.INQUIRY_RECEIVED, MailKind.INQUIRY_ANSWERED, MailKind.SUPPORT_ACTED);

    private final MailTexts texts = new MailTexts(SITE, SETTINGS);

    @Test
    void everyMailIsCompleteInBothLanguages() {
        for (MailKind kind : MailKind.values()) {
            for (Locale language : LANGUAGES) {
                MailOrder order = order(kind, language, "hanako@example.jp");
                MailText text = texts.write(order);

                assertThat(text.body())
                        .as(kind + " " + language)
                        .contains(
                                "signin.sekisho.example",
                                SITE.siteName(language),
                                "K7-4Q2",
                                order.facts().get("when"),
                                language.equals(Locale.JAPANESE) ? "リンクはありません" : "no link")
                        .doesNotContain("{", "}");
                if (!OF_SUPPORT.contains(kind)) {
                    assertThat(text.body())
                            .as(kind + " " + language)
                            .contains(order.facts().get("device"), order.facts().get("place"));
                }
                assertThat(text.subject())
                        .as(kind + " " + language)
                        .contains("K7-4Q2")
                        .doesNotContain("{", "\n");
                assertThat(text.body().contains(MailText.CODE_PLACE)).isEqualTo(kind.carriesCode());
            }
        }
    }

    @Test
    void aSubjectNeedsNothingButTheReferenceNumber() {
        for (MailKind kind : MailKind.values()) {
            for (Locale language : LANGUAGES) {
                assertThat(texts.subject(kind, language, "K7-4Q2"))
                        .isEqualTo(texts.write(order(kind, language, "hanako@example.jp"))
                                .subject());
            }
        }
    }

    /// What one mail program reads, another reads too: the one of Jakarta Mail that wrote it, and Apache
    /// mime4j.
    @Test
    void twoParsersReadTheSameMail() throws Exception {
        MailWriter writer = new MailWriter(SITE, SETTINGS, null);
        for (MailKind kind : MailKind.values()) {
            for (Locale language : LANGUAGES) {
                MailOrder order = order(kind, language, "hanako@example.jp");
                MailText text = texts.write(order).with(order.secretCode());
                ByteArrayOutputStream wire = new ByteArrayOutputStream();
                StoredMail stored = new StoredMail(
                        kind,
                        "<id@signin.sekisho.example>",
                        order.to(),
                        texts.write(order),
                        language,
                        order.secretCode(),
                        Instant.parse("2026-11-22T05:22:00Z"));
                writer.write(stored, Session.getInstance(new Properties())).writeTo(wire);
                String what = kind + " " + language;

                MimeMessage one = new MimeMessage(null, new ByteArrayInputStream(wire.toByteArray()));
                Message other = new DefaultMessageBuilder().parseMessage(new ByteArrayInputStream(wire.toByteArray()));

                assertThat(one.getSubject()).as(what).isEqualTo(text.subject()).isEqualTo(other.getSubject());
                assertThat(one.getContent().toString().replace("\r\n", "\n"))
                        .as(what)
                        .isEqualTo(text.body())
                        .isEqualTo(read(other).replace("\r\n", "\n"));
                InternetAddress from = (InternetAddress) one.getFrom()[0];
                Mailbox sender = other.getFrom().get(0);
                assertThat(List.of(from.getAddress(), from.getPersonal()))
                        .isEqualTo(List.of("no-reply@signin.sekisho.example", SITE.siteName(language)))
                        .isEqualTo(List.of(sender.getAddress(), sender.getName()));
                assertThat(one.getAllRecipients()[0].toString())
                        .isEqualTo("hanako@example.jp")
                        .isEqualTo(other.getTo().flatten().get(0).getAddress());
                assertThat(one.getSentDate()).as(what).isEqualTo(other.getDate());
                assertThat(one.getMessageID()).isEqualTo(other.getMessageId());
                assertThat(other.getMimeType()).isEqualTo("text/plain");
                assertThat(other.getCharset()).isEqualToIgnoringCase("utf-8");
                assertThat(headers(one)).as(what).isEqualTo(headers(other));
                assertThat(wire.toString(StandardCharsets.US_ASCII).lines())
                        .as(what + ": RFC 5322 §2.1.1")
                        .allMatch(line -> line.length() <= 998 && line.chars().allMatch(c -> c < 128));
            }
        }
    }

    private static String read(Message mail) throws IOException {
        try (Reader reader = ((TextBody) mail.getBody()).getReader()) {
            StringWriter text = new StringWriter();
            reader.transferTo(text);
            return text.toString();
        }
    }

    /// The headers by name, none of them twice.
    private static Map<String, String> headers(MimeMessage mail) throws Exception {
        Map<String, String> headers = new TreeMap<>();
        for (jakarta.mail.Header header : Collections.list(mail.getAllHeaders())) {
            assertThat(headers.put(header.getName(), unfolded(header.getValue())))
                    .isNull();
        }
        return headers;
    }

    private static Map<String, String> headers(Message mail) {
        Map<String, String> headers = new TreeMap<>();
        mail.getHeader().getFields().forEach(field -> headers.put(field.getName(), unfolded(field.getBody())));
        return headers;
    }

    private static String unfolded(String value) {
        return value.replaceAll("\r?\n", "").strip();
    }

    @Test
    void noMailHasALinkOrAsksForAnAnswer() {
        for (MailKind kind : MailKind.values()) {
            for (Locale language : LANGUAGES) {
                MailText text = texts.write(order(kind, language, "hanako@example.jp"));

                assertThat(text.subject() + text.body())
                        .as(kind + " " + language)
                        .doesNotContainIgnoringCase("http", "www.", "://", "<", "approve", "deny")
                        .doesNotContain("承認", "拒否", "不正", "エラーが発生しました");
            }
        }
    }

    @Test
    void whereTheSiteWantsItMailsOfASignInLinkToItsPageAndNoOtherMailDoes() {
        MailTexts linking = new MailTexts(SITE, new MailSettings(null, CodeInSubject.STEP_UP, true, Links.ALERT));
        Set<MailKind> withLink = new HashSet<>();
        for (MailKind kind : MailKind.values()) {
            for (Locale language : LANGUAGES) {
                String body = linking.write(order(kind, language, "hanako@example.jp"))
                        .body();
                if (body.contains("://")) {
                    withLink.add(kind);
                    assertThat(body)
                            .as(kind + " " + language)
                            .containsOnlyOnce("://")
                            .contains("https://signin.sekisho.example/alerts/K7-4Q2\n")
                            .doesNotContain("リンクはありません", "no link");
                }
            }
        }
        assertThat(withLink).containsOnly(MailKind.SIGN_IN_STOPPED, MailKind.SIGN_IN_NOTED);
    }

    @Test
    void bothLanguagesTellTheSameFacts() throws Exception {
        for (MailKind kind : MailKind.values()) {
            assertThat(places(kind, Locale.JAPANESE)).as(kind.name()).isEqualTo(places(kind, Locale.ENGLISH));
        }
    }

    private static List<String> places(MailKind kind, Locale language) throws Exception {
        try (var in = MailTextsTest.class.getResourceAsStream(kind.fileName(language))) {
            assertThat(in).isNotNull();
            List<String> places = new ArrayList<>();
            Matcher place = Pattern.compile("\\{[a-z]+}").matcher(new String(in.readAllBytes(), "UTF-8"));
            while (place.find()) {
                places.add(place.group());
            }
            places.sort(null);
            return places;
        }
    }

    @Test
    void onlyTheSignInCodeStandsInTheSubjectAndNotWhereTheSiteForbidsIt() {
        MailTexts discreet = new MailTexts(SITE, new MailSettings(null, CodeInSubject.NEVER, true, Links.NONE));
        Set<MailKind> showing = new HashSet<>();
        for (MailKind kind : MailKind.values()) {
            for (Locale language : LANGUAGES) {
                MailOrder order = order(kind, language, "hanako@example.jp");
                if (texts.write(order).subject().contains(MailText.CODE_PLACE)) {
                    showing.add(kind);
                }
                assertThat(discreet.write(order).subject()).doesNotContain(MailText.CODE_PLACE);
            }
        }
        assertThat(showing).containsExactly(MailKind.STEP_UP_CODE);
    }

    @Test
    void onlyTheSignInCodeEndsWithTheOriginBoundLine() {
        for (MailKind kind : MailKind.values()) {
            for (Locale language : LANGUAGES) {
                String body = texts.write(order(kind, language, "hanako@example.jp"))
                        .with("482913")
                        .body();
                assertThat(body.endsWith("\n@signin.sekisho.example #482913\n"))
                        .isEqualTo(kind == MailKind.STEP_UP_CODE);
            }
        }
    }

    @Test
    void whatIsNotKnownIsSaidAndAMissingReferenceLeavesNoGap() {
        MailOrder order = new MailOrder(
                java.util.UUID.randomUUID(),
                MailKind.PASSWORD_CHANGED,
                "hanako@example.jp",
                Locale.FRENCH,
                null,
                null,
                Map.of("when", "22 November 2026, 14:26 (Japan time)"),
                Instant.EPOCH);
        MailText text = texts.write(order);

        assertThat(text.subject()).isEqualTo("Your password was changed");
        assertThat(text.body())
                .contains("Device     not known", "Place      not known")
                .doesNotContain("reference");
    }

    @Test
    void aMailWithoutItsFactsIsNotWritten() {
        for (MailKind kind : MailKind.values()) {
            MailOrder whole = order(kind, Locale.JAPANESE, "hanako@example.jp");
            for (String fact : kind.facts()) {
                Map<String, String> facts = new HashMap<>(whole.facts());
                facts.remove(fact);
                MailOrder partly = new MailOrder(
                        whole.accountId(),
                        kind,
                        whole.to(),
                        whole.locale(),
                        whole.reference(),
                        whole.secretCode(),
                        facts,
                        whole.giveUpAt());
                assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> texts.write(partly));
            }
        }
    }

    @Test
    void theOtpTokenHeaderIsForSignInCodesOfAnHttpsSiteOnly() throws Exception {
        SiteProperties plain = new SiteProperties(URI.create("http://localhost:8080"), Path.of("data"), "せ", "S");
        MailSettings off = new MailSettings(null, CodeInSubject.STEP_UP, false, Links.NONE);
        for (MailKind kind : MailKind.values()) {
            String[] header = otpToken(new MailWriter(SITE, SETTINGS, null), kind);
            if (kind == MailKind.STEP_UP_CODE) {
                assertThat(header).containsExactly("\"482913\"; origin=\"https://signin.sekisho.example\"");
            } else {
                assertThat(header).isNull();
            }
            assertThat(otpToken(new MailWriter(plain, SETTINGS, null), kind)).isNull();
            assertThat(otpToken(new MailWriter(SITE, off, null), kind)).isNull();
        }
    }

    private String[] otpToken(MailWriter writer, MailKind kind) throws Exception {
        MailOrder order = order(kind, Locale.JAPANESE, "hanako@example.jp");
        StoredMail mail = new StoredMail(
                kind, "<id@x>", order.to(), texts.write(order), Locale.JAPANESE, order.secretCode(), Instant.EPOCH);
        return writer.write(mail, Session.getInstance(new Properties())).getHeader("OTP-Token");
    }

    @Test
    void aSenderThatIsNoAddressStopsTheStartWithASentence() {
        for (String wrong : List.of("", "nobody", "a@example.jp, b@example.jp", "a@example.jp\r\nBcc: b@example.jp")) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> new MailSettings(wrong, CodeInSubject.STEP_UP, true, Links.NONE))
                    .withMessageContaining("sekisho.mail.from");
        }
        assertThat(new MailSettings("Shop <a@example.jp>", CodeInSubject.STEP_UP, true, Links.NONE).from())
                .isEqualTo("Shop <a@example.jp>");
    }
}
