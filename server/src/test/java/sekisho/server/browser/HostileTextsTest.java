package sekisho.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import sekisho.server.browser.Look.Screen;
import sekisho.server.staff.StaffRole;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Agent;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Walk;

/// What strangers write, in every field that they control, on the pages of members and of support in a real browser
/// (K63), in the log (K65), and what is left of secrets that were typed in the wrong place (K66).
class HostileTextsTest {
    private static final String EVIL = "'\"><svg/onload=pwned=1><img src=x onerror=pwned=1><script>pwned=1</script>"
            + "{{7*7}}${7*7}[[${7*7}]]javascript:pwned=1//=cmd|' /C calc'!A0 \u2028";

    /// The same as a form takes it.
    private static final String TYPED = EVIL.replace("\u2028", "");

    private static final String CARD = "4111 1111 1111 1111";
    private static final Pattern CASE = Pattern.compile("/support/([2-9A-Z]{4}-[2-9A-Z]{4})");
    private static final Pattern CHECKED = Pattern.compile("name=\"checked\" value=\"([^\"]*)\"");

    private static final TestServer SERVER = TestServer.start();
    private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();
    private static Chromium chromium;

    private final List<String> faults = new ArrayList<>();

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        LOG.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(LOG);
    }

    @AfterAll
    static void stop() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(LOG);
        chromium.close();
        SERVER.close();
    }

    @Test
    void strangers_texts_stay_texts_and_secrets_stay_nowhere() {
        String email = TestServer.freshEmail();
        Visitor home =
                SERVER.visitor().with("User-Agent", "Mozilla/5.0 " + TYPED).with("Accept-Language", "en," + TYPED);
        new Walk(SERVER, home).register(email, TYPED.substring(0, 48), TestServer.PASSWORD);
        Visitor away = SERVER.visitor().from(Addresses.SAPPORO).with("User-Agent", TYPED);
        Walk.expect(new Walk(SERVER, away).signIn(email, TestServer.PASSWORD), "/signin/code");
        String reference = Walk.reference(away.get("/signin/code").body());
        away.post("/signin/code", Map.of("code", TYPED));
        SERVER.visitor().post("/signin", Map.of("email", TYPED, "password", TYPED));
        SERVER.db().sql("""
                        update decision_record set evidence = jsonb_set(jsonb_set(jsonb_set(evidence,
                            '{network,region}', to_jsonb(:evil)), '{network,city}', to_jsonb(:evil)),
                            '{network,asName}', to_jsonb(:evil))
                        """).param("evil", EVIL).update();
        String number = writes(home, reference);
        String unknown = writesWithoutAccount();

        Agent agent = Agent.joined(SERVER, StaffRole.LEAD);
        agent.forgetCodes();
        try (Window desk = window(Addresses.TOKYO_OFFICE, email)) {
            desk.open("/console/sign-in").type("name", agent.name()).type("password", Agent.PASSWORD);
            desk.type("code", agent.code(0)).press().at("/console");
            harmless(desk.open("/console/cases/" + number));
            assertThat(desk.text("main")).contains("<svg/onload=pwned=1>").doesNotContain(TestServer.PASSWORD, "1111");
            desk.find("details").all().forEach(one -> one.evaluate("details => details.open = true"));
            desk.type("reason-clear_devices", TYPED).press("form[action$='/actions/clear_devices'] button");
            harmless(desk.at("/console/cases/" + number));
            harmless(desk.open("/console/cases/" + unknown));
            desk.open("/console/look-up").type("number", "<svg/onload=pw>").press();
            harmless(desk);
            desk.open("/console/look-up").type("number", reference).press();
            harmless(desk);
            for (String page : List.of("/console", "/console/my-record", "/console/figures", "/console/templates")) {
                harmless(desk.open(page));
            }
        }
        try (Window member = window(Addresses.TOKYO_HOME, email)) {
            member.open("/signin?another=true").type("email", email).type("password", TestServer.PASSWORD);
            member.press();
            if (member.page().url().endsWith("/signin/code")) {
                member.type("code", SERVER.mailbox().codeFor(email, member.text(".facts .ref.nb")));
                member.press();
            }
            for (String page : List.of(
                    "/account",
                    "/account/sign-ins",
                    "/account/sign-ins/" + reference + "/why",
                    "/account/devices",
                    "/account/messages",
                    "/alerts/" + reference,
                    "/support",
                    "/support/" + number)) {
                harmless(member.open(page));
            }
        }
        assertThat(faults).isEmpty();
        assertThat(LOG.list)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getFormattedMessage())
                        .as("one event is one line, without a secret")
                        .doesNotContainPattern("[\\p{Cntrl}\\u2028\\u2029]")
                        .doesNotContain(TestServer.PASSWORD, Agent.PASSWORD, "1111 1111"));
        for (String secret : List.of(TestServer.PASSWORD, Agent.PASSWORD, CARD, "4111111111111111")) {
            assertThat(tablesWith(secret)).as("where a secret is left").isEmpty();
        }
    }

    /// A member who is signed in writes what he shouldn't, and sends the masked text.
    private static String writes(Visitor home, String reference) {
        String text = TYPED + "\nmy password is " + TestServer.PASSWORD + "\nmy card is " + CARD;
        home.get("/support/new?topic=code&ref=" + reference);
        Visitor.Answer masked = home.post("/support/new", Map.of("topic", "code", "ref", reference, "text", text));
        assertThat(masked.body()).contains("●").doesNotContain(TestServer.PASSWORD, CARD);
        Matcher checked = CHECKED.matcher(masked.body());
        assertThat(checked.find()).isTrue();
        Visitor.Answer sent = home.post(
                "/support/new",
                Map.of(
                        "topic",
                        "code",
                        "ref",
                        reference,
                        "text",
                        TYPED + "\nmy password is ●●●●●●\nmy card is ●●●●●●",
                        "checked",
                        checked.group(1)));
        return numberIn(sent);
    }

    private static String writesWithoutAccount() {
        String mailbox = TestServer.freshEmail();
        Visitor stranger = SERVER.visitor();
        stranger.get("/support/new?topic=other");
        Visitor.Answer asked = stranger.post("/support/mailbox", Map.of("topic", "other", "ref", "", "email", mailbox));
        Walk.expect(asked, "/support/code");
        stranger.get("/support/code");
        stranger.post("/support/code", Map.of("code", SERVER.mailbox().code(mailbox, 1)));
        stranger.get("/support/new");
        return numberIn(stranger.post("/support/new", Map.of("topic", "other", "ref", "ZZ-ZZZZ", "text", TYPED)));
    }

    private static String numberIn(Visitor.Answer sent) {
        Matcher number = CASE.matcher(sent.location());
        assertThat(number.find())
                .as(sent.status() + " " + sent.location() + " " + sent.body())
                .isTrue();
        return number.group(1);
    }

    private Window window(String address, String email) {
        Look look = new Look("en", Screen.DESKTOP, true, false);
        return new Window(chromium.browser(), SERVER, look, look.screen().userAgent, address, email, faults);
    }

    private static void harmless(Window window) {
        assertThat(window.page().evaluate("typeof window.pwned"))
                .as(window.page().url())
                .isEqualTo("undefined");
        assertThat(window.find("main svg[onload], main img, main script").count())
                .as(window.page().url())
                .isZero();
        assertThat(window.text("body")).as(window.page().url()).doesNotContain("{{49", "$49");
    }

    private static List<String> tablesWith(String secret) {
        List<String> tables = SERVER.db()
                .sql("select table_name from information_schema.tables where table_schema = 'public'")
                .query((row, n) -> String.valueOf(row.getString("table_name")))
                .list();
        return tables.stream()
                .filter(table -> SERVER.db()
                                .sql("select count(*) from \"" + table + "\" t where position(:secret in t::text) > 0")
                                .param("secret", secret)
                                .query(Integer.class)
                                .single()
                        > 0)
                .toList();
    }
}
