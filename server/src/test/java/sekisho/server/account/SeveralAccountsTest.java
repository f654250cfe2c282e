package sekisho.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sekisho.server.integrity.EvidenceRows;
import sekisho.server.platform.Transactions;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.Race;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// Several accounts on one address: who gets in where, how one joins, and what a stranger sees of it (K41,
/// K42, K62).
class SeveralAccountsTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String FAMILY = "minna-no-heya-7714-mado";
    private static final String WORK = "shigoto-no-tsukue-9025";
    private static final String WRONG = "not the password at all";
    private static final Pattern CARD = Pattern.compile("(?s)<li>.*?</li>");

    private final List<UUID> touched = new ArrayList<>();

    @AfterEach
    void every_gate_had_its_evidence() {
        if (!touched.isEmpty()) {
            assertThat(EvidenceRows.violations(SERVER.db(), touched)).isEmpty();
        }
    }

    private static LoginIdentity on(String email) {
        return SERVER.bean(Accounts.class).lookUp(EmailAddress.parse(email).orElseThrow());
    }

    /// A member with a second account, made in the same browser.
    private Member withFamily() {
        Member member = SERVER.register();
        new Walk(SERVER, member.browser()).signOut();
        Walk.expect(new Walk(SERVER, member.browser()).addAccount(member.email(), "山田 家子", "家族用", FAMILY), "/done");
        touched.addAll(on(member.email()).accounts());
        return member;
    }

    @Test
    void a_mail_says_which_of_several_accounts_it_is_about_and_none_of_a_single_one() {
        Member member = withFamily();
        Visitor abroad = SERVER.visitor().from(Addresses.SAO_PAULO);
        int before = SERVER.mailbox().to(member.email()).size();
        Walk.expect(new Walk(SERVER, abroad).signIn(member.email(), FAMILY), "/signin/code");
        assertThat(SERVER.mailbox().await(member.email(), before + 1).getLast().text())
                .contains("アカウント　山田 家子 · 家族用")
                .doesNotContain("山田 花子");

        Member alone = SERVER.register();
        int none = SERVER.mailbox().to(alone.email()).size();
        Walk.expect(
                new Walk(SERVER, SERVER.visitor().from(Addresses.SAO_PAULO)).signIn(alone.email(), TestServer.PASSWORD),
                "/signin/code");
        assertThat(SERVER.mailbox().await(alone.email(), none + 1).getLast().text())
                .contains("  日時　")
                .doesNotContain("アカウント　", "山田");
    }

    private static String nameOn(Visitor browser) {
        String home = browser.get("/account").body();
        return home.contains("山田 家子") ? "family" : home.contains("山田 花子") ? "own" : "nobody\n" + home;
    }

    @Test
    void the_password_alone_leads_to_one_account_or_the_other() {
        Member member = withFamily();
        assertThat(on(member.email()).accounts()).hasSize(2);
        assertThat(nameOn(member.browser())).isEqualTo("family");

        for (int round = 0; round < 2; round++) {
            new Walk(SERVER, member.browser()).signOut();
            Walk.expect(new Walk(SERVER, member.browser()).signIn(member.email(), TestServer.PASSWORD), "/account");
            assertThat(nameOn(member.browser())).isEqualTo("own");
            new Walk(SERVER, member.browser()).signOut();
            Walk.expect(new Walk(SERVER, member.browser()).signIn(member.email(), FAMILY), "/account");
            assertThat(nameOn(member.browser())).isEqualTo("family");
        }
        assertThat(new Walk(SERVER, member.browser())
                        .signIn(member.email(), WRONG)
                        .status())
                .isEqualTo(422);
    }

    @Test
    void what_each_account_asks_and_learns_is_its_own() {
        Member member = withFamily();
        Visitor stranger = SERVER.visitor().from(Addresses.SAO_PAULO);

        Walk.expect(new Walk(SERVER, stranger).signIn(member.email(), FAMILY), "/signin/code");

        UUID own = on(member.email()).accounts().getFirst();
        UUID family = on(member.email()).accounts().getLast();
        assertThat(attempts(family, "CODE_ASKED")).isOne();
        assertThat(attempts(own, "CODE_ASKED")).isZero();
    }

    private static int attempts(UUID account, String state) {
        return new Ledger(SERVER.db(), account)
                .number("select count(*) from attempt where account_id = :account and state = '" + state + "'");
    }

    @Test
    void both_are_greeted_with_their_labels_and_each_takes_its_own_password_only() {
        Member member = withFamily();
        Visitor browser = member.browser();
        browser.get("/account/this-device");
        browser.post("/account/this-device", Map.of("label", "家族用"));
        new Walk(SERVER, browser).signOut();

        String chooser = browser.get("/signin/accounts").body();
        assertThat(chooser).contains("山田 花子", "山田 家子", "家族用");
        String own = handle(chooser, "山田 花子");
        String family = handle(chooser, "山田 家子");
        Visitor other = browser.copy();

        Answer wrong = browser.post("/signin/confirm", Map.of("account", own, "password", FAMILY));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("メールアドレスかパスワードが違います", "山田 花子", "/signin/accounts", "別のアカウントを使う")
                .doesNotContain("山田 家子");
        assertThat(browser.get("/account").redirectsTo("/signin")).isTrue();

        Walk.expect(
                browser.post("/signin/confirm", Map.of("account", own, "password", TestServer.PASSWORD)), "/account");
        assertThat(nameOn(browser)).isEqualTo("own");
        Walk.expect(other.post("/signin/confirm", Map.of("account", family, "password", FAMILY)), "/account");
        assertThat(nameOn(other)).isEqualTo("family");
    }

    private static String handle(String page, String name) {
        Matcher cards = CARD.matcher(page);
        while (cards.find()) {
            Matcher handle =
                    Pattern.compile("name=\"account\" value=\"([^\"]+)\"").matcher(cards.group());
            if (cards.group().contains(name) && handle.find()) {
                return handle.group(1);
            }
        }
        throw new AssertionError(name + " can't be chosen\n" + page);
    }

    // Joining

    @Test
    void k62_nobody_joins_an_address_without_its_mailbox() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        Visitor stranger = SERVER.visitor().from(Addresses.SAO_PAULO);
        stranger.get("/register");
        Walk.expect(stranger.post("/register", Map.of("email", member.email(), "name", "Mallory")), "/register/code");
        stranger.post("/register/code", Map.of("code", "000000"));

        assertThat(stranger.get("/register/another").redirectsTo("/register/code"))
                .isTrue();
        assertThat(stranger.post("/register/another", Map.of("name", "Mallory")).redirectsTo("/register/code"))
                .isTrue();
        assertThat(stranger.post("/register/password", Map.of("newPassword", FAMILY))
                        .redirectsTo("/register/code"))
                .isTrue();
        assertThat(on(member.email()).accounts()).containsExactly(ledger.accountId());
    }

    @Test
    void the_mail_for_a_taken_address_says_so_under_the_subject_that_anybody_gets() {
        Member member = SERVER.register();
        Visitor stranger = SERVER.visitor();
        stranger.post("/register", Map.of("email", member.email(), "name", "x"));
        var mails = SERVER.mailbox().await(member.email(), 2);

        assertThat(mails.get(1).text()).contains("すでにアカウントがあります", "確認コード");
        assertThat(mails.get(1).subject().replaceAll("照合番号.*", ""))
                .isEqualTo(mails.getFirst().subject().replaceAll("照合番号.*", ""));
        assertThat(stranger.get("/register/code").body()).doesNotContain("すでにアカウント");
    }

    @Test
    void whoever_proved_the_mailbox_sees_the_accounts_on_it_and_no_ids() {
        Member member = withFamily();
        Visitor browser = SERVER.visitor();

        String page =
                new Walk(SERVER, browser).askForAnother(member.email(), "山田 三郎").body();

        assertThat(page).contains("このアドレスには、すでにアカウントがあります", "山田 花子", "山田 家子", "家族用", "に作成", "山田 三郎");
        for (UUID account : on(member.email()).accounts()) {
            assertThat(page).doesNotContain(account.toString());
        }
        assertThat(page).doesNotContain(member.email());
    }

    @Test
    void a_further_account_needs_a_name_and_a_short_label() {
        Member member = SERVER.register();
        Visitor browser = SERVER.visitor();
        new Walk(SERVER, browser).askForAnother(member.email(), "山田 花子");

        Answer answer = browser.post("/register/another", Map.of("name", " ", "label", "と".repeat(21)));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("お名前を入力してください。", "呼び名は20文字まで");
        assertThat(on(member.email()).accounts()).hasSize(1);
    }

    @Test
    void a_sixth_account_is_told_that_there_are_five_and_what_to_do() {
        Member member = five();
        Visitor browser = SERVER.visitor();

        String page =
                new Walk(SERVER, browser).askForAnother(member.email(), "山田 六郎").body();
        assertThat(page).contains("5つまでです", "アカウントを削除する").doesNotContain("name=\"label\"");
        browser.post("/register/another", Map.of("name", "山田 六郎"));
        browser.post("/register/password", Map.of("newPassword", "mutsume-no-heya-6160"));

        assertThat(on(member.email()).accounts()).hasSize(5);
        assertThat(browser.get("/account").redirectsTo("/signin")).isTrue();
        touched.addAll(on(member.email()).accounts());
    }

    @Test
    void the_place_of_an_account_that_was_moved_away_is_kept_until_it_can_come_back_no_more() {
        Member member = five();
        UUID moved = on(member.email()).accounts().getLast();
        EmailAddress old = EmailAddress.parse(member.email()).orElseThrow();
        Accounts accounts = SERVER.bean(Accounts.class);
        SERVER.bean(Transactions.class).inOne(moved, () -> {
            accounts.changeEmail(
                    moved, EmailAddress.parse(TestServer.freshEmail()).orElseThrow());
            return SERVER.bean(FormerAddresses.class).leave(moved, old);
        });
        assertThat(on(member.email()).accounts()).hasSize(4);

        Visitor browser = SERVER.visitor();
        assertThat(new Walk(SERVER, browser)
                        .askForAnother(member.email(), "山田 六子")
                        .body())
                .contains("5つまで")
                .doesNotContain("action=\"/register/another\"");
        boolean back = SERVER.bean(Transactions.class).inOne(moved, () -> accounts.changeEmail(moved, old));
        assertThat(back).isTrue();
        assertThat(on(member.email()).accounts()).hasSize(5);
    }

    /// A member whose address has all that it can take: accounts 2 to 5 have `WORK` and their number.
    private static Member five() {
        Member member = SERVER.register();
        for (int i = 2; i <= 5; i++) {
            Walk.expect(new Walk(SERVER, SERVER.visitor()).addAccount(member.email(), "山田 花子", "", WORK + i), "/done");
        }
        return member;
    }

    @Test
    void of_eight_who_join_at_the_same_moment_four_get_in() {
        Member member = SERVER.register();
        List<Visitor> joining = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Visitor browser = SERVER.visitor().with("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Number/" + i);
            new Walk(SERVER, browser).askForAnother(member.email(), "山田 花子");
            Walk.expect(browser.post("/register/another", Map.of("name", "山田 花子")), "/register/password");
            browser.get("/register/password");
            joining.add(browser);
        }

        List<Answer> answers =
                Race.of(8, i -> joining.get(i).post("/register/password", Map.of("newPassword", WORK + "-" + i)));

        assertThat(answers).filteredOn(answer -> answer.redirectsTo("/done")).hasSize(4);
        assertThat(on(member.email()).accounts()).hasSize(5).doesNotHaveDuplicates();
        touched.addAll(on(member.email()).accounts());
    }

    @Test
    void of_two_who_choose_the_same_password_at_the_same_moment_one_must_choose_another() {
        Member member = SERVER.register();
        List<Visitor> joining = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Visitor browser = SERVER.visitor().with("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Same/" + i);
            new Walk(SERVER, browser).askForAnother(member.email(), "山田 花子");
            browser.post("/register/another", Map.of("name", "山田 花子"));
            browser.get("/register/password");
            joining.add(browser);
        }

        List<Answer> answers = Race.of(3, i -> joining.get(i).post("/register/password", Map.of("newPassword", WORK)));

        assertThat(answers).filteredOn(answer -> answer.redirectsTo("/done")).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 422).hasSize(2);
        assertThat(on(member.email()).accounts()).hasSize(2);
        touched.addAll(on(member.email()).accounts());
    }

    @Test
    void a_siblings_password_is_refused_in_words_that_name_nobody() {
        Member member = withFamily();
        Visitor browser = SERVER.visitor();
        new Walk(SERVER, browser).askForAnother(member.email(), "山田 三郎");
        browser.post("/register/another", Map.of("name", "山田 三郎"));
        browser.get("/register/password");

        for (String taken : List.of(TestServer.PASSWORD, FAMILY)) {
            Answer answer = browser.post("/register/password", Map.of("newPassword", taken));
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body()).contains("同じメールアドレスのほかのアカウントで使っています").doesNotContain("山田 花子", "山田 家子", "家族用");
        }
        Walk.expect(browser.post("/register/password", Map.of("newPassword", WORK)), "/done");
    }

    // What a stranger sees

    @Test
    void k41_none_one_two_and_five_accounts_look_the_same_at_sign_in_and_cost_one_hash_each() {
        Map<String, String> emails = new LinkedHashMap<>();
        emails.put("none", TestServer.freshEmail());
        emails.put("one", SERVER.register().email());
        emails.put("two", withFamily().email());
        emails.put("five", five().email());

        Map<String, String> seen = new LinkedHashMap<>();
        Map<String, Map<String, Integer>> rows = new LinkedHashMap<>();
        emails.forEach((name, email) -> {
            Ledger ledger = Ledger.of(SERVER, email);
            Map<String, Integer> before = ledger.rows();
            double hashes = hashes();
            Visitor visitor = SERVER.visitor().from(Addresses.SAO_PAULO);
            Answer answer = new Walk(SERVER, visitor).signIn(email, WRONG);
            assertThat(hashes() - hashes).as(name).isEqualTo(1);
            seen.put(name, print(answer, email));
            rows.put(name, ledger.rowsSince(before));
        });

        seen.forEach((name, text) -> assertThat(text).as(name).isEqualTo(seen.get("none")));
        rows.forEach((name, written) -> {
            Map<String, Integer> others = new LinkedHashMap<>(written);
            others.remove("budget");
            Map<String, Integer> none = new LinkedHashMap<>(rows.get("none"));
            none.remove("budget");
            assertThat(others).as(name).isEqualTo(none);
        });
    }

    @Test
    void k42_the_right_password_of_any_of_five_costs_one_hash() {
        Member member = five();
        for (String password : List.of(TestServer.PASSWORD, WORK + 2, WORK + 5)) {
            double hashes = hashes();
            Visitor visitor = SERVER.visitor().from(Addresses.SAO_PAULO);
            Walk.expect(new Walk(SERVER, visitor).signIn(member.email(), password), "/signin/code");
            assertThat(hashes() - hashes).isEqualTo(1);
        }
    }

    @Test
    void k18_two_accounts_give_a_stranger_no_more_guesses_than_one_and_leave_their_own_browser_alone() {
        Member member = withFamily();
        Ledger address = Ledger.of(SERVER, member.email());
        new Walk(SERVER, member.browser()).signOut();
        int tried = 0;
        while (address.fullestWindow("PASSWORD/PT1H") < 10) {
            tried++;
            new Walk(SERVER, SERVER.visitor()).signIn(member.email(), WRONG);
        }
        assertThat(tried).isLessThan(20);

        for (String right : List.of(TestServer.PASSWORD, FAMILY)) {
            assertThat(new Walk(SERVER, SERVER.visitor())
                            .signIn(member.email(), right)
                            .status())
                    .isEqualTo(422);
        }
        Walk.expect(new Walk(SERVER, member.browser()).signIn(member.email(), FAMILY), "/account");
        new Walk(SERVER, member.browser()).signOut();
        Walk.expect(new Walk(SERVER, member.browser()).signIn(member.email(), TestServer.PASSWORD), "/account");
    }

    @Test
    void k41_registering_and_forgetting_look_the_same_for_none_one_and_five_accounts() {
        Map<String, String> emails = new LinkedHashMap<>();
        emails.put("none", TestServer.freshEmail());
        emails.put("one", SERVER.register().email());
        emails.put("five", five().email());

        Map<String, String> seen = new LinkedHashMap<>();
        emails.forEach((name, email) -> {
            Ledger.of(SERVER, email).nextDay();
            StringBuilder text = new StringBuilder();
            Visitor registering = SERVER.visitor();
            text.append(print(registering.post("/register", Map.of("email", email, "name", "山田 花子")), email));
            text.append(print(registering.get("/register/code"), email));
            text.append(print(registering.post("/register/code", Map.of("code", "000000")), email));
            text.append(print(registering.get("/register/another"), email));
            text.append(print(registering.post("/register/another", Map.of("name", "x")), email));
            Visitor forgetting = SERVER.visitor();
            text.append(print(forgetting.post("/forgot", Map.of("email", email)), email));
            text.append(print(forgetting.get("/reset/code"), email));
            text.append(print(forgetting.post("/reset/code", Map.of("code", "000000")), email));
            text.append(print(forgetting.get("/reset/account"), email));
            text.append(print(forgetting.post("/reset/account", Map.of("account", "x")), email));
            seen.put(name, text.toString());
        });

        seen.forEach((name, text) -> assertThat(text).as(name).isEqualTo(seen.get("none")));
    }

    // Leaving

    @Test
    void a_deleted_account_leaves_its_siblings_where_they_are() {
        Member member = withFamily();
        Visitor family = member.browser();
        UUID own = on(member.email()).accounts().getFirst();
        family.get("/account/delete");
        Answer deleted = family.post("/account/delete", Map.of("password", FAMILY));
        assertThat(deleted.status()).as(deleted.body()).isIn(200, 302, 303);
        touched.clear();

        assertThat(on(member.email()).accounts()).containsExactly(own);
        assertThat(new Walk(SERVER, SERVER.visitor())
                        .signIn(member.email(), FAMILY)
                        .status())
                .isEqualTo(422);
        new Walk(SERVER, member.browser()).signIn(member.email(), TestServer.PASSWORD);
        assertThat(nameOn(member.browser())).isEqualTo("own");
    }

    @Test
    void the_one_that_was_there_first_can_go_too_and_the_other_stays() {
        Member member = withFamily();
        UUID family = on(member.email()).accounts().getLast();
        new Walk(SERVER, member.browser()).signOut();
        new Walk(SERVER, member.browser()).signIn(member.email(), TestServer.PASSWORD);
        member.browser().get("/account/delete");
        member.browser().post("/account/delete", Map.of("password", TestServer.PASSWORD));
        touched.clear();

        assertThat(on(member.email()).accounts()).containsExactly(family);
        Walk.expect(new Walk(SERVER, member.browser()).signIn(member.email(), FAMILY), "/account");
        assertThat(nameOn(member.browser())).isEqualTo("family");
        Walk.expect(
                new Walk(SERVER, SERVER.visitor()).addAccount(member.email(), "山田 花子", "", TestServer.PASSWORD),
                "/done");
        assertThat(on(member.email()).accounts()).hasSize(2).startsWith(family);
    }

    @Test
    void an_account_that_moves_away_keeps_its_password_and_leaves_the_sibling() {
        Member member = withFamily();
        Visitor family = member.browser();
        UUID own = on(member.email()).accounts().getFirst();
        UUID moved = on(member.email()).accounts().getLast();
        String next = TestServer.freshEmail();
        move(family, member.email(), next, FAMILY);

        assertThat(on(next).accounts()).containsExactly(moved);
        assertThat(on(member.email()).accounts()).containsExactly(own);
        new Walk(SERVER, family).signOut();
        assertThat(new Walk(SERVER, family).signIn(member.email(), FAMILY).status())
                .isEqualTo(422);
        Walk.expect(new Walk(SERVER, family).signIn(next, FAMILY), "/account");
        assertThat(nameOn(family)).isEqualTo("family");
        new Walk(SERVER, family).signOut();
        Walk.expect(new Walk(SERVER, family).signIn(member.email(), TestServer.PASSWORD), "/account");
        assertThat(nameOn(family)).isEqualTo("own");
    }

    /// The salts differ: nobody could sign in to it with one run of the hash.
    @Test
    void an_account_of_another_address_cant_move_to_one_that_has_accounts() {
        Member member = withFamily();
        Member other = SERVER.register();

        other.browser().get("/account/email");
        other.browser().post("/account/email", Map.of("email", member.email(), "password", TestServer.PASSWORD));
        String code = SERVER.mailbox().code(other.email(), 2);
        other.browser().post("/account/email/code", Map.of("code", code));
        other.browser().post("/account/email/code", Map.of("code", code));

        assertThat(on(member.email()).accounts()).hasSize(2);
        assertThat(on(other.email()).accounts()).hasSize(1);
        assertThat(SERVER.bean(Accounts.class)
                        .changeEmail(
                                on(other.email()).accountId(),
                                EmailAddress.parse(member.email()).orElseThrow()))
                .as("even if it came that far")
                .isFalse();
    }

    /// Else a thief who moves one of several accounts away could keep it.
    @Test
    void an_address_that_was_left_is_had_back_beside_the_sibling() {
        Member member = withFamily();
        UUID family = on(member.email()).accounts().getLast();
        int before = SERVER.mailbox().to(member.email()).size();
        move(member.browser(), member.email(), TestServer.freshEmail(), FAMILY);
        String reference = reference(
                SERVER.mailbox().await(member.email(), before + 2).getLast().text());
        Visitor owner = SERVER.visitor();
        owner.get("/email-undo");
        owner.post("/email-undo", Map.of("email", member.email(), "reference", reference));
        String code = SERVER.mailbox().codeFor(member.email(), reference);
        owner.post("/email-undo/code", Map.of("email", member.email(), "reference", reference, "code", code));

        assertThat(on(member.email()).accounts()).hasSize(2).endsWith(family);
        touched.clear();
    }

    private static void move(Visitor browser, String from, String to, String password) {
        new Ledger(SERVER.db(), on(from).accounts().getLast()).allowMails();
        browser.get("/account/email");
        Walk.expect(browser.post("/account/email", Map.of("email", to, "password", password)), "/account/email/code");
        for (String mailbox : List.of(from, to)) {
            String page = browser.get("/account/email/code").body();
            browser.post("/account/email/code", Map.of("code", SERVER.mailbox().codeFor(mailbox, reference(page))));
        }
        assertThat(browser.get("/account").body()).contains(to);
    }

    private static String reference(String text) {
        Matcher reference =
                Pattern.compile("\\b[2-9A-HJ-NP-Z]{2}-[2-9A-HJ-NP-Z]{4}\\b").matcher(text);
        assertThat(reference.find()).as(text).isTrue();
        return reference.group();
    }

    private static String print(Answer answer, String email) {
        return answer.status()
                + answer.location()
                + answer.body()
                        .replaceAll("name=\"csrf\" value=\"[^\"]+\"", "csrf")
                        .replace(email, "ADDRESS")
                        .replaceAll("m••••.@mail\\.example", "MASKED")
                        .replaceAll("\\b[2-9A-Z]{2}-[2-9A-Z]{4}\\b", "REFERENCE")
                        .replaceAll("datetime=\"[^\"]+\"", "datetime")
                        .replaceAll("\\d{1,2}時\\d{2}分", "TIME");
    }

    private static double hashes() {
        return SERVER.bean(MeterRegistry.class)
                .get("sekisho.password.hashes")
                .counter()
                .count();
    }
}
