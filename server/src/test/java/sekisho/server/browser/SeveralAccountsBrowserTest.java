package sekisho.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.TestServer;

/// Two accounts on one address in a real browser: in both languages, on a phone and a desktop, with and
/// without JavaScript.
class SeveralAccountsBrowserTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String OWN = "山田 花子";
    private static final String OTHER = "山田 家子";
    private static final String OTHERS_PASSWORD = "minna-no-heya-7714-mado";
    private static final String NEW_PASSWORD = "midori-no-kaze-8842-yama";

    private static Chromium chromium;

    private final List<String> faults = new ArrayList<>();

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @ParameterizedTest
    @MethodSource("sekisho.server.browser.MemberBrowserTest#pairs")
    void a_member_keeps_two_accounts_apart(Look look) {
        Inbox inbox = new Inbox(SERVER, TestServer.freshEmail());
        try (Window home = new Window(
                chromium.browser(),
                SERVER,
                look,
                look.screen().userAgent,
                Addresses.TOKYO_HOME,
                inbox.address(),
                faults)) {
            home.register();
            inbox.next();
            String label = look.japanese() ? "家族用" : "Family";

            makesAnother(home, inbox, label);
            seesBothInTheChooser(home, label);
            signsInToEachByItsPassword(home, inbox);
            choosesOneForANewPassword(home, inbox, label);
        }
        assertThat(faults).isEmpty();
    }

    private static void makesAnother(Window home, Inbox inbox, String label) {
        signOut(home);
        home.open("/register").type("name", OWN).type("email", inbox.address()).press();
        home.at("/register/code").type("code", inbox.code()).press().at("/register/another");
        assertThat(home.text(".cards")).contains(OWN);
        home.type("name", "").type("label", "あ".repeat(21)).press("form[action='/register/another'] button");
        assertThat(home.at("/register/another").find("#summary a").count()).isEqualTo(2);
        home.type("name", OTHER).type("label", label).press("form[action='/register/another'] button");
        home.at("/register/password");
        assertThat(home.text("main")).contains(OTHER, label).doesNotContain(OWN);
        home.type("newPassword", TestServer.PASSWORD).press().at("/register/password");
        assertThat(home.find("#summary a").count())
                .as("the password tells the accounts apart")
                .isOne();
        home.type("newPassword", OTHERS_PASSWORD).press().at("/done");
        home.open("/account");
        assertThat(home.text("main")).contains(OTHER).doesNotContain(OWN);
    }

    private static void seesBothInTheChooser(Window home, String label) {
        signOut(home);
        home.open("/signin/accounts");
        assertThat(home.find(".cards > li").count()).isEqualTo(2);
        assertThat(home.text(".cards")).contains(OWN, OTHER, label);
        home.press(".cards > li:has(.badge) .btn.primary").at("/signin/confirm");
        home.type("password", TestServer.PASSWORD).press().at("/signin/confirm");
        assertThat(home.find("#summary").count())
                .as("another account's password")
                .isOne();
        home.type("password", OTHERS_PASSWORD).press().at("/account");
        assertThat(home.text("main")).contains(OTHER);
    }

    private static void signsInToEachByItsPassword(Window home, Inbox inbox) {
        signOut(home);
        home.open("/signin?another=true").type("email", inbox.address()).type("password", TestServer.PASSWORD);
        home.press().at("/account");
        assertThat(home.text("main")).contains(OWN).doesNotContain(OTHER);
    }

    private static void choosesOneForANewPassword(Window home, Inbox inbox, String label) {
        signOut(home);
        home.open("/forgot").type("email", inbox.address()).press().at("/reset/code");
        home.type("code", inbox.code()).press().at("/reset/account");
        assertThat(home.text(".cards")).contains(OWN, OTHER, label);
        // As the button of a page that has stood open since an earlier reset.
        home.find(".cards .btn.primary").first().evaluate("button => button.value = 'of-before'");
        home.press(".cards .btn.primary").at("/reset/account");
        assertThat(home.find("#summary").count()).as("nobody was chosen").isOne();
        home.press(".cards > li:has(.badge) .btn.primary").at("/reset/password");
        assertThat(home.text("main")).contains(OTHER).doesNotContain(OWN);
        home.type("newPassword", TestServer.PASSWORD).press().at("/reset/password");
        assertThat(home.find("#summary a").count()).isOne();
        home.type("newPassword", NEW_PASSWORD).press().at("/done");
        home.open("/account");
        assertThat(home.text("main")).contains(OTHER);

        signOut(home);
        home.open("/signin?another=true").type("email", inbox.address()).type("password", OTHERS_PASSWORD);
        home.press().at("/signin");
        assertThat(home.find("#summary").count()).as("the password before").isOne();
        home.type("password", TestServer.PASSWORD).press().at("/account");
        assertThat(home.text("main")).as("the other one keeps its password").contains(OWN);
    }

    private static void signOut(Window home) {
        home.open("/account").press("form[action='/signout'] button").at("/signed-out");
    }
}
