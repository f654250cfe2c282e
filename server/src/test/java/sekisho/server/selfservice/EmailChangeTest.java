package sekisho.server.selfservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.TestMailbox.Mail;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// Another e-mail address, and the way back.
class EmailChangeTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Pattern REFERENCE = Pattern.compile("(?:照合番号　|Reference +)([0-9A-Z]{2}-[0-9A-Z]{4})");

    @Test
    void an_account_moves_when_both_mailboxes_are_proved_and_keeps_password_and_device() {
        Member member = SERVER.register();
        UUID account = Ledger.of(SERVER, member.email()).accountId();
        String next = change(member);

        assertThat(member.browser().get("/account/email").body()).contains(next).doesNotContain("メールアドレスを変更しました");
        assertThat(Ledger.of(SERVER, next).accountId()).isEqualTo(account);
        assertThat(last(member.email()).subject()).startsWith("メールアドレスが変更されました");
        assertThat(last(member.email()).text()).contains("元に戻せます", "お知らせはありません");
        assertThat(SERVER.mailbox().await(next, 2).get(1).subject()).startsWith("このアドレスに変更しました");
        Walk.expect(new Walk(SERVER, member.browser()).signOut(), "/signed-out");
        Walk.expect(new Walk(SERVER, member.browser()).signIn(next, TestServer.PASSWORD), "/account");
    }

    @Test
    void in_english_too() {
        String email = TestServer.freshEmail();
        Visitor browser = SERVER.visitor().with("Accept-Language", "en");
        new Walk(SERVER, browser).register(email, "Hanako", TestServer.PASSWORD);
        assertThat(browser.get("/account/email").body()).contains("E-mail a code to my present address");

        String next = change(new Member(email, browser));

        assertThat(last(email).subject()).startsWith("Your e-mail address was changed (you can undo it for 14 days)");
        assertThat(SERVER.mailbox().await(next, 2).get(1).subject()).startsWith("Your account now uses this address");
    }

    @Test
    void the_address_before_leads_to_nobody_as_one_that_was_never_known() {
        Member member = SERVER.register();
        UUID account = Ledger.of(SERVER, member.email()).accountId();
        String next = change(member);
        int mails = SERVER.mailbox().await(member.email(), 3).size();
        int mailsToNew = SERVER.mailbox().await(next, 2).size();
        Ledger old = Ledger.of(SERVER, member.email());
        assertThat(old.accountId()).isNotEqualTo(account);
        Ledger never = Ledger.of(SERVER, TestServer.freshEmail());
        Map<String, Integer> before = Ledger.of(SERVER, next).rows();

        Answer signIn = new Walk(SERVER, SERVER.visitor()).signIn(member.email(), TestServer.PASSWORD);
        Answer forgot = SERVER.visitor().post("/forgot", Map.of("email", member.email()));

        assertThat(signIn.status()).isEqualTo(422);
        Walk.expect(forgot, "/reset/code");
        assertThat(Ledger.of(SERVER, next).rows()).isEqualTo(before);
        assertThat(old.rowsSince(never.rows())).containsEntry("attempt", 2).containsEntry("one_time_code", 1);
        assertThat(SERVER.mailbox().to(member.email())).hasSize(mails);
        assertThat(SERVER.mailbox().to(next)).hasSize(mailsToNew);
    }

    @Test
    void somebody_else_can_register_with_the_address_before_and_gets_an_account_of_his_own() {
        Member member = SERVER.register();
        String next = change(member);
        UUID account = Ledger.of(SERVER, next).accountId();
        int mails = SERVER.mailbox().await(member.email(), 3).size();
        Visitor browser = SERVER.visitor();
        browser.post("/register", Map.of("email", member.email(), "name", "Jiro"));
        browser.get("/register/code");
        Walk.expect(
                browser.post("/register/code", Map.of("code", SERVER.mailbox().code(member.email(), mails + 1))),
                "/register/password");
        browser.get("/register/password");
        Walk.expect(browser.post("/register/password", Map.of("newPassword", "kawa-no-oto-5513-sora")), "/done");

        assertThat(browser.get("/account").body()).contains("Jiro");
        assertThat(Ledger.of(SERVER, member.email()).accountId()).isNotEqualTo(account);
        assertThat(member.browser().get("/account").body()).contains("山田 花子", next);

        // The way back is shut now, and says so after the proof only.
        Answer taken = undo(member.email(), reference(changed(member.email())));
        assertThat(taken.body()).contains("元に戻せませんでした", "別のアカウントで使われています");
        assertThat(member.browser().get("/account").body()).contains(next);
    }

    @Test
    void a_reset_code_that_was_sent_to_the_address_before_is_dead() {
        // K15
        Member member = SERVER.register();
        Visitor other = SERVER.visitor();
        Walk.expect(other.post("/forgot", Map.of("email", member.email())), "/reset/code");
        String code = SERVER.mailbox().code(member.email(), 2);
        change(member);

        other.get("/reset/code");
        Answer answer = other.post("/reset/code", Map.of("code", code));

        assertThat(answer.redirectsTo("/reset/password")).isFalse();
        assertThat(other.get("/reset/password").status()).isIn(302, 303);
    }

    @Test
    void neither_code_does_the_work_of_the_other_and_nothing_changes_before_both() {
        // K12, K14
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        String next = TestServer.freshEmail();
        Visitor browser = member.browser();
        begin(member, next);
        assertThat(SERVER.mailbox().to(next)).isEmpty();
        String first = SERVER.mailbox().code(member.email(), 2);
        Walk.expect(browser.post("/account/email/code", Map.of("code", first)), "/account/email/code");
        assertThat(browser.get("/account/email/code").body()).contains(next, "まだ変わっていません");

        Answer again = browser.post("/account/email/code", Map.of("code", first));

        String second = SERVER.mailbox().code(next, 1);
        if (!first.equals(second)) {
            assertThat(again.status()).isEqualTo(422);
            assertThat(email(ledger)).isEqualTo(member.email());
        }
        assertThat(browser.post("/signin/code", Map.of("code", second)).status())
                .isIn(302, 303);
        assertThat(email(ledger)).isEqualTo(member.email());
        browser.post("/account/email/code", Map.of("code", second));
        assertThat(email(ledger)).isEqualTo(next);
    }

    @Test
    void without_the_password_nothing_is_sent() {
        Member member = SERVER.register();
        member.browser().get("/account/email");

        Answer wrong = member.browser()
                .post("/account/email", Map.of("email", TestServer.freshEmail(), "password", "not-the-password-1"));
        Answer same = member.browser()
                .post("/account/email", Map.of("email", member.email(), "password", TestServer.PASSWORD));

        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("パスワードが合いません");
        assertThat(same.body()).contains("いまのアドレスと同じです");
        assertThat(member.browser().get("/account/email/code").redirectsTo("/account/email"))
                .isTrue();
        assertThat(SERVER.mailbox().to(member.email())).hasSize(1);
    }

    @Test
    void the_address_of_another_member_looks_like_any_other_and_its_owner_hears_of_it() {
        Member member = SERVER.register();
        Member owner = SERVER.register();
        begin(member, owner.email());
        Answer toTaken = member.browser()
                .post("/account/email/code", Map.of("code", SERVER.mailbox().code(member.email(), 2)));
        Member another = SERVER.register();
        String free = TestServer.freshEmail();
        begin(another, free);
        Answer toFree = another.browser()
                .post("/account/email/code", Map.of("code", SERVER.mailbox().code(another.email(), 2)));

        assertThat(toTaken.location()).isEqualTo(toFree.location());
        assertThat(shape(member, owner.email())).isEqualTo(shape(another, free));
        Mail heard = SERVER.mailbox().await(owner.email(), 2).get(1);
        assertThat(heard.subject()).startsWith("このメールアドレスは登録済みです");
        assertThat(SERVER.visitor()
                        .post("/verify-mail", Map.of("number", reference(heard)))
                        .body())
                .contains("このメールアドレスは登録済みです");
        assertThat(SERVER.mailbox().await(free, 1)).hasSize(1);
    }

    @Test
    void whoever_reads_the_mails_of_the_address_before_has_it_back_for_fourteen_days() {
        Member member = SERVER.register();
        String next = change(member);
        Ledger ledger = Ledger.of(SERVER, next);

        // Whoever moved the account must not learn the number that opens the way back.
        String number = reference(changed(member.email()));
        assertThat(member.browser().get("/account/messages").body())
                .contains("このアドレスに変更しました")
                .doesNotContain(number);
        assertThat(member.browser()
                        .post("/account/data/export", Map.of("password", TestServer.PASSWORD))
                        .body())
                .doesNotContain(number);

        Answer done = undo(member.email(), number);

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.body()).contains("元に戻しました", member.email());
        assertThat(email(ledger)).isEqualTo(member.email());
        assertThat(ledger.openSessions()).isZero();
        assertThat(member.browser().get("/account").redirectsTo("/signin")).isTrue();
        assertThat(SERVER.mailbox().await(next, 3).getLast().subject()).startsWith("メールアドレスの変更を元に戻しました");
        assertThat(SERVER.mailbox().await(member.email(), 5).getLast().subject())
                .startsWith("メールアドレスの変更を元に戻しました");
        Walk.expect(new Walk(SERVER, SERVER.visitor()).signIn(member.email(), TestServer.PASSWORD), "/reset");
        assertThat(new Walk(SERVER, SERVER.visitor())
                        .signIn(next, TestServer.PASSWORD)
                        .status())
                .isEqualTo(422);
        // Once.
        int mails = SERVER.mailbox().to(member.email()).size();
        assertThat(SERVER.visitor()
                        .post(
                                "/email-undo",
                                Map.of("email", member.email(), "reference", reference(changed(member.email()))))
                        .status())
                .isEqualTo(200);
        assertThat(ledger.mails("EMAIL_UNDO_CODE")).isEqualTo(1);
        assertThat(SERVER.mailbox().to(member.email())).hasSize(mails);
    }

    @Test
    void moving_on_twice_doesnt_shut_the_first_owner_out() {
        Member member = SERVER.register();
        String second = change(member);
        String third = change(new Member(second, member.browser()));
        Ledger ledger = Ledger.of(SERVER, third);

        assertThat(undo(member.email(), reference(changed(member.email()))).body())
                .contains("元に戻しました");

        assertThat(email(ledger)).isEqualTo(member.email());
        SERVER.visitor().post("/email-undo", Map.of("email", second, "reference", reference(changed(second))));
        assertThat(ledger.mails("EMAIL_UNDO_CODE")).isEqualTo(1);
    }

    @Test
    void after_fourteen_days_and_with_a_wrong_number_it_looks_the_same_and_no_mail_comes() {
        Member member = SERVER.register();
        String next = change(member);
        Ledger ledger = Ledger.of(SERVER, next);
        String reference = reference(changed(member.email()));
        Answer open = SERVER.visitor().post("/email-undo", Map.of("email", member.email(), "reference", reference));
        String wrongNumber = reference.startsWith("AA") ? "BB-BBBB" : "AA-AAAA";
        Answer wrong = SERVER.visitor().post("/email-undo", Map.of("email", member.email(), "reference", wrongNumber));
        Answer nobody = SERVER.visitor()
                .post("/email-undo", Map.of("email", TestServer.freshEmail(), "reference", wrongNumber));
        SERVER.db()
                .sql("update email_undo set expires_at = now() where account_id = ?")
                .param(ledger.accountId())
                .update();
        Answer late = SERVER.visitor().post("/email-undo", Map.of("email", member.email(), "reference", reference));

        for (Answer answer : List.of(open, wrong, nobody, late)) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains("元に戻せる変更があれば、確認コードを送りました", "name=\"code\"");
        }
        assertThat(ledger.mails("EMAIL_UNDO_CODE")).isEqualTo(1);
        Map<String, String> guess = Map.of("email", member.email(), "reference", wrongNumber, "code", "111111");
        assertThat(SERVER.visitor().post("/email-undo/code", guess).body()).contains("コードが合いません");
    }

    @Test
    void nobody_plants_a_way_back_by_moving_the_account_away_and_back_again() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        String between = change(member);
        change(new Member(between, member.browser()), member.email());

        assertThat(email(ledger)).isEqualTo(member.email());
        assertThat(ledger.mails("EMAIL_BACK")).isEqualTo(2);
        assertThat(ledger.number("select count(*) from email_undo where account_id = :account and closed_at is null"))
                .isZero();
    }

    @Test
    void the_undo_stops_a_recovery_and_ends_the_recovery_codes_that_came_with_the_change() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        String next = change(member);
        member.browser().get("/account/recovery-codes");
        member.browser().post("/account/recovery-codes", Map.of("password", TestServer.PASSWORD));
        Visitor thief = SERVER.visitor();
        String third = TestServer.freshEmail();
        thief.get("/recover/wait");
        Walk.expect(thief.post("/recover/wait", Map.of("email", next, "newEmail", third)), "/recover/address/code");
        thief.get("/recover/address/code");
        Walk.expect(
                thief.post(
                        "/recover/address/code", Map.of("code", SERVER.mailbox().code(third, 1))),
                "/recover/waiting");
        assertThat(ledger.number(
                        "select count(*) from waiting_recovery where account_id = :account and ended_at is null"))
                .isOne();
        assertThat(ledger.number(
                        "select count(*) from recovery_code where account_id = :account and voided_at is null"))
                .isEqualTo(10);

        assertThat(undo(member.email(), reference(changed(member.email()))).body())
                .contains("元に戻しました");

        assertThat(ledger.number(
                        "select count(*) from waiting_recovery where account_id = :account and ended_at is null"))
                .isZero();
        assertThat(ledger.number(
                        "select count(*) from recovery_code where account_id = :account and voided_at is null"))
                .isZero();
        assertThat(ledger.number("select count(*) from device where account_id = :account and removed_at is null"))
                .as("no browser is greeted by name any more")
                .isZero();
    }

    @Test
    void wrong_numbers_typed_beforehand_take_no_guess_from_the_owner() {
        // K53
        Member member = SERVER.register();
        Visitor stranger = SERVER.visitor();
        for (int i = 0; i < 12; i++) {
            stranger.get("/email-undo");
            stranger.post(
                    "/email-undo/code",
                    Map.of("email", member.email(), "reference", "AA-AAAA", "code", "11111" + i % 10));
        }
        change(member);

        assertThat(undo(member.email(), reference(changed(member.email()))).body())
                .contains("元に戻しました");
    }

    @Test
    void a_mailbox_gets_five_mails_an_hour_at_most_whoever_wants_it() {
        String wanted = SERVER.register().email();
        for (int i = 0; i < 7; i++) {
            Member member = SERVER.register();
            begin(member, wanted);
            Walk.expect(
                    member.browser()
                            .post(
                                    "/account/email/code",
                                    Map.of("code", SERVER.mailbox().code(member.email(), 2))),
                    "/account/email/code");
        }

        assertThat(Ledger.of(SERVER, wanted).mails("ALREADY_REGISTERED")).isLessThanOrEqualTo(5);
    }

    private static void begin(Member member, String next) {
        member.browser().get("/account/email");
        Walk.expect(
                member.browser().post("/account/email", Map.of("email", next, "password", TestServer.PASSWORD)),
                "/account/email/code");
        member.browser().get("/account/email/code");
    }

    /// @return the new address
    private static String change(Member member) {
        return change(member, TestServer.freshEmail());
    }

    private static String change(Member member, String next) {
        int before = SERVER.mailbox().to(next).size();
        int mails = SERVER.mailbox().to(member.email()).size();
        begin(member, next);
        Walk.expect(
                member.browser()
                        .post(
                                "/account/email/code",
                                Map.of("code", SERVER.mailbox().code(member.email(), mails + 1))),
                "/account/email/code");
        member.browser().get("/account/email/code");
        Answer done = member.browser()
                .post("/account/email/code", Map.of("code", SERVER.mailbox().code(next, before + 1)));
        assertThat(done.body()).containsAnyOf("メールアドレスを変更しました", "Your e-mail address was changed.");
        SERVER.mailbox().await(member.email(), mails + 2);
        return next;
    }

    private static Answer undo(String old, String reference) {
        int mails = SERVER.mailbox().to(old).size();
        Visitor browser = SERVER.visitor();
        browser.get("/email-undo");
        Map<String, String> claim = new HashMap<>(Map.of("email", old, "reference", reference));
        browser.post("/email-undo", claim);
        claim.put("code", SERVER.mailbox().code(old, mails + 1));
        return browser.post("/email-undo/code", claim);
    }

    private static Mail changed(String old) {
        return SERVER.mailbox().to(old).stream()
                .filter(mail -> mail.subject().startsWith("メールアドレスが変更されました"))
                .findFirst()
                .orElseThrow();
    }

    private static String reference(Mail mail) {
        Matcher matcher = REFERENCE.matcher(mail.text());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static Mail last(String address) {
        return SERVER.mailbox().to(address).getLast();
    }

    private static String email(Ledger ledger) {
        return ledger.db()
                .sql("select email from account where account_id = :account")
                .param("account", ledger.accountId())
                .query(String.class)
                .single();
    }

    /// The page of the second step without what differs from member to member.
    private static String shape(Member member, String next) {
        return member.browser()
                .get("/account/email/code")
                .body()
                .replace(member.email(), "A")
                .replace(next, "B")
                .replaceAll("[0-9A-Z]{2}-[0-9A-Z]{4}", "R")
                .replaceAll("name=\"csrf\"\\s+value=\"[^\"]*\"|value=\"[^\"]*\"\\s+name=\"csrf\"", "C")
                .replaceAll("datetime=\"[^\"]*\"", "T")
                .replaceAll("\\d+時\\d+分", "T");
    }
}
