package sekisho.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.TestServer;

/// The choice of a way, the security question and the proof on another device in a real browser: in both
/// languages, on a phone and a desktop, with and without JavaScript.
class OtherDeviceBrowserTest {
    private static final TestServer SERVER = TestServer.start(
            "sekisho.security-question.enabled=true",
            "sekisho.policy.file=src/test/resources/sekisho/server/browser/other-proofs-policy.yaml");
    private static final String NEW_PHONE =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0"
                    + " Mobile/15E148 Safari/604.1";
    private static final String CONFIRM = "main button[value=confirm]";
    private static final String GO_ON = "main form[action='/signin/device'] button";

    /// The page that waits doesn't look again while it is inspected.
    private static final String PATIENT = """
            const later = window.setTimeout;
            window.setTimeout = (work, delay, ...rest) => delay === 5000 ? 0 : later(work, delay, ...rest);
            """;

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

    @ParameterizedTest
    @MethodSource("sekisho.server.browser.MemberBrowserTest#looks")
    void a_member_confirms_a_new_phone_on_the_device_at_home(Look look) {
        String email = TestServer.freshEmail();
        try (Window home = window(look, look.screen().userAgent, Addresses.TOKYO_HOME, email);
                Window phone = window(look, NEW_PHONE, Addresses.SAPPORO, email)) {
            phone.page().addInitScript(PATIENT);
            home.open("/register").type("name", "山田 花子").type("email", email).press();
            home.type("code", SERVER.mailbox().code(email, 1)).press();
            home.type("newPassword", TestServer.PASSWORD).press().at("/done");
            setsAQuestion(home);
            Ledger.of(SERVER, email).longAgo(48);

            phone.open("/signin").type("email", email).type("password", TestServer.PASSWORD);
            phone.press().at("/signin/way");
            phone.press().at("/signin/way");
            assertThat(phone.find("#summary a").count()).isOne();
            choose(phone, "question").at("/signin/question");
            phone.type("answer", "べつの宿の名前").press().at("/signin/question");
            assertThat(phone.find("#summary a").count()).isOne();
            phone.press("main a[href='/signin/way']").at("/signin/way");
            choose(phone, "device").at("/signin/device");
            String number = phone.text("#device-number").strip();

            home.open("/account").press("main a[href^='/alerts/']");
            String alert = URI.create(home.page().url()).getPath();
            home.type("number", number.equals("11") ? "22" : "11")
                    .press(CONFIRM)
                    .at(alert);
            assertThat(home.find("#summary a").count()).isOne();
            home.type("number", number).press(CONFIRM).at(alert);
            assertThat(home.find(CONFIRM).count()).isZero();

            if (look.script()) {
                phone.open("/signin/device");
            } else {
                // Without JavaScript the head of the page looks again.
                phone.page().waitForSelector(GO_ON);
            }
            phone.press(GO_ON).at("/done");
            home.open(alert);
            phone.open("/account/sign-ins");
        }
        assertThat(faults).isEmpty();
    }

    private static void setsAQuestion(Window home) {
        home.open("/account").press("main a[href='/account/question']").at("/account/question");
        home.press().at("/account/question");
        assertThat(home.find("#summary a").count()).isEqualTo(3);
        home.find("input[value=first_inn]").check();
        home.type("answer", "ヴィラ・コーヒー").type("password", TestServer.PASSWORD);
        home.press().at("/account/question");
        assertThat(home.find("#summary").count()).isZero();
    }

    private static Window choose(Window window, String way) {
        window.find("input[value=" + way + "]").check();
        return window.press();
    }

    private Window window(Look look, String userAgent, String address, String email) {
        return new Window(chromium.browser(), SERVER, look, userAgent, address, email, faults);
    }
}
