package sekisho.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;
import sekisho.server.account.LoginIdentity;
import sekisho.server.browser.Look.Screen;
import sekisho.server.hotstate.Lane;
import sekisho.server.password.Passwords;
import sekisho.server.password.Prepared;
import sekisho.server.password.RawPassword;
import sekisho.server.platform.Transactions;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.TestServer;

/// A member's life with the pages in a real browser: in both languages, on a phone and a desktop, with
/// and without JavaScript.
class MemberBrowserTest {
    private static final TestServer SERVER = TestServer.start();
    static final String MAC =
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0"
                    + " Safari/537.36";
    private static final String SECOND_PASSWORD = "midori-no-kaze-8842-yama";
    private static final String THIRD_PASSWORD = "shizuka-na-mizuumi-5519";
    private static final String LEAKED_PASSWORD = "iloveyou1";

    private static final AtomicInteger LIVES = new AtomicInteger();

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
        return Stream.of("ja", "en")
                .flatMap(language -> Stream.of(
                        new Look(language, Screen.PHONE, true, true),
                        new Look(language, Screen.PHONE, false, false),
                        new Look(language, Screen.DESKTOP, true, false),
                        new Look(language, Screen.DESKTOP, false, false)));
    }

    /// Each language on each screen, with and without JavaScript in turn: for walks that are long.
    static Stream<Look> pairs() {
        return Stream.of(
                new Look("ja", Screen.PHONE, false, false),
                new Look("ja", Screen.DESKTOP, true, false),
                new Look("en", Screen.PHONE, true, false),
                new Look("en", Screen.DESKTOP, false, false));
    }

    /// In Brazil, for each member on another network: one member's mistakes are not held against the
    /// next.
    static String abroad(int member) {
        return Addresses.SAO_PAULO.replaceFirst("\\.\\d+\\.\\d+$", "." + (9 + member) + ".10");
    }

    /// K33: nothing is asked of another origin; a code never stands on a page.
    @ParameterizedTest
    @MethodSource("looks")
    void a_member_lives_with_the_pages(Look look) {
        Life life = new Life(look);
        try (Window home = life.window(look.screen().userAgent, Addresses.TOKYO_HOME);
                Window abroad = life.window(MAC, abroad(life.number))) {
            life.registers(home);
            life.signsInOnTheUsualDevice(home);
            life.signsInAbroad(abroad);
            life.readsTheHistory(abroad);
            life.endsAllOtherSessions(home, abroad);
            life.replacesAnUnsafePassword(home, abroad);
            life.forgetsThePassword(home, abroad);
            life.isToldOfALeak(home);
        }
        assertThat(faults).isEmpty();
    }

    /// The skip link comes first, the focus is always to be seen, and no step needs a pointer.
    @Test
    void a_member_signs_in_by_keyboard_alone() {
        Look look = new Look("ja", Screen.DESKTOP, true, false);
        Life life = new Life(look);
        try (Window home = life.window(look.screen().userAgent, Addresses.TOKYO_HOME);
                Window abroad = life.window(MAC, abroad(life.number))) {
            home.open("/signin")
                    .tabTo("main .links li:nth-child(2) a")
                    .key("Enter")
                    .at("/register");
            home.tabTo("#name").keys("山田 花子").tabTo("#email").keys(life.email);
            home.tabTo("main .btn.primary").key("Enter").at("/register/code");
            home.tabTo("#code").keys("12").key("Enter").at("/register/code");
            home.tabTo("#summary a");
            home.page().keyboard().press("Enter");
            assertThat(home.page().evaluate("document.activeElement.id")).isEqualTo("code");
            home.keys(life.inbox.code()).key("Enter").at("/register/password");
            home.tabTo("#newPassword").keys(TestServer.PASSWORD).key("Enter").at("/done");
            home.tabTo("main .btn.primary").key("Enter").at("/account");

            abroad.open("/signin").tabTo("#email").keys(life.email).tabTo("#password");
            abroad.keys(TestServer.PASSWORD).tabTo("main .btn.primary").key("Enter");
            abroad.at("/signin/code").tabTo("#code").keys(life.inbox.code()).key("Enter");
            abroad.at("/done").tabTo("main .links a").key("Enter").at("/account/sign-ins");
            abroad.tabTo(".cards summary");
            abroad.page().keyboard().press("Space");
            assertThat(abroad.find(".cards ul.reasons").first().isVisible()).isTrue();
            abroad.open("/account/sessions/end-others")
                    .tabTo("main .btn.primary")
                    .key("Enter");
            abroad.at("/account/devices");

            SERVER.bean(Passwords.class).markUnsafe(life.account().id(), "operator");
            home.open("/account").at("/signin/confirm");
            home.tabTo("#password").keys(TestServer.PASSWORD).key("Enter").at("/reset");
            home.tabTo("main .btn.primary").key("Enter").at("/reset/code");
            home.tabTo("#code").keys(life.inbox.code()).key("Enter").at("/reset/password");
            home.tabTo("#newPassword").keys("short").key("Enter").at("/reset/password");
            home.tabTo("#newPassword").keys(SECOND_PASSWORD).key("Enter").at("/done");
        }
        assertThat(SERVER.bean(JdbcClient.class)
                        .sql("select count(*) from decision_record where account_id = :account and kind = 'SIGN_IN'"
                                + " and evidence -> 'browser' ->> 'hints' is not null")
                        .param("account", life.account().id())
                        .query(Integer.class)
                        .single())
                .as("the browser told at its second request what its User-Agent hides")
                .isPositive();
        assertThat(faults).isEmpty();
    }

    /// One member and the mails he got.
    private final class Life {
        private final Look look;
        private final String email = TestServer.freshEmail();
        private final int number = LIVES.incrementAndGet();
        private final Inbox inbox = new Inbox(SERVER, email);

        Life(Look look) {
            this.look = look;
        }

        Window window(String userAgent, String address) {
            return new Window(chromium.browser(), SERVER, look, userAgent, address, email, faults);
        }

        void registers(Window home) {
            home.open("/register");
            if (look.thorough()) {
                home.press().at("/register");
                assertThat(home.find("#summary li").count()).isEqualTo(2);
            }
            home.type("name", "山田 花子")
                    .type("nameKana", "やまだ はなこ")
                    .type("email", email)
                    .press()
                    .at("/register/code");
            if (look.thorough()) {
                home.type("code", "12345").press().at("/register/code");
                home.type("code", wrong(inbox.peekCode())).press().at("/register/code");
            }
            home.type("code", inbox.code()).press().at("/register/password");
            home.type("newPassword", TestServer.PASSWORD).press().at("/done");
            assertThat(home.text("main")).contains("180");
            home.press().at("/account");
            assertThat(home.text("main")).contains("山田 花子", email);
        }

        void signsInOnTheUsualDevice(Window home) {
            home.press("form[action='/signout'] button").at("/signed-out");
            home.press().at("/signin/confirm");
            assertThat(home.text("h1")).contains("山田 花子");
            if (look.thorough()) {
                home.press().at("/signin/confirm");
                home.type("password", "something-else").press().at("/signin/confirm");
                home.press("main .links li:nth-child(2) a").at("/signin");
                home.press().at("/signin");
                home.type("email", "nobody@mail.example")
                        .type("password", "something-else")
                        .press()
                        .at("/signin");
                assertThat(home.find("#email").inputValue()).isEqualTo("nobody@mail.example");
                assertThat(home.find("#password").inputValue()).isEmpty();
                home.open("/signin/accounts");
                home.find(".cards summary").click();
                home.press(".cards form[action='/signin/confirm'] button").at("/signin/confirm");
            }
            home.type("password", TestServer.PASSWORD).press().at("/account");
            assertThat(SERVER.mailbox().to(email)).hasSize(inbox.read());
        }

        /// K1: nobody gets in from abroad with the password alone.
        void signsInAbroad(Window abroad) {
            abroad.open("/account").at("/signin");
            abroad.type("email", email)
                    .type("password", TestServer.PASSWORD)
                    .press()
                    .at("/signin/code");
            assertThat(abroad.find("ul.coarse li").count()).isPositive();
            String reference = abroad.text(".genuine .ref.nb");
            abroad.picture("code");
            if (look.thorough()) {
                abroad.press().at("/signin/code");
                abroad.type("code", wrong(inbox.peekCode())).press().at("/signin/code");
                abroad.open("/signin").press("main .box a").at("/signin/code");
                inbox.code();
                abroad.find("summary").click();
                abroad.press("form[action$='resend'] button").at("/signin/code/resend");
                assertThat(abroad.find("[role=status]").count()).isPositive();
                abroad.open("/signin/code/resend?lang=" + look.language()).at("/signin/code");
            }
            String code = inbox.code();
            assertThat(inbox.last().text()).contains(reference);
            abroad.type("code", fullWidth(code)).press().at("/done");
            assertThat(abroad.text("main")).contains("180", reference);
            abroad.picture("done");
            assertThat(SERVER.mailbox().to(email)).hasSize(inbox.read());
        }

        void readsTheHistory(Window abroad) {
            abroad.press("main .links a").at("/account/sign-ins");
            Locator rows = abroad.find(".cards > li");
            assertThat(rows.count()).isGreaterThanOrEqualTo(3);
            assertThat(rows.nth(0).locator(".badge").count()).isEqualTo(2);
            assertThat(rows.nth(0).innerText()).contains(look.japanese() ? "ブラジル" : "Brazil");
            assertThat(rows.nth(1).innerText()).contains(look.japanese() ? "東京" : "Tokyo");
            rows.nth(0).locator("summary").click();
            assertThat(rows.nth(0).locator("ul.reasons > li").count()).isGreaterThan(1);
            assertThat(abroad.find("footer a[href='https://db-ip.com']").count())
                    .isEqualTo(1);
            abroad.picture("history");
            abroad.press(".cards > li p > a");
            abroad.picture("why");
            assertThat(abroad.text("main")).contains(look.japanese() ? "ブラジル" : "Brazil");
            abroad.press("main .links a").at("/account/sign-ins");
        }

        void endsAllOtherSessions(Window home, Window abroad) {
            abroad.open("/account/devices");
            assertThat(abroad.find(".cards > li").count()).isEqualTo(2);
            abroad.press("main .btn.secondary").at("/account/sessions/end-others");
            abroad.press().at("/account/devices");
            assertThat(abroad.text("[role=status]")).contains("1");
            home.open("/account").at("/signin/confirm");
            home.type("password", TestServer.PASSWORD).press().at("/account");
        }

        void replacesAnUnsafePassword(Window home, Window abroad) {
            SERVER.bean(Passwords.class).markUnsafe(account().id(), "operator");
            home.press("form[action='/signout'] button").at("/signed-out");
            home.open("/signin").type("password", TestServer.PASSWORD).press().at("/reset");
            home.picture("reset").press().at("/reset/code");
            home.type("code", inbox.code()).press().at("/reset/password");
            if (look.thorough()) {
                home.type("newPassword", "midori").picture("new-password");
                home.type("newPassword", "").press().at("/reset/password");
                home.type("newPassword", "hanako").press().at("/reset/password");
                assertThat(home.find("#rules [data-rule=min_length][data-state=bad]")
                                .count())
                        .isEqualTo(1);
                home.type("newPassword", "hanako-no-uchi-4471").press().at("/reset/password");
                assertThat(home.text("#summary")).contains("はなこ");
                home.type("newPassword", TestServer.PASSWORD).press().at("/reset/password");
            }
            home.type("newPassword", LEAKED_PASSWORD).press().at("/reset/password");
            assertThat(home.find("#newPassword").inputValue()).isEmpty();
            home.type("newPassword", SECOND_PASSWORD);
            if (look.script()) {
                home.find("button.toggle").click();
                assertThat(home.find("#newPassword").getAttribute("type")).isEqualTo("text");
                assertThat(home.find("#rules [data-state=ok]").count()).isGreaterThanOrEqualTo(2);
            }
            home.press().at("/done");

            abroad.open("/account").at("/signin/confirm");
            abroad.type("password", TestServer.PASSWORD).press().at("/signin/confirm");
        }

        void forgetsThePassword(Window home, Window abroad) {
            abroad.press("main .links a").at("/forgot");
            if (look.thorough()) {
                abroad.press().at("/forgot");
            }
            abroad.type("email", email).press().at("/reset/code");
            abroad.type("code", inbox.code()).press().at("/reset/password");
            abroad.type("newPassword", THIRD_PASSWORD).press().at("/done");
            home.open("/account").at("/signin/confirm");
        }

        void isToldOfALeak(Window home) {
            leak();
            home.open("/signin").type("password", LEAKED_PASSWORD).press().at("/reset");
            home.press().at("/reset/code");
            home.type("code", inbox.code()).press().at("/reset/password");
            home.type("newPassword", "aoi-sora-to-umi-no-3071").press().at("/done");
        }

        private void leak() {
            Account account = account();
            Passwords passwords = SERVER.bean(Passwords.class);
            LoginIdentity address = SERVER.bean(Accounts.class).addressOf(account);
            if (passwords.prepare(account.id(), address, RawPassword.of(LEAKED_PASSWORD), Lane.UNKNOWN)
                    instanceof Prepared.Ready ready) {
                SERVER.bean(Transactions.class).inOne(() -> {
                    passwords.store(account.id(), ready.hashed());
                    return true;
                });
            }
        }

        private Account account() {
            Accounts accounts = SERVER.bean(Accounts.class);
            return accounts.find(accounts.lookUp(EmailAddress.parse(email).orElseThrow())
                            .accountId())
                    .orElseThrow();
        }
    }

    private static String wrong(String code) {
        return code.equals("123456") ? "654321" : "123456";
    }

    private static String fullWidth(String digits) {
        return digits.chars()
                .map(digit -> digit - '0' + '０')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
