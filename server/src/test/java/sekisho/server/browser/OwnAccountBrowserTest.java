package sekisho.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sekisho.server.account.EmailAddress;
import sekisho.server.browser.Look.Screen;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.TestMailbox;
import sekisho.server.testing.TestServer;

/// What a member does with an account of his own, in a real browser: in both languages, on a phone and a
/// desktop, with and without JavaScript.
class OwnAccountBrowserTest {
    private static final TestServer SERVER = TestServer.start();
    private static final Pattern REFERENCE = Pattern.compile("(?:照合番号　|Reference +)([0-9A-Z]{2}-[0-9A-Z]{4})");
    private static final String NEW_PASSWORD = "midori-no-kaze-8842-yama";
    private static final String NAME = "山田 花子";

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

    /// Axe judges these pages in all their states in PagesTest.
    @ParameterizedTest
    @MethodSource("sekisho.server.browser.MemberBrowserTest#pairs")
    void a_member_finds_out_what_happened_and_has_it_as_he_likes(Look look) {
        Life life = new Life(look);
        try (Window home = life.home();
                Window abroad = life.abroad()) {
            home.register();
            life.inbox.code();
            life.isGreetedHiddenAndShownAgain(home);
            life.checksWhetherAMailIsGenuine(abroad);
            life.asksWhy(abroad);
            life.isToldWhyTheSignInEnded(home, abroad);
            life.changesTheProfileAndTakesTheDataAlong(home);
            life.changesTheAddressAndHasItBack(home, abroad);
            life.makesTheDeviceForget(home);
            life.deletesTheAccount(home);
        }
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sekisho.server.browser.MemberBrowserTest#pairs")
    void a_member_comes_back_without_the_mailbox_and_stops_somebody_who_tries_the_same(Look look) {
        Life life = new Life(look);
        Inbox fresh = new Inbox(SERVER, TestServer.freshEmail());
        Inbox strangers = new Inbox(SERVER, TestServer.freshEmail());
        try (Window home = life.home();
                Window lost = life.window(MemberBrowserTest.MAC, Addresses.TOKYO_OFFICE);
                Window abroad = life.abroad()) {
            home.register();
            String saved = life.savesRecoveryCodes(home);
            life.comesBackWithACode(lost, saved, fresh);
            home.open("/account").at("/signin");
            life.asksToWait(abroad, fresh.address(), strangers);
            life.stopsIt(lost);
        }
        assertThat(faults).isEmpty();
    }

    /// No step needs a pointer, and the focus is always to be seen.
    @Test
    void a_member_hides_stops_and_checks_by_keyboard_alone() {
        Life life = new Life(new Look("ja", Screen.DESKTOP, true, false));
        Inbox strangers = new Inbox(SERVER, TestServer.freshEmail());
        try (Window home = life.home();
                Window abroad = life.abroad()) {
            home.register();
            home.open("/account").tabTo("form[action='/signout'] button").key("Enter");
            home.at("/signed-out").tabTo("main .btn.primary").key("Enter").at("/signin/confirm");
            home.tabTo("main .links li:nth-child(3) a").key("Enter").at("/signin/accounts");
            home.tabTo(".cards summary").page().keyboard().press("Space");
            home.tabTo("form[action='/signin/accounts/hide'] button").key("Enter");
            home.at("/signin/accounts").tabTo("main > .btn.secondary").key("Enter");
            home.at("/signin").tabTo("#email").keys(life.inbox.address()).tabTo("#password");
            home.keys(TestServer.PASSWORD).key("Enter").at("/account");

            life.asksToWait(abroad, life.inbox.address(), strangers);
            home.open("/account").tabTo("form[action='/account/recovery/stop'] button");
            home.key("Enter").at("/account");
            assertThat(home.find("[role=status]").count()).isOne();

            home.open("/verify-mail").tabTo("#number").key("Enter").at("/verify-mail");
            home.tabTo("#summary a").page().keyboard().press("Enter");
            assertThat(home.page().evaluate("document.activeElement.id")).isEqualTo("number");
            home.keys("22-2222").key("Enter").at("/verify-mail");
        }
        assertThat(faults).isEmpty();
    }

    /// One member.
    private final class Life {
        private final Look look;
        private final Inbox inbox = new Inbox(SERVER, TestServer.freshEmail());
        private final int number = LIVES.incrementAndGet();

        Life(Look look) {
            this.look = look;
        }

        Window home() {
            return window(look.screen().userAgent, Addresses.TOKYO_HOME);
        }

        Window abroad() {
            return window(MemberBrowserTest.MAC, MemberBrowserTest.abroad(number));
        }

        Window window(String userAgent, String address) {
            return new Window(chromium.browser(), SERVER, look, userAgent, address, inbox.address(), faults);
        }

        private String word(String japanese, String english) {
            return look.japanese() ? japanese : english;
        }

        void isGreetedHiddenAndShownAgain(Window home) {
            String label = word("家族用", "Family");
            home.open("/account/this-device").type("label", "あ".repeat(21)).press();
            assertThat(home.find("#summary a").count()).isOne();
            home.type("label", label).press().at("/account/this-device");
            assertThat(home.find("[role=status]").count()).isOne();
            home.press("main .links li:last-child a").at("/account");
            home.press("form[action='/signout'] button").at("/signed-out");

            home.press().at("/signin/confirm");
            assertThat(home.text("h1")).contains(NAME);
            assertThat(home.text("main")).contains(label).doesNotContain(inbox.address());
            home.press("main .links li:nth-child(3) a").at("/signin/accounts");
            assertThat(home.text(".cards")).contains(NAME, label).doesNotContain(inbox.address());
            home.find(".cards summary").click();
            home.press("form[action='/signin/accounts/hide'] button").at("/signin/accounts");
            assertThat(home.find(".cards > li").count()).isZero();

            home.open("/signin").at("/signin");
            assertThat(home.page().content()).doesNotContain(NAME);
            home.type("email", inbox.address()).type("password", TestServer.PASSWORD);
            home.press().at("/account").open("/account/this-device");
            home.find("label.check").click();
            home.press().at("/account/this-device");
            home.open("/account").press("form[action='/signout'] button").at("/signed-out");
            home.press().at("/signin/confirm").type("password", TestServer.PASSWORD);
            home.press().at("/account");
        }

        void checksWhetherAMailIsGenuine(Window abroad) {
            abroad.open("/account").at("/signin");
            abroad.type("email", inbox.address()).type("password", TestServer.PASSWORD);
            abroad.press().at("/signin/code");
            String code = inbox.code();
            String reference = reference(inbox);

            abroad.press(".genuine a").at("/verify-mail").press().at("/verify-mail");
            assertThat(abroad.find("#summary a").count()).isOne();
            abroad.type("number", reference.toLowerCase(Locale.ROOT)).press();
            assertThat(abroad.text("main")).contains(reference);
            assertThat(abroad.find(".cards > li").count()).isOne();
            abroad.type("number", "22-2222").press("form[action='/verify-mail'] button");
            assertThat(abroad.find(".cards > li").count()).isZero();
            assertThat(abroad.text("h1")).contains(word("送っていません", "sent no mail"));

            abroad.open("/signin").press("main .box a").at("/signin/code");
            assertThat(abroad.text(".genuine .ref.nb")).isEqualTo(reference);
            abroad.type("code", code).press().at("/done");

            abroad.press().at("/account").press("main a[href='/account/messages']");
            assertThat(abroad.at("/account/messages").text(".cards > li")).contains(reference);
            abroad.press(".cards > li a");
            assertThat(abroad.text("main")).contains(reference, "●●●●●●");
        }

        void asksWhy(Window abroad) {
            abroad.open("/account/sign-ins").press(".cards > li p > a");
            String why = URI.create(abroad.page().url()).getPath();
            assertThat(abroad.text("main")).contains(reference(inbox), word("ブラジル", "Brazil"), "180");
            abroad.press("form[action$='/label'] button").at(why);
            assertThat(abroad.find("[role=status]").count()).isOne();
            abroad.press("form[action$='/take-back'] button").at(why);
            abroad.press("form[action$='/label'] button").at(why);
            abroad.press("main .links a").at("/account/sign-ins");
            assertThat(abroad.text(".cards > li")).contains(word("この判断はおかしい", "judged wrongly"));
        }

        void isToldWhyTheSignInEnded(Window home, Window abroad) {
            abroad.open("/account/sessions/end-others").press().at("/account/devices");
            home.open("/account").at("/signin/confirm");
            assertThat(home.text("main .lead")).contains(word("別の端末から終了", "from another device"));
            home.press().at("/signin/confirm");
            home.type("password", TestServer.PASSWORD).press().at("/account");
        }

        void changesTheProfileAndTakesTheDataAlong(Window home) {
            home.press("main a[href='/account/profile']").at("/account/profile");
            home.type("name", "").type("phone", "x").press().at("/account/profile");
            assertThat(home.find("#summary a").count()).isEqualTo(2);
            home.type("name", "山田 華子").type("phone", "03-1234-5678");
            home.find("fieldset label:has(input[value=" + look.language() + "])")
                    .click();
            home.press().at("/account/profile");
            assertThat(home.find("[role=status]").count()).isOne();

            home.press("main a[href='/account/data']").at("/account/data");
            home.press();
            assertThat(home.find("#summary a").count()).isOne();
            for (int time = 1; time <= 2; time++) {
                home.type("password", TestServer.PASSWORD);
                assertThat(download(home)).as(time + ". time").contains(inbox.address(), "山田 華子");
            }
        }

        private String download(Window home) {
            Download file = home.page()
                    .waitForDownload(() -> home.find("main .btn.primary").click());
            try {
                return Files.readString(file.path());
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        /// Both mailboxes are proved; the one before has the account back, and then takes a new password.
        void changesTheAddressAndHasItBack(Window home, Window abroad) {
            Inbox next = new Inbox(SERVER, TestServer.freshEmail());
            home.open("/account/email").press().at("/account/email");
            assertThat(home.find("#summary a").count()).isEqualTo(2);
            home.type("email", next.address()).type("password", TestServer.PASSWORD);
            home.press().at("/account/email/code");
            home.type("code", "12345").press().at("/account/email/code");
            assertThat(home.find("#summary a").count()).isOne();
            home.open("/account/email/code").type("code", inbox.code());
            home.press().at("/account/email/code");
            assertThat(home.text("main")).contains(next.address());
            home.type("code", next.code()).press().at("/account/email/code");
            assertThat(home.text("[role=status]")).contains("14");
            assertThat(home.text("main")).contains(next.address());

            inbox.next();
            abroad.open("/forgot").press("main .links a[href='/email-undo']").at("/email-undo");
            abroad.press().at("/email-undo");
            assertThat(abroad.find("#summary a").count()).isEqualTo(2);
            abroad.type("email", inbox.address()).type("reference", reference(inbox));
            abroad.press().at("/email-undo");
            abroad.type("code", "12345").press().at("/email-undo/code");
            assertThat(abroad.find("#summary a").count()).isOne();
            abroad.type("code", inbox.code()).press().at("/email-undo/code");
            assertThat(abroad.text("main")).contains(inbox.address());

            home.open("/signin").at("/signin");
            home.type("email", inbox.address()).type("password", TestServer.PASSWORD);
            home.press().at("/reset");
            home.press().at("/reset/code").type("code", inbox.code()).press();
            home.at("/reset/password").type("newPassword", NEW_PASSWORD).press().at("/done");
        }

        void makesTheDeviceForget(Window home) {
            home.open("/account/this-device");
            home.press("form[action='/signout/remove'] button").at("/signed-out");
            home.press().at("/signin");
            assertThat(home.page().content()).doesNotContain("山田");
            home.type("email", inbox.address()).type("password", NEW_PASSWORD);
            home.press().at("/account");
        }

        /// In a browser that isn't remembered, the mailbox has to be proved besides.
        void deletesTheAccount(Window home) {
            home.open("/account/data").press("main a[href='/account/delete']").at("/account/delete");
            home.press("form[action='/account/delete/code'] button").at("/account/delete");
            home.press().at("/account/delete");
            assertThat(home.find("#summary a").count()).isEqualTo(2);
            home.type("code", inbox.code())
                    .type("password", TestServer.PASSWORD)
                    .press();
            assertThat(home.at("/account/delete").find("#summary a").count()).isOne();
            home.type("code", TestMailbox.codeIn(inbox.last())).type("password", NEW_PASSWORD);
            home.press().at("/account/delete");
            assertThat(home.text("h1")).contains(word("削除しました", "is deleted"));
            assertThat(home.find("dl.facts dt").count()).isGreaterThan(5);
            home.open("/account").at("/signin");
            assertThat(home.page().content()).doesNotContain("山田");
        }

        String savesRecoveryCodes(Window home) {
            home.open("/account").press("main a[href='/account/recovery-codes']");
            home.at("/account/recovery-codes").press().at("/account/recovery-codes");
            assertThat(home.find("#summary a").count()).isOne();
            home.type("password", TestServer.PASSWORD).press().at("/account/recovery-codes");
            assertThat(home.find(".saved-codes > li").count()).isEqualTo(10);
            return home.text(".saved-codes > li");
        }

        void comesBackWithACode(Window lost, String saved, Inbox fresh) {
            lost.open("/signin").press("main .links a[href='/forgot']").at("/forgot");
            lost.press("main .links a[href='/recover']").at("/recover");
            lost.press().at("/recover/code").press().at("/recover/code");
            assertThat(lost.find("#summary a").count()).isEqualTo(2);
            lost.type("email", inbox.address());
            lost.type("recoveryCode", saved.replace("-", " ").toLowerCase(Locale.ROOT));
            lost.press().at("/recover/address").press().at("/recover/address");
            assertThat(lost.find("#summary a").count()).isOne();
            lost.open("/signin").press("main .box a").at("/recover/address");
            lost.type("newEmail", fresh.address()).press().at("/recover/address/code");
            lost.type("code", fresh.code()).press().at("/recover/password");
            lost.type("newPassword", "short").press().at("/recover/password");
            lost.type("newPassword", NEW_PASSWORD).press().at("/done");
            lost.press().at("/account");
            assertThat(lost.text("main")).contains(fresh.address());
        }

        void asksToWait(Window abroad, String email, Inbox strangers) {
            abroad.open("/recover").press("main a[href='/recover/wait']").at("/recover/wait");
            abroad.press().at("/recover/wait");
            assertThat(abroad.find("#summary a").count()).isEqualTo(2);
            abroad.type("email", email).type("newEmail", strangers.address());
            abroad.press().at("/recover/address/code");
            abroad.type("code", strangers.code()).press().at("/recover/waiting");
            assertThat(abroad.text("main"))
                    .contains(EmailAddress.mask(strangers.address()))
                    .doesNotContain(NAME);
        }

        void stopsIt(Window owner) {
            owner.open("/account");
            assertThat(owner.text("main section.reason")).contains(word("ブラジル", "Brazil"));
            owner.press("form[action='/account/recovery/stop'] button").at("/account");
            assertThat(owner.find("[role=status]").count()).isOne();
            assertThat(owner.find("form[action='/account/recovery/stop']").count())
                    .isZero();
        }
    }

    private static String reference(Inbox inbox) {
        Matcher reference = REFERENCE.matcher(inbox.last().text());
        assertThat(reference.find()).isTrue();
        return reference.group(1);
    }
}
