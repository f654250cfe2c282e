package sekisho.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Walk;

/// "Was this you?" in a real browser: in both languages, on a phone and a desktop, with and without
/// JavaScript.
class AlertBrowserTest {
    private static final TestServer SERVER = TestServer.start();
    private static final Pattern NUMBER = Pattern.compile("id=\"number\"[^>]*>(\\d\\d)<");
    private static final String NOT_ME = "main button[value=not_me]";
    private static final String ME = "main button[value=me]";
    private static final String UNDO = "main button[value=undo]";

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
    void the_owner_answers_and_takes_it_back(Look look) {
        String email = TestServer.freshEmail();
        Visitor intruder = SERVER.visitor().from(Addresses.SAO_PAULO).with("Accept-Language", "pt-BR");
        try (Window home = new Window(
                chromium.browser(), SERVER, look, look.screen().userAgent, Addresses.TOKYO_HOME, email, faults)) {
            home.register();
            Walk.expect(new Walk(SERVER, intruder).signIn(email, TestServer.PASSWORD), "/signin/code");
            String number = numberOf(intruder);

            home.open("/account").press("main a[href^='/alerts/']");
            String alert = URI.create(home.page().url()).getPath();
            home.type("number", number.equals("11") ? "22" : "11").press(ME).at(alert);
            assertThat(home.find("#summary a").count()).isOne();
            home.type("number", number).press(ME).at(alert);
            assertThat(home.find(ME).count()).isZero();
            assertThat(intruder.get("/account").redirectsTo("/signin")).isTrue();

            home.press(NOT_ME).at(alert);
            assertThat(intruder.get("/signin/code").redirectsTo("/signin")).isTrue();
            home.press(UNDO).at(alert + "/undo");
            home.type("code", "12345").press().at(alert + "/undo");
            assertThat(home.find("#summary a").count()).isOne();
            home.type("code", SERVER.mailbox().code(email, 4)).press().at(alert);

            home.find("main details summary").first().click();
            home.press(NOT_ME).at(alert);
            assertThat(home.find(UNDO).count()).isOne();
            home.open("/account/sign-ins");
            assertThat(home.find("main a[href='" + alert + "']").count()).isOne();
        }
        assertThat(faults).isEmpty();
    }

    private static String numberOf(Visitor waiting) {
        Matcher number = NUMBER.matcher(waiting.get("/signin/code").body());
        assertThat(number.find()).isTrue();
        return number.group(1);
    }
}
