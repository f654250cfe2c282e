package sekisho.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;
import sekisho.server.platform.AccountToken;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// Browsers that are known and not signed in: greeted by name, told why the password is asked, with a
/// choice among several accounts, and made to forget.
class RecognisedTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String NEW_PASSWORD = "midori-no-kaze-8842-yama";
    private static final String ASKED_AGAIN = "山田 花子 さん、もう一度パスワードを入れてください";
    private static final String WRONG = "メールアドレスかパスワードが違います。どちらが違うかは、安全のためお知らせしていません";
    private static final String STALE = "この端末の記録が古くなりました。もう一度サインインしてください";
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
    private static final Pattern HANDLE = Pattern.compile("name=\"account\" value=\"([^\"]+)\"");

    @Test
    void who_signed_out_is_greeted_by_name_and_gets_in_with_the_password_alone() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        new Walk(SERVER, member.browser()).signOut();

        Walk.expect(member.browser().get("/signin"), "/signin/confirm");
        Answer page = member.browser().get("/signin/confirm");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains(ASKED_AGAIN, "この端末ではサインインしていないため", EmailAddress.mask(member.email()))
                .containsPattern("<input id=\"username\"[^>]*autocomplete=\"username\" readonly")
                .doesNotContain(member.email(), ledger.accountId().toString());
        Walk.expect(new Walk(SERVER, member.browser()).confirm(TestServer.PASSWORD), "/account");
        assertThat(ledger.latestRecognition()).isEqualTo("RECOGNISED");
        assertThat(member.browser().get("/account").body()).contains("山田 花子");
    }

    @Test
    void the_page_that_was_wanted_is_reached_in_the_end() {
        Member member = SERVER.register();
        new Walk(SERVER, member.browser()).signOut();

        Answer page = member.browser().open("/account/devices");
        assertThat(page.raw().uri().toString()).endsWith("/signin/confirm?return_to=/account/devices");
        Answer in = member.browser()
                .post(
                        "/signin/confirm",
                        Map.of(
                                "account",
                                handles(page).getFirst(),
                                "password",
                                TestServer.PASSWORD,
                                "return_to",
                                "/account/devices"));

        Walk.expect(in, "/account/devices");
    }

    // The causes

    @ParameterizedTest
    @CsvSource({"ja,180日間使われていなかったため", "en,because it was not used for 180 days"})
    void who_comes_back_after_half_a_year_is_told_that_the_session_was_not_used(String language, String text) {
        Member member = SERVER.register();
        new Walk(SERVER, member.browser()).signOut();
        Walk.expect(new Walk(SERVER, member.browser()).confirm(TestServer.PASSWORD), "/account");
        Ledger ledger = Ledger.of(SERVER, member.email());
        ledger.away(24 * 181);
        member.browser().with("Accept-Language", language);

        Answer page = member.browser().open("/account");

        assertThat(page.body()).contains("山田 花子", text);
        Answer in = new Walk(SERVER, member.browser()).confirm(page, TestServer.PASSWORD);
        assertThat(in.status()).isIn(302, 303);
        assertThat(ledger.latestRecognition())
                .as("greeted, but no longer recognised")
                .isEqualTo("UNKNOWN");
    }

    @Test
    void without_the_session_cookie_the_browser_still_says_that_it_was_not_used() {
        Member member = SERVER.register();
        Ledger.of(SERVER, member.email()).away(24 * 200);
        member.browser().cookies().remove("sekisho-session");

        assertThat(member.browser().open("/signin").body()).contains(ASKED_AGAIN, "180日間使われていなかったため");
    }

    @Test
    void cookies_are_kept_for_half_a_year_and_three_months() {
        Member member = SERVER.register();
        new Walk(SERVER, member.browser()).signOut();

        Answer in = new Walk(SERVER, member.browser()).confirm(TestServer.PASSWORD);

        String kept = "Max-Age=" + 24 * 3600 * 270;
        assertThat(in.raw().headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("sekisho-session=") && cookie.contains(kept))
                .anyMatch(cookie -> cookie.startsWith("sekisho-device=") && cookie.contains(kept));
    }

    @ParameterizedTest
    @CsvSource({"ja,半日ほど使われていなかったため", "en,not used for about half a day"})
    void who_did_not_stay_signed_in_is_told_the_next_day(String language, String text) {
        Member member = SERVER.register();
        new Walk(SERVER, member.browser()).signOut();
        new Walk(SERVER, member.browser()).signIn(member.email(), TestServer.PASSWORD);
        Ledger ledger = Ledger.of(SERVER, member.email());
        ledger.away(13);
        member.browser().with("Accept-Language", language);

        assertThat(member.browser().open("/account").body()).contains("山田 花子", text);
        Walk.expect(new Walk(SERVER, member.browser()).confirm(TestServer.PASSWORD), "/account");
        assertThat(ledger.latestRecognition()).isEqualTo("RECOGNISED");
    }

    @ParameterizedTest
    @CsvSource({"ja,別の場所でパスワードが変わったため", "en,because the password was changed elsewhere"})
    void a_password_that_was_changed_elsewhere_is_named(String language, String text) {
        Member member = SERVER.register();
        changePassword(member);
        member.browser().with("Accept-Language", language);

        Answer page = member.browser().open("/account");

        assertThat(page.body()).contains("山田 花子", text);
        assertThat(new Walk(SERVER, member.browser())
                        .confirm(page, TestServer.PASSWORD)
                        .status())
                .isEqualTo(422);
        assertThat(new Walk(SERVER, member.browser()).confirm(NEW_PASSWORD).status())
                .isIn(302, 303);
        assertThat(Ledger.of(SERVER, member.email()).latestRecognition())
                .as("a copied cookie dies with the password")
                .isEqualTo("UNKNOWN");
    }

    @ParameterizedTest
    @CsvSource({"ja,別の端末から終了されたため", "en,was ended from another device"})
    void a_session_that_was_ended_from_another_device_says_so(String language, String text) {
        Member member = SERVER.register();
        Visitor other = signedInElsewhere(member);
        other.get("/account/sessions/end-others");
        Walk.expect(other.post("/account/sessions/end-others", Map.of()), "/account/devices");
        member.browser().with("Accept-Language", language);

        assertThat(member.browser().open("/account").body()).contains("山田 花子", text);
        Walk.expect(new Walk(SERVER, member.browser()).confirm(TestServer.PASSWORD), "/account");
    }

    @ParameterizedTest
    @CsvSource({"ja,はじめとは違う回線と違うブラウザーから同時に使われたため", "en,from a different network and a different browser"})
    void a_session_that_looked_unusual_says_so_and_the_password_stays(String language, String text) {
        Member member = SERVER.register();
        member.browser()
                .copy()
                .from(Addresses.SAO_PAULO)
                .with("User-Agent", FIREFOX)
                .get("/account");
        member.browser().with("Accept-Language", language);

        assertThat(member.browser().open("/account").body()).contains("山田 花子", text);
        Walk.expect(new Walk(SERVER, member.browser()).confirm(TestServer.PASSWORD), "/account");
        assertThat(member.browser().get("/account").status()).isEqualTo(200);
    }

    @Test
    void a_browser_that_was_never_proved_is_told_the_cause_without_a_name() {
        Member member = SERVER.register();
        Visitor unproved = SERVER.visitor();
        Walk.expect(new Walk(SERVER, unproved).signIn(member.email(), TestServer.PASSWORD), "/account");
        int noted = SERVER.mailbox().await(member.email(), 2).size();
        changePassword(member, noted + 1);

        Answer page = unproved.open("/account");

        assertThat(page.raw().uri().getPath()).isEqualTo("/signin");
        assertThat(page.body()).contains("別の場所でパスワードが変わったため").doesNotContain("山田");
    }

    // A wrong password

    @Test
    void a_wrong_password_is_answered_and_counted_as_on_the_plain_form() {
        Member member = SERVER.register();
        new Walk(SERVER, member.browser()).signOut();
        Ledger ledger = Ledger.of(SERVER, member.email());

        Answer confirm = new Walk(SERVER, member.browser()).confirm("not-the-password-1");
        int counted = guesses(ledger);
        Answer plain = new Walk(SERVER, member.browser()).signIn(member.email(), "not-the-password-2");

        assertThat(confirm.status()).isEqualTo(plain.status()).isEqualTo(422);
        assertThat(confirm.body()).contains(WRONG, ASKED_AGAIN);
        assertThat(plain.body()).contains(WRONG);
        assertThat(counted).isPositive();
        assertThat(guesses(ledger)).isEqualTo(2 * counted);
        assertThat(ledger.used("PASSWORD/PT1H"))
                .as("not in the strangers' lane")
                .isZero();
        member.browser().with("Accept-Language", "en");
        assertThat(new Walk(SERVER, member.browser())
                        .confirm("not-the-password-3")
                        .body())
                .contains("The e-mail address or password is not correct. For safety we do not say which");
        assertThat(new Walk(SERVER, member.browser()).confirm("").body()).contains("Enter your password.");
    }

    /// K41
    @Test
    void k41_a_disabled_account_is_greeted_and_refused_like_a_wrong_password() {
        Member member = SERVER.register();
        new Walk(SERVER, member.browser()).signOut();
        SERVER.bean(Accounts.class).disable(Ledger.of(SERVER, member.email()).accountId());

        Answer answer = new Walk(SERVER, member.browser()).confirm(TestServer.PASSWORD);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains(WRONG, ASKED_AGAIN);
    }

    // Several accounts

    @Test
    void of_two_accounts_in_one_browser_each_can_be_chosen_and_its_own_password_opens_it() {
        Member first = SERVER.register();
        first.browser().get("/account/this-device");
        first.browser().post("/account/this-device", Map.of("label", "家族用"));
        String second = secondAccount(first.browser());

        Answer chooser = first.browser().open("/account/devices");

        assertThat(chooser.raw().uri().getPath()).isEqualTo("/signin/accounts");
        assertThat(chooser.body())
                .contains("どのアカウントを使いますか", "山田 花子", "家族用", "佐藤 次郎")
                .contains(EmailAddress.mask(first.email()), EmailAddress.mask(second))
                .doesNotContain(first.email(), second)
                .doesNotContain(Ledger.of(SERVER, first.email()).accountId().toString())
                .doesNotContain(Ledger.of(SERVER, second).accountId().toString());
        List<String> handles = handles(chooser);
        assertThat(handles).hasSize(2);
        Answer page = first.browser().get("/signin/confirm?account=" + handles.get(1) + "&return_to=/account/devices");
        assertThat(page.body()).contains(ASKED_AGAIN, "家族用");
        Walk.expect(
                first.browser()
                        .post(
                                "/signin/confirm",
                                Map.of(
                                        "account",
                                        handles.get(1),
                                        "password",
                                        TestServer.PASSWORD,
                                        "return_to",
                                        "/account/devices")),
                "/account/devices");
        assertThat(first.browser().get("/account").body()).contains(first.email());

        new Walk(SERVER, first.browser()).signOut();
        Answer other = first.browser().get("/signin/confirm?account=" + handle(first.browser(), "佐藤 次郎"));
        assertThat(other.body()).contains("佐藤 次郎 さん、もう一度パスワードを入れてください");
        assertThat(new Walk(SERVER, first.browser())
                        .confirm(other, TestServer.PASSWORD)
                        .status())
                .as("the other account's password")
                .isEqualTo(422);
        Walk.expect(new Walk(SERVER, first.browser()).confirm(other, NEW_PASSWORD), "/account");
        assertThat(first.browser().get("/account").body()).contains(second);
    }

    @Test
    void of_two_accounts_the_one_whose_session_ended_is_meant() {
        Member first = SERVER.register();
        String second = secondAccount(first.browser());
        Answer page = first.browser().get("/signin/confirm?account=" + handle(first.browser(), "佐藤 次郎"));
        Walk.expect(new Walk(SERVER, first.browser()).confirm(page, NEW_PASSWORD), "/account");
        Ledger.of(SERVER, second).away(24 * 181);

        assertThat(first.browser().open("/account").body())
                .contains("佐藤 次郎 さん、もう一度パスワードを入れてください", "180日間使われていなかったため", "/signin/accounts");
    }

    @Test
    void another_account_can_be_used_from_the_page_that_greets() {
        Member member = SERVER.register();
        Member friend = SERVER.register();
        new Walk(SERVER, member.browser()).signOut();
        assertThat(member.browser().open("/signin").body()).contains("href=\"/signin?another=true\"", "別のアカウントを使う");

        Answer form = member.browser().get("/signin?another=true&return_to=/account/devices");

        assertThat(form.status()).isEqualTo(200);
        assertThat(form.body())
                .contains("id=\"email\"", "value=\"/account/devices\"")
                .doesNotContain("山田");
        assertThat(new Walk(SERVER, member.browser())
                        .signIn(friend.email(), TestServer.PASSWORD)
                        .status())
                .isIn(302, 303);
    }

    // Taken away, hidden, called

    @Test
    void an_account_that_is_removed_from_the_browser_is_neither_greeted_nor_recognised() {
        Member member = SERVER.register();
        String second = secondAccount(member.browser());
        Visitor copied = member.browser().copy();

        Walk.expect(
                member.browser().post("/signin/accounts/remove", Map.of("account", handle(member.browser(), "山田 花子"))),
                "/signin/accounts");

        assertThat(member.browser().open("/signin").body()).contains("佐藤 次郎 さん").doesNotContain("山田");
        assertThat(copied.open("/signin").body()).doesNotContain("山田");
        new Walk(SERVER, copied).signIn(member.email(), TestServer.PASSWORD);
        assertThat(Ledger.of(SERVER, member.email()).latestRecognition()).isEqualTo("UNKNOWN");
        Walk.expect(
                member.browser().post("/signin/accounts/remove", Map.of("account", handle(member.browser(), "佐藤 次郎"))),
                "/signin/accounts");
        assertThat(member.browser().get("/signin/accounts").body()).contains("この端末に名前を表示するアカウントはありません");
        assertThat(member.browser().open("/signin").body())
                .contains("id=\"email\"")
                .doesNotContain("佐藤", second);
        assertThat(member.browser().cookies()).doesNotContainKey("sekisho-device");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_hidden_name_is_nowhere_before_the_sign_in_and_the_browser_stays_recognised(boolean signedIn) {
        Member member = SERVER.register();
        if (signedIn) {
            member.browser().get("/account/this-device");
            assertThat(member.browser()
                            .post("/account/this-device", Map.of("label", "", "hide_name", "true"))
                            .body())
                    .contains("変更しました", "value=\"true\" checked");
            new Walk(SERVER, member.browser()).signOut();
        } else {
            new Walk(SERVER, member.browser()).signOut();
            member.browser().get("/signin/accounts");
            member.browser().post("/signin/accounts/hide", Map.of("account", handle(member.browser(), "山田 花子")));
        }

        for (String page : List.of("/signin", "/signin/confirm", "/signin/accounts", "/signed-out")) {
            assertThat(member.browser().open(page).body())
                    .as(page)
                    .doesNotContain("山田", EmailAddress.mask(member.email()));
        }
        assertThat(member.browser().open("/signin").body()).contains("id=\"email\"");
        Walk.expect(new Walk(SERVER, member.browser()).signIn(member.email(), TestServer.PASSWORD), "/account");
        assertThat(Ledger.of(SERVER, member.email()).latestRecognition()).isEqualTo("RECOGNISED");
        member.browser().get("/account/this-device");
        member.browser().post("/account/this-device", Map.of("label", ""));
        new Walk(SERVER, member.browser()).signOut();
        assertThat(member.browser().open("/signin").body()).contains(ASKED_AGAIN);
    }

    @Test
    void an_account_is_called_what_its_owner_calls_it() {
        Member member = SERVER.register();
        member.browser().get("/account/this-device");
        assertThat(member.browser()
                        .post("/account/this-device", Map.of("label", "あ".repeat(21)))
                        .body())
                .contains("呼び名は20文字までです");
        member.browser().post("/account/this-device", Map.of("label", "  <b>仕事用</b> "));
        new Walk(SERVER, member.browser()).signOut();

        for (String page : List.of("/signin/confirm", "/signin/accounts")) {
            assertThat(member.browser().get(page).body())
                    .contains("&lt;b&gt;仕事用&lt;/b&gt;")
                    .doesNotContain("<b>仕事用");
        }
    }

    @Test
    void signing_out_and_removing_leaves_nothing_in_the_browser() {
        Member member = SERVER.register();
        Visitor kept = member.browser().copy();
        member.browser().get("/account/this-device");

        Walk.expect(member.browser().post("/signout/remove", Map.of()), "/signed-out");

        assertThat(member.browser().get("/signed-out").body()).contains("この端末には、アカウントの記録を残していません");
        assertThat(member.browser().cookies())
                .doesNotContainKeys("sekisho-session", "sekisho-device", "sekisho-attempt");
        assertThat(kept.open("/account").body())
                .as("nor for who kept its cookies")
                .contains("id=\"email\"")
                .doesNotContain("山田");
        new Walk(SERVER, kept).signIn(member.email(), TestServer.PASSWORD);
        assertThat(Ledger.of(SERVER, member.email()).latestRecognition()).isEqualTo("UNKNOWN");
    }

    // Handles and cookies of others

    @Test
    void a_handle_that_is_unknown_here_leads_to_the_plain_form() {
        Member member = SERVER.register();
        new Walk(SERVER, member.browser()).signOut();
        Member other = SERVER.register();
        new Walk(SERVER, other.browser()).signOut();
        String foreign = handle(other.browser(), "山田 花子");
        member.browser().open("/signin");

        for (String handle : List.of("", "x", foreign, "0b2c7f3e-0000-4000-8000-000000000000")) {
            Answer looked = member.browser().get("/signin/confirm?account=" + handle);
            Answer sent = member.browser()
                    .post("/signin/confirm", Map.of("account", handle, "password", TestServer.PASSWORD));
            assertThat(looked.body()).as(handle).contains(STALE, "id=\"email\"").doesNotContain("山田");
            assertThat(sent.status()).as(handle).isEqualTo(422);
            assertThat(sent.body()).as(handle).contains(STALE, "id=\"email\"").doesNotContain("山田");
        }
        member.browser().post("/signin/accounts/remove", Map.of("account", foreign));
        assertThat(other.browser().open("/signin").body()).contains(ASKED_AGAIN);
        member.browser().with("Accept-Language", "en");
        assertThat(member.browser().get("/signin/confirm?account=x").body())
                .contains("What this device remembered is out of date. Please sign in again");
    }

    @Test
    void k50_a_copied_device_cookie_shows_the_name_and_the_masked_address_and_no_more() {
        Member member = SERVER.register();
        new Walk(SERVER, member.browser()).signOut();
        Visitor thief = SERVER.visitor().from(Addresses.SAO_PAULO).with("User-Agent", FIREFOX);
        thief.cookies().put("sekisho-device", member.browser().cookies().getOrDefault("sekisho-device", ""));

        Answer page = thief.open("/signin");

        assertThat(page.body())
                .contains("山田 花子", EmailAddress.mask(member.email()))
                .doesNotContain(member.email());
        Walk.expect(new Walk(SERVER, thief).confirm(page, TestServer.PASSWORD), "/signin/code");
        assertThat(Ledger.of(SERVER, member.email()).latestRecognition()).isEqualTo("FOREIGN_CONTEXT");
    }

    @Test
    void k48_a_made_up_device_cookie_greets_nobody() {
        Member member = SERVER.register();
        Visitor forger = SERVER.visitor();
        forger.cookies()
                .put(
                        "sekisho-device",
                        AccountToken.random(Ledger.of(SERVER, member.email()).accountId())
                                .text());

        assertThat(forger.get("/signin").status()).isEqualTo(200);
        assertThat(forger.get("/signin/accounts").body()).doesNotContain("山田");
    }

    @Test
    void k45_the_password_alone_gives_new_cookies_and_the_old_ones_die() {
        Member member = SERVER.register();
        new Walk(SERVER, member.browser()).signOut();
        Answer page = member.browser().open("/signin");
        Visitor planted = member.browser().copy();

        Walk.expect(new Walk(SERVER, member.browser()).confirm(page, TestServer.PASSWORD), "/account");
        member.browser().get("/account");

        planted.cookies()
                .forEach((name, value) -> assertThat(member.browser().cookies().get(name))
                        .as(name)
                        .isNotEqualTo(value));
        assertThat(planted.get("/account").redirectsTo("/signin")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sec-Fetch-Site: cross-site", "Origin: https://evil.example"})
    void k46_no_other_site_signs_in_out_or_makes_a_browser_forget(String header) {
        Member member = SERVER.register();
        member.browser().get("/account/this-device");
        Visitor forged = member.browser().copy().with(header.split(": ")[0], header.split(": ")[1]);

        assertThat(forged.post("/signout/remove", Map.of()).status()).isEqualTo(403);
        assertThat(forged.post("/account/this-device", Map.of("hide_name", "true"))
                        .status())
                .isEqualTo(403);
        new Walk(SERVER, member.browser()).signOut();
        String handle = handle(member.browser(), "山田 花子");
        Visitor out = member.browser().copy().with(header.split(": ")[0], header.split(": ")[1]);
        assertThat(out.post("/signin/confirm", Map.of("account", handle, "password", TestServer.PASSWORD))
                        .status())
                .isEqualTo(403);
        assertThat(out.post("/signin/accounts/remove", Map.of("account", handle))
                        .status())
                .isEqualTo(403);
        assertThat(out.post("/signin/accounts/hide", Map.of("account", handle)).status())
                .isEqualTo(403);
        assertThat(member.browser().open("/signin").body()).contains(ASKED_AGAIN);
    }

    /// "Open in new tab": a page that lies open in one tab still works after another tab was used.
    @Test
    void a_form_in_one_tab_still_works_after_pages_were_opened_in_another() {
        Member member = SERVER.register();
        Visitor tab = member.browser().copy();
        tab.get("/account/this-device");
        Visitor other = tab.copy();
        other.get("/account");
        other.get("/account/sessions/end-others");
        // Tabs share their cookies.
        tab.cookies().clear();
        tab.cookies().putAll(other.cookies());

        assertThat(tab.post("/account/this-device", Map.of("label", "家族用")).body())
                .contains("変更しました");
    }

    private static Visitor signedInElsewhere(Member member) {
        Visitor other = SERVER.visitor().from(Addresses.SAO_PAULO);
        Walk.expect(new Walk(SERVER, other).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
        other.get("/signin/code");
        Walk.expect(other.post("/signin/code", Map.of("code", SERVER.mailbox().code(member.email(), 2))), "/done");
        return other;
    }

    private static void changePassword(Member member) {
        changePassword(member, 2);
    }

    private static void changePassword(Member member, int nthMail) {
        Visitor other = SERVER.visitor().from(Addresses.TOKYO_OFFICE);
        other.post("/forgot", Map.of("email", member.email()));
        other.get("/reset/code");
        other.post("/reset/code", Map.of("code", SERVER.mailbox().code(member.email(), nthMail)));
        other.get("/reset/password");
        Walk.expect(other.post("/reset/password", Map.of("newPassword", NEW_PASSWORD)), "/done");
    }

    /// Registers a second member in a browser, and signs out.
    private static String secondAccount(Visitor browser) {
        new Walk(SERVER, browser).signOut();
        String email = TestServer.freshEmail();
        new Walk(SERVER, browser).register(email, "佐藤 次郎", NEW_PASSWORD);
        new Walk(SERVER, browser).signOut();
        return email;
    }

    private static String handle(Visitor browser, String name) {
        String page = browser.get("/signin/accounts").body();
        return HANDLE.matcher(page.substring(page.indexOf(name)))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> handles(Answer page) {
        return HANDLE.matcher(page.body())
                .results()
                .map((MatchResult found) -> found.group(1))
                .distinct()
                .toList();
    }

    private static int guesses(Ledger ledger) {
        return ledger.number("select coalesce(sum(used), 0) from budget where account_id = :account"
                + " and purpose = 'PASSWORD/PT1H'");
    }
}
