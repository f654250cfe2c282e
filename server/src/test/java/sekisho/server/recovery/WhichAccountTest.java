package sekisho.server.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;
import sekisho.server.challenge.RecoveryCodes;
import sekisho.server.hotstate.GuessBudgets;
import sekisho.server.hotstate.GuessBudgets.Take;
import sekisho.server.hotstate.Lane;
import sekisho.server.integrity.EvidenceRows;
import sekisho.server.signin.Siblings;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.Race;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// A forgotten password on an address with several accounts: the member says which one, and whatever
/// happens in whichever order, no other account's password changes and nobody gets into another one.
class WhichAccountTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String FAMILY = "minna-no-heya-7714-mado";
    private static final String NEW = "midori-no-kaze-8842-yama";
    private static final Pattern CARD = Pattern.compile("(?s)<li>.*?</li>");
    private static final Pattern HANDLE = Pattern.compile("name=\"account\" value=\"([^\"]+)\"");

    private String email = "";
    private UUID own = UUID.randomUUID();
    private UUID family = UUID.randomUUID();

    @BeforeEach
    void two_accounts() {
        Member member = SERVER.register();
        email = member.email();
        Walk.expect(new Walk(SERVER, SERVER.visitor()).addAccount(email, "山田 家子", "家族用", FAMILY), "/done");
        List<UUID> accounts = SERVER.bean(Accounts.class)
                .lookUp(EmailAddress.parse(email).orElseThrow())
                .accounts();
        own = accounts.getFirst();
        family = accounts.getLast();
    }

    @AfterEach
    void every_gate_had_its_evidence() {
        assertThat(EvidenceRows.violations(SERVER.db(), List.of(own, family))).isEmpty();
    }

    private Map<UUID, String> passwords() {
        Map<UUID, String> encoded = new LinkedHashMap<>();
        SERVER.db()
                .sql("select account_id, encoded from credential where account_id in (:accounts)")
                .param("accounts", List.of(own, family))
                .query(row -> {
                    encoded.put(row.getObject("account_id", UUID.class), row.getString("encoded"));
                });
        return encoded;
    }

    private int openSessions(UUID account) {
        return SERVER.db()
                .sql("select count(*) from session where account_id = :account and ended_at is null")
                .param("account", account)
                .query(Integer.class)
                .single();
    }

    private Answer choices(Visitor browser) {
        return new Walk(SERVER, browser).forgot(email);
    }

    private static String handle(Answer page, String name) {
        Matcher cards = CARD.matcher(page.body());
        while (cards.find()) {
            Matcher handle = HANDLE.matcher(cards.group());
            if (cards.group().contains(name) && handle.find()) {
                return handle.group(1);
            }
        }
        throw new AssertionError(name + " can't be chosen\n" + page.body());
    }

    private static Map<String, String> filledIn(Answer page) {
        Matcher account = HANDLE.matcher(page.body());
        assertThat(account.find()).as(page.body()).isTrue();
        return Map.of("newPassword", NEW, "account", account.group(1));
    }

    @Test
    void the_accounts_are_named_by_what_their_owner_knows_and_by_no_id() {
        Answer page = choices(SERVER.visitor());

        assertThat(page.body())
                .contains("どのアカウントのパスワードを決めますか", "山田 花子", "山田 家子", "家族用", "に作成")
                .doesNotContain(own.toString(), family.toString(), email);
    }

    @Test
    void the_chosen_account_gets_the_password_and_the_session_and_the_other_keeps_all_it_has() {
        for (UUID chosen : List.of(family, own)) {
            Visitor browser = SERVER.visitor();
            Map<UUID, String> before = passwords();
            UUID other = chosen.equals(own) ? family : own;
            int othersSessions = openSessions(other);
            String name = chosen.equals(own) ? "山田 花子" : "山田 家子";
            Walk.expect(
                    browser.post("/reset/account", Map.of("account", handle(choices(browser), name))),
                    "/reset/password");
            Answer form = browser.get("/reset/password");
            assertThat(form.body()).contains(name);
            Walk.expect(
                    browser.post(
                            "/reset/password",
                            Map.of(
                                    "newPassword",
                                    NEW
                                            + chosen.toString().charAt(0)
                                            + name.length()
                                            + (chosen.equals(own) ? "a" : "b"))),
                    "/done");

            assertThat(browser.get("/account").body()).contains(name);
            assertThat(passwords().get(other)).isEqualTo(before.get(other));
            assertThat(passwords().get(chosen)).isNotEqualTo(before.get(chosen));
            assertThat(openSessions(chosen)).isOne();
            assertThat(openSessions(other)).isEqualTo(othersSessions);
        }
    }

    @Test
    void nothing_can_be_chosen_before_the_code_nor_a_password_before_the_choice() {
        Map<UUID, String> before = passwords();
        Visitor browser = SERVER.visitor();
        browser.post("/forgot", Map.of("email", email));
        assertThat(browser.get("/reset/account").redirectsTo("/reset/code")).isTrue();
        assertThat(browser.post("/reset/account", Map.of("account", "x")).redirectsTo("/reset/code"))
                .isTrue();

        Visitor proved = SERVER.visitor().with("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Other/1");
        choices(proved);
        assertThat(proved.get("/reset/password").redirectsTo("/reset/account")).isTrue();
        assertThat(proved.post("/reset/password", Map.of("newPassword", NEW)).redirectsTo("/reset/account"))
                .isTrue();
        assertThat(passwords()).isEqualTo(before);
    }

    @Test
    void a_handle_that_is_forged_or_comes_from_another_attempt_names_nobody() {
        Visitor browser = SERVER.visitor();
        String old = handle(choices(browser), "山田 家子");
        Visitor second = SERVER.visitor().with("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Other/2");
        choices(second);
        Map<UUID, String> before = passwords();

        for (String forged : List.of("", "x", own.toString(), family.toString(), old, "0", "1")) {
            Answer answer = second.post("/reset/account", Map.of("account", forged));
            assertThat(answer.status()).as(forged).isEqualTo(422);
            assertThat(answer.body()).contains("選んだアカウントが見つかりませんでした");
        }
        assertThat(second.get("/reset/password").redirectsTo("/reset/account")).isTrue();
        assertThat(passwords()).isEqualTo(before);
    }

    @Test
    void back_and_another_choice_changes_nothing_about_the_first_one() {
        Visitor browser = SERVER.visitor();
        Answer page = choices(browser);
        String first = handle(page, "山田 家子");
        String second = handle(page, "山田 花子");
        Walk.expect(browser.post("/reset/account", Map.of("account", first)), "/reset/password");

        Walk.expect(browser.post("/reset/account", Map.of("account", second)), "/reset/password");

        assertThat(browser.get("/reset/password").body()).contains("山田 家子").doesNotContain("山田 花子");
        String before = passwords().get(own);
        Walk.expect(browser.post("/reset/password", Map.of("newPassword", NEW)), "/done");
        assertThat(passwords().get(own)).isEqualTo(before);
        assertThat(browser.get("/account").body()).contains("山田 家子");
    }

    @Test
    void a_page_for_one_account_cant_give_its_password_to_another_that_was_begun_in_another_tab() {
        Visitor browser = SERVER.visitor();
        browser.post("/reset/account", Map.of("account", handle(choices(browser), "山田 家子")));
        Map<String, String> firstTab = filledIn(browser.get("/reset/password"));
        browser.post("/reset/account", Map.of("account", handle(choices(browser), "山田 花子")));
        Map<String, String> secondTab = filledIn(browser.get("/reset/password"));
        Map<UUID, String> before = passwords();

        Answer answer = browser.post("/reset/password", firstTab);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("別のタブで始めた手続き", "山田 花子").doesNotContain("山田 家子");
        assertThat(passwords()).isEqualTo(before);
        Walk.expect(browser.post("/reset/password", secondTab), "/done");
        assertThat(passwords().get(family)).isEqualTo(before.get(family));
        assertThat(browser.get("/account").body()).contains("山田 花子");
    }

    @Test
    void the_attempt_before_the_choice_is_worth_nothing_after_it() {
        Visitor browser = SERVER.visitor();
        Answer page = choices(browser);
        Visitor copied = browser.copy();
        String own = handle(page, "山田 花子");
        Walk.expect(browser.post("/reset/account", Map.of("account", handle(page, "山田 家子"))), "/reset/password");
        Walk.expect(browser.post("/reset/password", Map.of("newPassword", NEW)), "/done");
        Map<UUID, String> before = passwords();

        assertThat(copied.post("/reset/account", Map.of("account", own)).redirectsTo("/signin"))
                .isTrue();
        assertThat(copied.post("/reset/password", Map.of("newPassword", NEW + "x"))
                        .redirectsTo("/signin"))
                .isTrue();
        browser.get("/account");
        assertThat(browser.post("/reset/password", Map.of("newPassword", NEW + "y"))
                        .redirectsTo("/signin"))
                .isTrue();
        assertThat(passwords()).isEqualTo(before);
    }

    @Test
    void of_many_choices_at_the_same_moment_one_counts() {
        Visitor browser = SERVER.visitor();
        Answer page = choices(browser);
        List<String> handles = List.of(handle(page, "山田 家子"), handle(page, "山田 花子"));
        List<Visitor> presses = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            presses.add(browser.copy());
        }

        Race.of(10, i -> presses.get(i).post("/reset/account", Map.of("account", handles.get(i % 2))));

        assertThat(SERVER.db()
                        .sql(
                                "select count(*) from attempt where account_id in (:accounts) and state = 'NEW_PASSWORD_ASKED'")
                        .param("accounts", List.of(own, family))
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void a_siblings_password_is_refused_at_a_reset_too_and_only_so_often() {
        Visitor browser = SERVER.visitor();
        browser.post("/reset/account", Map.of("account", handle(choices(browser), "山田 家子")));
        Map<UUID, String> before = passwords();

        Answer answer = browser.post("/reset/password", Map.of("newPassword", TestServer.PASSWORD));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("同じメールアドレスのほかのアカウントで使っています").doesNotContain("山田 花子");
        for (int i = 0; i < 25; i++) {
            answer = browser.post("/reset/password", Map.of("newPassword", TestServer.PASSWORD));
        }
        assertThat(answer.body()).contains("からもう一度試せます");
        assertThat(passwords()).isEqualTo(before);
    }

    @Test
    void a_new_password_of_one_lets_strangers_guess_neither_more_nor_less_at_the_other() {
        Visitor browser = SERVER.visitor();
        for (int i = 0; i < 12; i++) {
            new Walk(SERVER, SERVER.visitor()).signIn(email, "wrong " + i);
        }
        browser.post("/reset/account", Map.of("account", handle(choices(browser), "山田 家子")));
        Walk.expect(browser.post("/reset/password", Map.of("newPassword", NEW)), "/done");

        Answer answer = new Walk(SERVER, SERVER.visitor()).signIn(email, NEW);
        assertThat(answer.status()).as("its owner gets in from a new browser").isNotEqualTo(422);
    }

    @Test
    void a_reset_after_the_right_password_never_asks_which_account() {
        SERVER.db()
                .sql("update credential set unsafe_cause = 'test', unsafe_since = now() where account_id = :account")
                .param("account", family)
                .update();
        Visitor browser = SERVER.visitor();
        Walk.expect(new Walk(SERVER, browser).signIn(email, FAMILY), "/reset");
        browser.post("/reset", Map.of());
        Matcher reference = Pattern.compile("\\b[2-9A-HJ-NP-Z]{2}-[2-9A-HJ-NP-Z]{4}\\b")
                .matcher(browser.get("/reset/code").body());
        assertThat(reference.find()).isTrue();
        Map<UUID, String> before = passwords();
        Walk.expect(
                browser.post("/reset/code", Map.of("code", SERVER.mailbox().codeFor(email, reference.group()))),
                "/reset/password");
        Walk.expect(browser.post("/reset/password", Map.of("newPassword", NEW)), "/done");

        assertThat(passwords().get(own)).isEqualTo(before.get(own));
        assertThat(browser.get("/account").body()).contains("山田 家子");
    }

    @Test
    void when_the_first_account_is_disabled_the_other_still_finds_its_way() {
        SERVER.bean(Accounts.class).disable(own);
        Visitor browser = SERVER.visitor();

        Answer page = choices(browser);

        assertThat(page.body()).contains("山田 家子").doesNotContain("山田 花子");
        browser.post("/reset/account", Map.of("account", handle(page, "山田 家子")));
        Walk.expect(browser.post("/reset/password", Map.of("newPassword", NEW)), "/done");
    }

    // Without the mailbox

    @Test
    void a_saved_code_leads_to_the_account_that_saved_it() {
        Map<UUID, String> before = passwords();
        String code = SERVER.bean(RecoveryCodes.class).make(family).getFirst().text();
        Visitor browser = SERVER.visitor();
        browser.get("/recover/code");
        Walk.expect(browser.post("/recover/code", Map.of("email", email, "recoveryCode", code)), "/recover/address");
        String next = TestServer.freshEmail();
        Walk.expect(browser.post("/recover/address", Map.of("newEmail", next)), "/recover/address/code");
        Walk.expect(
                browser.post(
                        "/recover/address/code", Map.of("code", SERVER.mailbox().code(next, 1))),
                "/recover/password");
        Walk.expect(browser.post("/recover/password", Map.of("newPassword", NEW)), "/done");

        assertThat(browser.get("/account").body()).contains("山田 家子", next);
        assertThat(passwords().get(own)).isEqualTo(before.get(own));
    }

    @Test
    void k18_siblings_give_no_more_guesses_at_saved_codes() {
        SERVER.bean(RecoveryCodes.class).make(own);
        String right = SERVER.bean(RecoveryCodes.class).make(family).getFirst().text();
        Ledger ledger = Ledger.of(SERVER, email);
        for (int i = 0; i < 3; i++) {
            SERVER.visitor()
                    .post("/recover/code", Map.of("email", email, "recoveryCode", "2222-3333-4444-555" + (i + 2)));
        }
        assertThat(ledger.used("RECOVERY_CODE/PT1H")).isEqualTo(3);
        GuessBudgets budgets = SERVER.bean(GuessBudgets.class);
        while (budgets.take(own, GuessBudgets.Purpose.RECOVERY_CODE, Lane.UNKNOWN) instanceof Take.Granted) {
            assertThat(ledger.accountId()).isEqualTo(own);
        }

        assertThat(SERVER.visitor()
                        .post("/recover/code", Map.of("email", email, "recoveryCode", right))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void a_stranger_who_guesses_names_learns_nothing_from_what_is_left() {
        String next = TestServer.freshEmail();
        for (String name : List.of("somebody", "nobody", "家族用")) {
            Visitor browser = SERVER.visitor();
            browser.get("/recover/wait");
            Walk.expect(
                    browser.post("/recover/wait", Map.of("email", email, "name", name, "newEmail", next)),
                    "/recover/address/code");
        }
        Ledger mailbox = Ledger.of(SERVER, next);
        assertThat(mailbox.used("RECOVERY_ADDRESS_MAIL/PT1H")).isEqualTo(3);
        assertThat(SERVER.db()
                        .sql("select count(*) from budget where account_id in (:accounts) and purpose like 'RECOVERY%'")
                        .param("accounts", List.of(own, family))
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void of_two_with_one_name_the_one_without_a_label_is_meant_by_it() {
        SERVER.db()
                .sql("update account set name = '山田 花子' where account_id = :account")
                .param("account", family)
                .update();
        Siblings siblings = SERVER.bean(Siblings.class);
        EmailAddress address = EmailAddress.parse(email).orElseThrow();

        assertThat(siblings.meant(address, "山田花子")).isEqualTo(own);
        assertThat(siblings.meant(address, "家族用")).isEqualTo(family);
    }

    @Test
    void k42_mails_that_a_stranger_uses_up_leave_a_recognised_browser_of_any_account_its_own() {
        Visitor known = SERVER.visitor();
        Walk.expect(
                known.post("/reset/account", Map.of("account", handle(choices(known), "山田 家子"))), "/reset/password");
        Walk.expect(known.post("/reset/password", filledIn(known.get("/reset/password"))), "/done");
        new Walk(SERVER, known).signOut();
        for (int i = 0; i < 6; i++) {
            SERVER.visitor().from("200.158.90." + i).post("/forgot", Map.of("email", email));
        }

        Ledger ledger = Ledger.of(SERVER, email);
        int before = ledger.mails("RESET_CODE");
        known.get("/forgot");
        Walk.expect(known.post("/forgot", Map.of("email", email)), "/reset/code");

        assertThat(ledger.mails("RESET_CODE")).isEqualTo(before + 1);
        assertThat(known.get("/reset/code").body()).contains("name=\"code\"");
    }

    @Test
    void what_is_usual_for_one_account_is_not_told_to_another() {
        Visitor browser = SERVER.visitor().from(Addresses.SAO_PAULO);
        Walk.expect(
                browser.post("/reset/account", Map.of("account", handle(choices(browser), "山田 家子"))),
                "/reset/password");
        Walk.expect(browser.post("/reset/password", filledIn(browser.get("/reset/password"))), "/done");

        assertThat(SERVER.db()
                        .sql("select count(*) from decision_record where account_id = :account"
                                + " and kind = 'FORGOT_PASSWORD' and assessment is not null")
                        .param("account", family)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void a_recovery_that_waits_is_about_the_account_that_was_named_or_about_none() {
        Map<String, UUID> expected = new LinkedHashMap<>();
        expected.put(
                "",
                SERVER.bean(Accounts.class).nobodyOn(EmailAddress.parse(email).orElseThrow()));
        expected.put("somebody", expected.get(""));
        expected.put("家族用", family);
        expected.put("山田家子", family);
        expected.put("山田 花子", own);
        expected.forEach((name, account) -> {
            String next = TestServer.freshEmail();
            Visitor browser = SERVER.visitor();
            browser.get("/recover/wait");
            Walk.expect(
                    browser.post("/recover/wait", Map.of("email", email, "name", name, "newEmail", next)),
                    "/recover/address/code");

            assertThat(SERVER.db()
                            .sql("select account_id from attempt where sent_to = :next")
                            .param("next", next)
                            .query(UUID.class)
                            .list())
                    .as(name)
                    .containsExactly(account);
        });
    }
}
