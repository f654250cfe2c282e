package sekisho.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;
import sekisho.server.browser.Look.Screen;
import sekisho.server.password.Passwords;
import sekisho.server.staff.StaffRole;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Agent;
import sekisho.server.testing.TestMailbox;
import sekisho.server.testing.TestMailbox.Mail;
import sekisho.server.testing.TestServer;

/// A member asks support, and an agent answers or is called, in a real browser: in both languages, on a phone and a
/// desktop, with and without JavaScript. A violation of the content security policy is a fault.
class SupportBrowserTest {
    private static final TestServer SERVER = TestServer.start();
    private static Chromium chromium;

    private final List<String> faults = new ArrayList<>();

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        SERVER.close();
    }

    static Stream<Look> looks() {
        return Stream.of(
                new Look("ja", Screen.PHONE, true, true),
                new Look("en", Screen.PHONE, true, true),
                new Look("ja", Screen.DESKTOP, false, false),
                new Look("en", Screen.DESKTOP, false, false));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void from_the_reset_page_to_the_read_answer(Look look) {
        Inbox inbox = new Inbox(SERVER, TestServer.freshEmail());
        try (Window home = member(look, inbox);
                Window desk = desk(look, inbox)) {
            home.register();
            inbox.next();
            home.open("/account").press("form[action='/signout'] button");
            SERVER.bean(Passwords.class).markUnsafe(accountOf(inbox.address()), "operator");
            home.open("/signin?another=true").type("email", inbox.address()).type("password", TestServer.PASSWORD);
            home.press().at("/reset");
            String reference = home.text(".genuine .ref.nb");

            String number = asks(home, inbox, look, reference);
            answers(desk, look, number, reference);

            Mail told = SERVER.mailbox()
                    .await(
                            inbox.address(),
                            mail -> mail.subject().contains(number)
                                    && mail.subject().contains(look.japanese() ? "回答があります" : "There is an answer"));
            assertThat(told.text()).doesNotContain(look.japanese() ? "定期的" : "routine", "http");
            home.open("/support").press("main .cards a").at("/support/" + number);
            assertThat(home.text("main"))
                    .contains(
                            reference,
                            look.japanese() ? "サポートの担当者" : "support",
                            look.japanese() ? "パスワード" : "password");
            home.picture("answer");
        }
        assertThat(faults).isEmpty();
    }

    /// Out of the reset page, without being signed in; a password in the text is noticed before it is sent.
    private static String asks(Window home, Inbox inbox, Look look, String reference) {
        home.press("main .ask a").at("/support/new");
        assertThat(home.text("main")).contains(reference);
        home.press().at("/support/code");
        home.type("code", inbox.code()).press().at("/support/new");
        assertThat(home.find("input[name=topic]:checked").getAttribute("value")).isEqualTo("reset");
        assertThat(home.find("#ref").inputValue()).isEqualTo(reference);
        String question = look.japanese()
                ? "これは本物ですか。なぜ私なのですか。毎月こうなりますか。"
                : "Is this really you? Why me? Will this happen every month?";
        home.type("text", question);
        home.picture("inquiry");
        if (look.thorough()) {
            home.type("text", " ").press().at("/support/new");
            assertThat(home.find("#summary a").count())
                    .as("nothing was written")
                    .isOne();
        }
        home.type("text", question + "\n" + (look.japanese() ? "パスワードは " : "My password is ") + TestServer.PASSWORD);
        home.press().at("/support/new");
        assertThat(home.find("#text").inputValue()).contains(question, "●").doesNotContain(TestServer.PASSWORD);
        home.press();
        String path = home.page().url().replaceFirst("^.*/support/([A-Z0-9-]+).*$", "$1");
        assertThat(path).matches("[2-9A-Z]{4}-[2-9A-Z]{4}");
        assertThat(home.text("main")).contains(path, question).doesNotContain(TestServer.PASSWORD);
        return path;
    }

    private static void answers(Window desk, Look look, String number, String reference) {
        desk.open("/console");
        desk.press("main a[href='/console/cases/" + number + "']").at("/console/cases/" + number);
        String shown = desk.text("main");
        assertThat(shown)
                .contains(reference, "m••••", look.japanese() ? "なぜ私なのですか" : "Why me?")
                .doesNotContain(TestServer.PASSWORD);
        // A picture changes numbers and times on the page.
        desk.picture("case", "#decision-h").open("/console/cases/" + number);
        String language = look.language();
        String suggested = desk.find("#text-" + language).inputValue();
        assertThat(suggested).contains(reference).contains(look.japanese() ? "はい" : "Yes");
        assertThat(desk.find("form.draft").count()).as("one for each language").isEqualTo(2);
        if (look.thorough()) {
            desk.type("text-" + language, look.japanese() ? "いまのパスワードを教えてください。" : "Please tell us your password.");
            desk.press("form.draft:has(#text-" + language + ") .btn.primary").at("/console/cases/" + number + "/reply");
            assertThat(desk.find("#summary a").count())
                    .as("no reply asks for it")
                    .isOne();
            desk.open("/console/cases/" + number);
        }
        desk.press("form.draft:has(#text-" + language + ") .btn.primary").at("/console/cases/" + number);
        assertThat(desk.find("main [role=status]").count()).isOne();
        desk.open("/console/my-record");
        assertThat(desk.text("main")).contains(number);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void a_call_from_the_check_to_a_new_code(Look look) {
        Inbox inbox = new Inbox(SERVER, TestServer.freshEmail());
        try (Window home = member(look, inbox);
                Window away = new Window(
                        chromium.browser(),
                        SERVER,
                        look,
                        look.screen().userAgent,
                        Addresses.SAPPORO,
                        inbox.address(),
                        faults);
                Window desk = desk(look, inbox)) {
            home.register();
            inbox.next();
            away.open("/signin?another=true").type("email", inbox.address()).type("password", TestServer.PASSWORD);
            away.press().at("/signin/code");
            String lost = inbox.code();
            String reference = away.text(".facts .ref.nb");

            desk.open("/console/look-up").type("number", reference.toLowerCase(Locale.ROOT));
            desk.press();
            assertThat(desk.text("main")).contains(reference, look.japanese() ? "北海道" : "Hokkaido");
            desk.press("#check .btn.secondary");
            home.open("/account/messages");
            String number = home.text("#call-number").strip();
            assertThat(number).matches("[1-9][0-9]");
            assertThat(desk.find("#check").innerText()).doesNotContain(number);
            desk.type("typed", number).press("#check .btn.primary");
            assertThat(desk.find("#check .badge.ok").count()).isOne();
            home.open("/account/messages");
            assertThat(home.find("#call-number").count())
                    .as("the call is checked")
                    .isZero();

            desk.find("#actions summary").first().click();
            desk.type("reason-resend", look.japanese() ? "メールが届かない" : "The mail doesn't arrive");
            desk.press("form[action$='/actions/resend'] button");
            assertThat(desk.find("main [role=status]").count()).isOne();
            String code = TestMailbox.codeIn(SERVER.mailbox()
                    .await(
                            inbox.address(),
                            mail -> mail.text().contains(reference)
                                    && TestMailbox.hasCode(mail)
                                    && !TestMailbox.codeIn(mail).equals(lost)));
            away.type("code", lost).press().at("/signin/code");
            assertThat(away.find("#summary").count()).as("the code before").isOne();
            away.type("code", code).press().at("/done");
        }
        assertThat(faults).isEmpty();
    }

    private Window member(Look look, Inbox inbox) {
        return new Window(
                chromium.browser(),
                SERVER,
                look,
                look.screen().userAgent,
                Addresses.TOKYO_HOME,
                inbox.address(),
                faults);
    }

    /// The window of an agent who is signed in; no page of it may show a code of the member.
    private Window desk(Look look, Inbox inbox) {
        Agent agent = Agent.joined(SERVER, StaffRole.ACT);
        agent.forgetCodes();
        Window desk = new Window(
                chromium.browser(),
                SERVER,
                look,
                look.screen().userAgent,
                Addresses.TOKYO_OFFICE,
                inbox.address(),
                faults);
        desk.open("/console/sign-in").type("name", agent.name()).type("password", Agent.PASSWORD);
        return desk.type("code", agent.code(0)).press().at("/console");
    }

    private static UUID accountOf(String email) {
        return SERVER.bean(Accounts.class)
                .lookUp(EmailAddress.parse(email).orElseThrow())
                .accountId();
    }
}
