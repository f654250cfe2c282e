package sekisho.server.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.TestMailbox.Mail;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// Hostile input on the real pages, and what became of it in real mails.
class HostileWalkTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String ATTACKER = "attacker@evil.example";
    /// The credit that the licence of the place data asks for: a link to press, nothing that a page loads.
    private static final String CREDIT = "https://db-ip.com";

    private static final Pattern REFERENCE = Pattern.compile("(?:href|src|action|formaction|poster|data)=\"([^\"]*)\"");

    @ParameterizedTest(name = "K30: {0}")
    @ValueSource(
            strings = {
                "email=VICTIM&email=ATTACKER",
                "email=ATTACKER&email=VICTIM",
                "email[]=VICTIM&email[]=ATTACKER",
                "email%5B%5D=VICTIM&email%5B%5D=ATTACKER",
                "email[0]=VICTIM&email[1]=ATTACKER",
                "user[email][]=VICTIM&user[email][]=ATTACKER",
                "email=VICTIM&email[]=ATTACKER",
                "email=VICTIM%0D%0ABcc:ATTACKER",
                "email=VICTIM%0ACc:+ATTACKER",
                "email=VICTIM%0Abcc:ATTACKER%0A",
                "email=VICTIM%00ATTACKER",
                "email=VICTIM%00",
                "email=VICTIM,ATTACKER",
                "email=VICTIM%2CATTACKER",
                "email=VICTIM;ATTACKER",
                "email=VICTIM%3BATTACKER",
                "email=VICTIM+ATTACKER",
                "email=VICTIM%09ATTACKER",
                "email=VICTIM|ATTACKER",
                "email=VICTIM%E2%80%A8ATTACKER",
                "email=VICTIM%EF%BC%8CATTACKER",
                "email=VICTIM%E3%80%81ATTACKER",
                "email=%3CVICTIM%3E",
                "email=%22a%22+%3CATTACKER%3E",
                "email=VICTIM%3Fcc%3DATTACKER",
                "email={\"$ne\":null}",
                "{\"email\":[\"VICTIM\",\"ATTACKER\"]}"
            })
    void a_form_that_names_two_mailboxes_reaches_none_of_them(String body) {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        Map<String, Integer> before = ledger.rows();
        long mails = mailsTo(ATTACKER);

        for (String path : List.of("/forgot", "/register", "/signin")) {
            Visitor visitor = SERVER.visitor();
            visitor.get(path);
            String sent = body.replace("VICTIM", member.email().replace("@", "%40"))
                            .replace("ATTACKER", ATTACKER.replace("@", "%40"))
                    + "&name=x&password=" + TestServer.PASSWORD
                    + "&csrf=" + URLEncoder.encode(visitor.csrf(), StandardCharsets.UTF_8);
            Answer answer = visitor.postRaw(path, sent, FORM);
            assertThat(answer.status()).as(path).isIn(400, 422);
            assertThat(answer.raw().headers().map().toString()).doesNotContain("attacker", "Bcc");
        }

        assertThat(ledger.rows()).isEqualTo(before);
        assertThat(mailsTo(ATTACKER)).isEqualTo(mails);
    }

    @ParameterizedTest(name = "K31: {0}")
    @ValueSource(
            strings = {
                "{\"email\":\"VICTIM\"}",
                "{\"email\":{\"$gt\":\"\"}}",
                "{\"email\":[\"VICTIM\",\"attacker@evil.example\"]}",
                "{\"email\":1}",
                "<email>VICTIM</email>"
            })
    void objects_where_a_text_belongs_are_refused_and_change_nothing(String body) {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        Map<String, Integer> before = ledger.rows();
        for (String type :
                List.of("application/json", "text/plain", "application/xml", "multipart/form-data; boundary=x")) {
            for (String path : List.of("/forgot", "/register", "/signin", "/signin/code", "/reset/code")) {
                Visitor visitor = SERVER.visitor();
                visitor.get("/signin");
                assertThat(visitor.postRaw(path, body.replace("VICTIM", member.email()), type)
                                .status())
                        .as(path + " " + type)
                        .isIn(400, 415);
            }
        }
        assertThat(ledger.rows()).isEqualTo(before);
    }

    @ParameterizedTest(name = "K30: {0}")
    @CsvSource({"UPPER", "FULL_WIDTH", "SPACES"})
    void however_i_write_my_address_the_mail_goes_to_the_stored_one(String writing) {
        Member member = SERVER.register();
        String typed = switch (writing) {
            case "UPPER" -> member.email().toUpperCase(java.util.Locale.ROOT);
            case "SPACES" -> "  " + member.email() + "　";
            default -> member.email().replace('m', 'ｍ').replace('@', '＠').replace('.', '．');
        };

        Visitor visitor = SERVER.visitor();
        Walk.expect(visitor.post("/forgot", Map.of("email", typed)), "/reset/code");

        Mail mail = SERVER.mailbox().await(member.email(), 2).get(1);
        assertThat(mail.to()).isEqualTo(member.email());
    }

    /// K34: each of these is another address than the one it looks like.
    @ParameterizedTest(name = "K34: {0}")
    @ValueSource(
            strings = {
                "kıtaro",
                "\u212Aitaro",
                "kitaroſ",
                "kıſaro",
                "ki\u0301taro",
                "кitaro",
                "kitaro\u200b",
                "kitaro\u00ad",
                "kitarß"
            })
    void k34_a_look_alike_of_my_address_neither_reaches_my_account_nor_makes_one(String local) {
        String domain = "look" + System.nanoTime() + ".example";
        String email = "kitaro@" + domain;
        new Walk(SERVER, SERVER.visitor()).register(email, "北 太郎", TestServer.PASSWORD);
        Map<String, Integer> before = Ledger.of(SERVER, email).rows();

        for (String path : List.of("/forgot", "/register", "/signin")) {
            Answer answer = SERVER.visitor()
                    .post(path, Map.of("email", local + "@" + domain, "name", "x", "password", TestServer.PASSWORD));
            assertThat(answer.status()).as(path).isIn(400, 422);
        }

        assertThat(Ledger.of(SERVER, email).rows()).isEqualTo(before);
    }

    @ParameterizedTest(name = "K34: {0}")
    @ValueSource(strings = {"exаmple", "eхample", "examp1e", "exämple", "examplе"})
    void k34_a_look_alike_domain_is_a_stranger_and_gets_no_mail_of_mine(String label) {
        String own = "kitaro" + System.nanoTime();
        String email = own + "@example.jp";
        new Walk(SERVER, SERVER.visitor()).register(email, "北 太郎", TestServer.PASSWORD);
        Map<String, Integer> before = Ledger.of(SERVER, email).rows();

        SERVER.visitor().post("/forgot", Map.of("email", own + "@" + label + ".jp"));

        assertThat(Ledger.of(SERVER, email).rows()).isEqualTo(before);
        assertThat(SERVER.db()
                        .sql("select count(*) from outbox_mail where recipient like :who and recipient <> :stored")
                        .param("who", own + "%")
                        .param("stored", email)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest(name = "K32: {0}")
    @ValueSource(
            strings = {
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Server: evil.example",
                "X-Host: evil.example",
                "Forwarded: for=1.2.3.4;host=evil.example;proto=http",
                "X-Forwarded-Proto: gopher",
                "X-Forwarded-Port: 47113",
                "X-Forwarded-Prefix: //evil.example",
                "X-Original-URL: http://evil.example/",
                "X-Rewrite-URL: http://evil.example/",
                "Referer: http://evil.example/"
            })
    void no_header_gets_a_foreign_host_or_any_link_into_a_mail(String header) {
        Member member = SERVER.register();
        Visitor visitor = SERVER.visitor().with(header.split(": ")[0], header.split(": ")[1]);

        Answer answer = visitor.post("/forgot", Map.of("email", member.email()));

        assertThat(answer.location()).isEqualTo("/reset/code");
        assertThat(visitor.get("/reset/code").body()).doesNotContain("evil");
        Mail mail = SERVER.mailbox().await(member.email(), 2).get(1);
        assertThat(mail.text() + mail.subject() + headers(mail))
                .doesNotContain("evil", "://", "gopher", ":47113", "www.")
                .contains("localhost");
    }

    @ParameterizedTest(name = "K32: {0}")
    @ValueSource(
            strings = {
                "Host: evil.example",
                "Host: localhost.evil.example",
                "Host: evil.example:80",
                "Host: localhost@evil.example",
                "Host: localhost, evil.example"
            })
    void a_request_to_an_unknown_host_is_refused_and_sends_no_mail(String host) {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        Map<String, Integer> before = ledger.rows();
        Visitor visitor = SERVER.visitor();
        visitor.get("/forgot");
        String body = Visitor.encode(Map.of("email", member.email(), "csrf", visitor.csrf()));

        Wire.Reply reply = new Wire(SERVER.base().getPort())
                .send(
                        "POST /forgot HTTP/1.1",
                        host,
                        List.of(
                                "Content-Type: " + FORM,
                                "Content-Length: " + body.length(),
                                "Cookie: sekisho-csrf=" + visitor.cookies().get("sekisho-csrf")),
                        body.getBytes(StandardCharsets.US_ASCII));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).doesNotContain("evil");
        assertThat(ledger.rows()).isEqualTo(before);
    }

    @Test
    void k33_on_the_whole_way_no_address_holds_a_secret_and_no_page_asks_another_site() {
        String email = TestServer.freshEmail();
        Crawl crawl = new Crawl(SERVER.visitor());
        crawl.get("/register");
        crawl.post("/register", Map.of("email", email, "name", "山田 花子"));
        String first = SERVER.mailbox().code(email, 1);
        crawl.secrets.add(first);
        crawl.post("/register/code", Map.of("code", first));
        crawl.post("/register/password", Map.of("newPassword", TestServer.PASSWORD));
        for (String page : List.of(
                "/account",
                "/account/sign-ins",
                "/account/devices",
                "/account/this-device",
                "/account/sessions/end-others")) {
            crawl.get(page);
        }
        crawl.post("/signout", Map.of());
        crawl.get("/signin?return_to=/account/devices");
        crawl.get("/signin/accounts?return_to=/account/devices");
        crawl.visitor.from(Addresses.SAO_PAULO).cookies().remove("sekisho-device");
        crawl.get("/signin?return_to=/account/devices");
        crawl.post("/signin", Map.of("email", email, "password", TestServer.PASSWORD));
        String second = SERVER.mailbox().code(email, 2);
        crawl.secrets.add(second);
        crawl.post("/signin/code", Map.of("code", "000000"));
        crawl.post("/signin/code", Map.of("code", second));
        crawl.post("/signout", Map.of());
        crawl.get("/forgot");
        crawl.post("/forgot", Map.of("email", email));
        String third = SERVER.mailbox().code(email, 3);
        crawl.secrets.add(third);
        crawl.post("/reset/code", Map.of("code", third));
        crawl.post("/reset/password", Map.of("newPassword", "short"));
        crawl.post("/reset/password", Map.of("newPassword", "midori-no-kaze-8842-yama"));
        crawl.secrets.addAll(List.of(email, TestServer.PASSWORD, "midori-no-kaze-8842-yama"));

        assertThat(crawl.pages).hasSizeGreaterThan(20);
        for (String url : crawl.urls) {
            assertThat(crawl.secrets).as(url).noneMatch(url::contains);
            assertThat(url).as("stays on this site").matches("(/(?!/)|#|\\?).*|" + CREDIT);
        }
        for (Answer page : crawl.pages) {
            assertThat(page.body().replace("href=\"" + CREDIT + "\"", ""))
                    .doesNotContain("http:", "https:", "src=\"//");
            assertThat(page.raw().headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(page.raw().headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(page.raw()
                            .headers()
                            .firstValue("Content-Security-Policy")
                            .orElse(""))
                    .contains("default-src 'none'")
                    .doesNotContain("http", "*", "unsafe");
        }
    }

    @Test
    void k39_a_hostile_name_and_browser_are_shown_as_text_and_never_get_into_a_mail_header() {
        String name = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
        String browser =
                "Mozilla/5.0 (X11; Linux) \"><script>alert(3)</script> Bcc: x@evil.example http://evil.example/"
                        + " {code} ${7*7} Firefox/145.0";
        String email = TestServer.freshEmail();
        Visitor member = SERVER.visitor().with("User-Agent", browser);
        new Walk(SERVER, member).register(email, name, TestServer.PASSWORD);

        for (String page : List.of("/account", "/account/sign-ins", "/account/devices")) {
            assertThat(member.get(page).body())
                    .as(page)
                    .doesNotContain("<script>alert", "<img src=x", "onerror=alert(2)>");
        }
        assertThat(member.get("/account").body()).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        Visitor elsewhere = SERVER.visitor().from(Addresses.SAO_PAULO).with("User-Agent", browser);
        Walk.expect(new Walk(SERVER, elsewhere).signIn(email, TestServer.PASSWORD), "/signin/code");
        elsewhere.get("/signin/code");
        List<Mail> mails = SERVER.mailbox().await(email, 2);
        for (Mail mail : mails) {
            assertThat(headers(mail)).doesNotContain("evil", "script");
            assertThat(mail.text()).doesNotContain("<", "://", "evil.example", "{code}");
            assertThat(mail.subject().lines()).hasSize(1);
            assertThat(mail.to()).isEqualTo(email);
        }
        Walk.expect(
                elsewhere.post("/signin/code", Map.of("code", SERVER.mailbox().code(email, 2))), "/done");
        assertThat(elsewhere.get("/account/sign-ins").body()).doesNotContain("<script>alert", "alert(3)");
    }

    @ParameterizedTest(name = "K39: {0}")
    @ValueSource(strings = {"a%0D%0ABcc:x", "a%E2%80%AEb", "a%E2%81%A6b", "a%00b", "a%E2%80%A8b", "%EF%BB%BF%0A"})
    void k39_a_name_with_breaks_or_turned_text_is_refused(String name) {
        Visitor visitor = SERVER.visitor();
        visitor.get("/register");

        Answer answer = visitor.postRaw(
                "/register",
                "email=" + TestServer.freshEmail() + "&name=" + name + "&csrf="
                        + URLEncoder.encode(visitor.csrf(), StandardCharsets.UTF_8),
                FORM);

        assertThat(answer.status()).isEqualTo(400);
    }

    private static long mailsTo(String address) {
        return SERVER.db()
                .sql("select count(*) from outbox_mail where recipient = :to")
                .param("to", address)
                .query(Long.class)
                .single();
    }

    private static String headers(Mail mail) {
        StringBuilder all = new StringBuilder();
        try {
            Collections.list(mail.raw().getAllHeaders())
                    .forEach(header -> all.append(header.getName())
                            .append(": ")
                            .append(header.getValue())
                            .append('\n'));
        } catch (jakarta.mail.MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        return all.toString();
    }

    /// A visitor that notes each address it goes to or is shown, and each secret it is given.
    private static final class Crawl {
        private final Visitor visitor;
        private final List<Answer> pages = new ArrayList<>();
        private final List<String> urls = new ArrayList<>();
        private final List<String> secrets = new ArrayList<>();

        private Crawl(Visitor visitor) {
            this.visitor = visitor;
        }

        void get(String path) {
            note(visitor.get(path));
        }

        void post(String path, Map<String, String> fields) {
            note(visitor.post(path, fields));
        }

        private void note(Answer answer) {
            Answer now = answer;
            for (int i = 0; ; i++) {
                assertThat(i).as("redirects").isLessThan(10);
                pages.add(now);
                urls.add(now.raw().uri().getRawPath()
                        + (now.raw().uri().getRawQuery() == null
                                ? ""
                                : "?" + now.raw().uri().getRawQuery()));
                visitor.cookies().values().stream()
                        .filter(value -> value.length() > 8)
                        .forEach(secrets::add);
                if (!visitor.csrf().isEmpty()) {
                    secrets.add(visitor.csrf());
                }
                Matcher reference = REFERENCE.matcher(now.body());
                while (reference.find()) {
                    urls.add(reference.group(1));
                }
                if (now.location().isEmpty()) {
                    return;
                }
                urls.add(now.location());
                now = visitor.get(now.location());
            }
        }
    }
}
