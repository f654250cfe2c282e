package sekisho.server.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;
import sekisho.server.integrity.EvidenceRows;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.Race;
import sekisho.server.testing.TestMailbox;
import sekisho.server.testing.TestMailbox.Mail;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// Recovery without any code: 48 hours in which the owner is told everywhere and can stop it.
class WaitingRecoveryTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Pattern REFERENCE = Pattern.compile("\\b[2-9A-HJ-NP-Z]{2}-[2-9A-HJ-NP-Z]{4}\\b");
    private static final String NEW = "midori-no-kaze-8842-yama";
    private static final int HOUR = 3600;
    private static final int DAY = 24 * HOUR;
    private static final AtomicInteger NETWORKS = new AtomicInteger();
    private static final String STOP = "この回復を止める";

    @ParameterizedTest
    @ValueSource(strings = {"ja", "en"})
    void after_48_hours_the_member_comes_back_and_gets_a_new_address_and_password(String language) {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        boolean ja = language.equals("ja");
        Visitor lost = SERVER.visitor().with("Accept-Language", language);
        String newEmail = TestServer.freshEmail();

        Answer waiting = begin(lost, member.email(), newEmail);

        assertThat(waiting.body()).contains(ja ? "待ち時間に入ります" : "The waiting period starts", "m••••");
        Mail started = SERVER.mailbox().await(member.email(), 2).get(1);
        assertThat(started.subject()).contains("アカウントの回復が始まりました");
        assertThat(started.text())
                .contains("この回復を止める", "日時", "端末", "照合番号", "何もしなければ、回復は続けられます")
                .doesNotContain(newEmail, "://");
        assertThat(last(newEmail, 2).subject()).contains(ja ? "待ち時間のお知らせ" : "Waiting period of an account recovery");
        assertThat(member.browser().get("/account").body()).contains("このアカウントの回復が待っています", STOP);
        assertThat(member.browser().get("/account/sign-ins").body()).contains("確認を待っています", "48時間の待ち時間");

        ledger.ageRecoveries(2 * DAY);
        Visitor back = SERVER.visitor().from(Addresses.TOKYO_OFFICE).with("Accept-Language", language);
        Walk.expect(prove(back, member.email(), newEmail), "/recover/password");
        assertThat(back.get("/account").redirectsTo("/signin")).as("K11").isTrue();
        back.get("/recover/password");
        Walk.expect(back.post("/recover/password", Map.of("newPassword", NEW)), "/done");

        assertThat(back.get("/done").body()).contains(ja ? "アカウントを回復しました" : "Your account is recovered");
        assertThat(back.get("/account").body()).contains(newEmail).doesNotContain("/account/recovery/stop");
        assertThat(member.browser().get("/account").redirectsTo("/signin"))
                .as("K47")
                .isTrue();
        assertThat(member.browser().get("/signin").body())
                .as("the other browser doesn't learn the new address")
                .doesNotContain(newEmail.substring(newEmail.indexOf('@')), "山田 花子");
        assertThat(ledger.openSessions()).isOne();
        assertThat(last(member.email(), 3).subject()).contains("アカウントが回復されました");
        assertThat(last(newEmail, 4).subject()).contains(ja ? "アカウントを回復しました" : "Your account was recovered");
        assertThat(new Walk(SERVER, SERVER.visitor())
                        .signIn(member.email(), NEW)
                        .status())
                .isEqualTo(422);
        assertThat(new Walk(SERVER, SERVER.visitor()).signIn(newEmail, NEW).status())
                .isIn(302, 303);
        assertThat(EvidenceRows.violations(SERVER.db(), List.of(ledger.accountId())))
                .isEmpty();
        assertThat(prove(SERVER.visitor(), newEmail, TestServer.freshEmail()).redirectsTo("/recover/waiting"))
                .as("the old request is used up")
                .isTrue();
    }

    @Test
    void before_the_time_is_up_an_attacker_has_gained_nothing() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        Visitor attacker = SERVER.visitor().from(Addresses.SAO_PAULO);
        String his = TestServer.freshEmail();
        begin(attacker, member.email(), his);
        ledger.ageRecoveries(2 * DAY - 60);

        Walk.expect(prove(attacker, member.email(), his), "/recover/waiting");

        assertThat(attacker.get("/recover/password").redirectsTo("/recover/waiting"))
                .isTrue();
        assertThat(attacker.post("/recover/password", Map.of("newPassword", NEW))
                        .redirectsTo("/done"))
                .isFalse();
        assertThat(attacker.get("/account").redirectsTo("/signin")).isTrue();
        assertThat(attacker.get("/recover/waiting").body()).doesNotContain("山田");
        new Walk(SERVER, member.browser()).signOut();
        Walk.expect(new Walk(SERVER, member.browser()).signIn(member.email(), TestServer.PASSWORD), "/account");
        assertThat(ledger.number("select count(*) from waiting_recovery where account_id = :account"))
                .as("asking again starts nothing new")
                .isOne();
        assertThat(ledger.mails("RECOVERY_STARTED")).isOne();
    }

    @Test
    void the_owner_stops_it_from_a_session_of_his_and_then_the_time_is_worth_nothing() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        Visitor attacker = SERVER.visitor().from(Addresses.SAO_PAULO);
        String his = TestServer.freshEmail();
        begin(attacker, member.email(), his);
        ledger.ageRecoveries(2 * DAY);
        Walk.expect(prove(attacker, member.email(), his), "/recover/password");
        attacker.get("/recover/password");

        member.browser().get("/account");
        Answer stopped = member.browser().post("/account/recovery/stop", Map.of());

        Walk.expect(stopped, "/account");
        assertThat(member.browser().follow(stopped).body()).contains("回復を止めました").doesNotContain(STOP);
        assertThat(attacker.post("/recover/password", Map.of("newPassword", NEW))
                        .redirectsTo("/done"))
                .isFalse();
        assertThat(attacker.get("/account").redirectsTo("/signin")).isTrue();
        Mail toOwner = last(member.email(), 3);
        Mail toHim = last(his, 4);
        assertThat(toOwner.subject()).contains("アカウントの回復を止めました");
        assertThat(toHim.subject()).contains("アカウントの回復を止めました");
        assertThat(toHim.text()).as("where the owner is").contains("ブラジル").doesNotContain("東京");
        assertThat(member.browser().get("/account/sign-ins").body()).contains("取り消し");
        member.browser().get("/account");
        Walk.expect(member.browser().post("/account/recovery/stop", Map.of()), "/account");
        assertThat(ledger.mails("RECOVERY_STOPPED")).isOne();
        assertThat(ledger.mails("ASKED_RECOVERY_STOPPED")).isOne();

        Walk.expect(prove(attacker, member.email(), his), "/recover/waiting");
        assertThat(ledger.mails("RECOVERY_STARTED"))
                .as("he waits from the beginning, and the owner is told")
                .isEqualTo(2);
    }

    @Test
    void nobody_else_can_stop_it() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        begin(SERVER.visitor(), member.email(), TestServer.freshEmail());

        Visitor stranger = SERVER.visitor();
        assertThat(stranger.post("/account/recovery/stop", Map.of()).redirectsTo("/signin"))
                .isTrue();
        assertThat(member.browser().get("/account/recovery/stop").status()).isEqualTo(405);
        SERVER.register().browser().post("/account/recovery/stop", Map.of());
        assertThat(member.browser()
                        .postRaw("/account/recovery/stop", "", "application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(403);

        assertThat(ledger.number(
                        "select count(*) from waiting_recovery where account_id = :account" + " and ended_at is null"))
                .isOne();
    }

    @Test
    void a_code_from_the_old_mailbox_stops_it_and_a_password_alone_does_not() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        begin(SERVER.visitor(), member.email(), TestServer.freshEmail());
        Visitor usual = member.browser();
        new Walk(SERVER, usual).signOut();
        Walk.expect(new Walk(SERVER, usual).signIn(member.email(), TestServer.PASSWORD), "/account");
        assertThat(ledger.mails("RECOVERY_STOPPED")).isZero();
        assertThat(usual.get("/account").body()).contains(STOP);

        Visitor abroad = SERVER.visitor().from(Addresses.SAO_PAULO).with("Accept-Language", "ja,pt-BR");
        Walk.expect(new Walk(SERVER, abroad).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
        assertThat(abroad.get("/signin/code").body()).contains("href=\"/recover\"");
        Walk.expect(abroad.post("/signin/code", Map.of("code", SERVER.mailbox().code(member.email(), 3))), "/done");

        assertThat(usual.get("/account").body()).doesNotContain(STOP);
        assertThat(ledger.mails("RECOVERY_STOPPED")).isOne();
        assertThat(ledger.mails("ASKED_RECOVERY_STOPPED")).isOne();
    }

    @Test
    void a_new_password_by_the_old_mailbox_stops_it() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        begin(SERVER.visitor(), member.email(), TestServer.freshEmail());
        Visitor owner = SERVER.visitor();
        owner.post("/forgot", Map.of("email", member.email()));
        owner.post("/reset/code", Map.of("code", SERVER.mailbox().code(member.email(), 3)));
        owner.get("/reset/password");
        Walk.expect(owner.post("/reset/password", Map.of("newPassword", NEW)), "/done");

        assertThat(ledger.mails("RECOVERY_STOPPED")).isOne();
        assertThat(ledger.mails("ASKED_RECOVERY_STOPPED")).isOne();
        assertThat(owner.get("/account").body()).doesNotContain(STOP);
    }

    @Test
    void k41_an_address_without_an_account_looks_the_same_on_every_page_and_in_every_mail() {
        Member member = SERVER.register();
        String unknown = TestServer.freshEmail();
        List<List<String>> seen = new ArrayList<>();
        List<Map<String, Integer>> rows = new ArrayList<>();

        for (String email : List.of(member.email(), unknown)) {
            Ledger ledger = Ledger.of(SERVER, email);
            Map<String, Integer> before = ledger.rows();
            String newEmail = TestServer.freshEmail();
            Visitor visitor = SERVER.visitor().from(Addresses.SAPPORO);
            List<String> pages = new ArrayList<>();
            visitor.get("/recover/wait");
            Answer asked = visitor.post("/recover/wait", Map.of("email", email, "newEmail", newEmail));
            pages.add(asked.status() + " " + asked.location());
            pages.add(plain(visitor.get("/recover/address/code"), email, newEmail));
            SERVER.mailbox().await(newEmail, 1);
            pages.add(plain(visitor.get("/recover/address/code"), email, newEmail));
            pages.add(plain(visitor.post("/recover/address/code", Map.of("code", wrong(newEmail))), email, newEmail));
            Answer proved = visitor.post(
                    "/recover/address/code", Map.of("code", SERVER.mailbox().code(newEmail, 1)));
            pages.add(proved.status() + " " + proved.location());
            pages.add(plain(visitor.get("/recover/waiting"), email, newEmail));
            for (Mail mail : SERVER.mailbox().await(newEmail, 2)) {
                pages.add(plain(mail.subject() + "\n" + mail.text(), email, newEmail)
                        .replaceAll("(?:コード：)[0-9]{6}", "CODE"));
            }
            seen.add(pages);
            Map<String, Integer> cost = ledger.rowsSince(before);
            cost.remove("budget");
            rows.add(cost);
        }

        assertThat(seen.get(1)).isEqualTo(seen.get(0));
        assertThat(rows.get(1)).isEqualTo(rows.get(0));
        assertThat(SERVER.mailbox().to(unknown)).isEmpty();
    }

    @Test
    void k41_too_many_requests_are_refused_alike_for_a_member_and_for_nobody() {
        List<String> refusals = new ArrayList<>();
        for (String email : List.of(SERVER.register().email(), TestServer.freshEmail())) {
            Ledger ledger = Ledger.of(SERVER, email);
            for (int i = 0; i < 4; i++) {
                begin(SERVER.visitor(), email, TestServer.freshEmail());
                ledger.allowMails();
                SERVER.db()
                        .sql("update waiting_recovery set ended_at = now(), end_cause = 'STOPPED'"
                                + " where account_id = :account and ended_at is null")
                        .param("account", ledger.accountId())
                        .update();
            }
            String newEmail = TestServer.freshEmail();
            Answer answer = prove(SERVER.visitor(), email, newEmail);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body()).contains("止めています");
            refusals.add(plain(answer, email, newEmail));
            assertThat(ledger.number("select count(*) from waiting_recovery where account_id = :account"))
                    .isEqualTo(4);
        }
        assertThat(refusals.get(1)).isEqualTo(refusals.get(0));
    }

    @Test
    void when_the_time_is_up_nobody_gets_into_an_account_that_does_not_exist() {
        String unknown = TestServer.freshEmail();
        String newEmail = TestServer.freshEmail();
        begin(SERVER.visitor(), unknown, newEmail);
        Ledger.of(SERVER, unknown).ageRecoveries(2 * DAY);
        Visitor visitor = SERVER.visitor();

        Answer answer = prove(visitor, unknown, newEmail);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("続けられる回復がありません");
        assertThat(visitor.post("/recover/password", Map.of("newPassword", NEW)).redirectsTo("/done"))
                .isFalse();
    }

    @Test
    void what_was_begun_before_the_owner_registered_is_worth_nothing_to_who_began_it() {
        String email = TestServer.freshEmail();
        String his = TestServer.freshEmail();
        Visitor attacker = SERVER.visitor().from(Addresses.SAO_PAULO);
        begin(attacker, email, his);
        Ledger ledger = Ledger.of(SERVER, email);
        Visitor owner = SERVER.visitor();
        new Walk(SERVER, owner).register(email, "山田 花子", TestServer.PASSWORD);
        ledger.ageRecoveries(2 * DAY);

        assertThat(owner.get("/account").body()).doesNotContain(STOP);
        Walk.expect(prove(attacker, email, his), "/recover/waiting");

        assertThat(ledger.mails("RECOVERY_STARTED"))
                .as("he waits from the beginning, and the owner is told")
                .isOne();
        assertThat(owner.get("/account").body()).contains(STOP);
    }

    @Test
    void nobody_finishes_a_recovery_of_which_no_owner_could_be_told() {
        for (boolean disabled : List.of(true, false)) {
            Member member = SERVER.register();
            Ledger ledger = Ledger.of(SERVER, member.email());
            String email = member.email();
            if (disabled) {
                SERVER.bean(Accounts.class).disable(ledger.accountId());
            } else {
                email = email.substring(0, email.indexOf('@')) + "@nobody.invalid";
                SERVER.bean(Accounts.class)
                        .changeEmail(
                                ledger.accountId(), EmailAddress.parse(email).orElseThrow());
            }
            String his = TestServer.freshEmail();
            begin(SERVER.visitor(), email, his);
            if (disabled) {
                SERVER.db()
                        .sql("update account set disabled_at = null where account_id = ?")
                        .param(ledger.accountId())
                        .update();
            }
            assertThat(member.browser().get("/account").body()).doesNotContain(STOP);
            ledger.ageRecoveries(2 * DAY);
            Visitor attacker = SERVER.visitor();

            assertThat(prove(attacker, email, his).body()).contains("続けられる回復がありません");

            assertThat(attacker.post("/recover/password", Map.of("newPassword", NEW))
                            .redirectsTo("/done"))
                    .isFalse();
        }
    }

    @Test
    void the_owner_who_comes_back_to_his_mailbox_too_late_undoes_it() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        String his = TestServer.freshEmail();
        begin(SERVER.visitor(), member.email(), his);
        ledger.ageRecoveries(2 * DAY);
        Visitor attacker = SERVER.visitor();
        Walk.expect(prove(attacker, member.email(), his), "/recover/password");
        attacker.get("/recover/password");
        Walk.expect(attacker.post("/recover/password", Map.of("newPassword", NEW)), "/done");
        Mail moved = last(member.email(), 3);
        assertThat(moved.subject()).contains("14日間は元に戻せます");
        assertThat(moved.text()).contains("メールアドレスの変更を元に戻す").doesNotContain(his, "://");
        Matcher reference = REFERENCE.matcher(moved.text());
        assertThat(reference.find()).isTrue();
        assertThat(attacker.get("/account/messages").body())
                .as("its number opens the way back, so whoever is in now doesn't see it")
                .doesNotContain(reference.group());

        Map<String, String> claim = new HashMap<>(Map.of("email", member.email(), "reference", reference.group()));
        Visitor owner = SERVER.visitor();
        owner.get("/email-undo");
        owner.post("/email-undo", claim);
        claim.put("code", SERVER.mailbox().code(member.email(), 4));
        owner.post("/email-undo/code", claim);

        assertThat(Ledger.of(SERVER, member.email()).accountId()).isEqualTo(ledger.accountId());
        assertThat(attacker.get("/account").redirectsTo("/signin")).isTrue();
    }

    @Test
    void k41_the_number_of_a_recovery_tells_nobody_whether_there_is_an_account_or_what_its_owner_does() {
        List<List<String>> seen = new ArrayList<>();
        for (String email : List.of(SERVER.register().email(), TestServer.freshEmail())) {
            Ledger ledger = Ledger.of(SERVER, email);
            String newEmail = TestServer.freshEmail();
            Matcher number =
                    REFERENCE.matcher(begin(SERVER.visitor(), email, newEmail).body());
            assertThat(number.find()).isTrue();
            List<String> pages = new ArrayList<>();
            for (int days : List.of(1, 8)) {
                ledger.ageRecoveries(days * DAY);
                SERVER.bean(RecoverySweep.class).sweep();
                pages.add(plain(verify(number.group()), email, newEmail));
            }
            assertThat(pages.get(1)).contains("期限が過ぎました");
            assertThat(last(newEmail, 3).subject()).contains("期限が過ぎました");
            seen.add(pages);
        }
        assertThat(seen.get(1)).isEqualTo(seen.get(0));

        Member member = SERVER.register();
        String newEmail = TestServer.freshEmail();
        Matcher number = REFERENCE.matcher(
                begin(SERVER.visitor(), member.email(), newEmail).body());
        assertThat(number.find()).isTrue();
        String before = plain(verify(number.group()), member.email(), newEmail);
        member.browser().get("/account");
        Walk.expect(member.browser().post("/account/recovery/stop", Map.of()), "/account");
        assertThat(plain(verify(number.group()), member.email(), newEmail)).isEqualTo(before);
    }

    @Test
    void one_that_ran_out_is_closed_in_the_history_also_when_it_is_asked_for_again() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        String newEmail = TestServer.freshEmail();
        begin(SERVER.visitor(), member.email(), newEmail);
        ledger.ageRecoveries(9 * DAY);

        Walk.expect(prove(SERVER.visitor(), member.email(), newEmail), "/recover/waiting");

        assertThat(member.browser().get("/account/sign-ins").body()).contains("取り消し");
        assertThat(ledger.number("select count(*) from waiting_recovery w where w.account_id = :account"
                        + " and end_cause = 'EXPIRED' and exists (select 1 from outcome_record o"
                        + " where o.attempt_id = w.attempt_id and o.outcome = 'CANCELLED')"))
                .isOne();
    }

    @Test
    void the_first_request_stays_and_a_second_one_for_another_mailbox_waits_for_nothing() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        String first = TestServer.freshEmail();
        String second = TestServer.freshEmail();
        Answer one = begin(SERVER.visitor(), member.email(), first);
        Answer two = begin(SERVER.visitor(), member.email(), second);
        assertThat(plain(two, member.email(), second)).isEqualTo(plain(one, member.email(), first));
        assertThat(ledger.mails("RECOVERY_STARTED")).isOne();

        ledger.ageRecoveries(2 * DAY);

        assertThat(prove(SERVER.visitor(), member.email(), second).redirectsTo("/recover/password"))
                .isFalse();
        Walk.expect(prove(SERVER.visitor(), member.email(), first), "/recover/password");
    }

    @Test
    void k26_a_week_after_the_time_was_up_it_is_too_late_and_both_are_told() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        String newEmail = TestServer.freshEmail();
        begin(SERVER.visitor(), member.email(), newEmail);
        Visitor late = SERVER.visitor();
        ledger.ageRecoveries(2 * DAY);
        Walk.expect(prove(late, member.email(), newEmail), "/recover/password");
        late.get("/recover/password");
        ledger.ageRecoveries(7 * DAY);

        assertThat(late.post("/recover/password", Map.of("newPassword", NEW)).redirectsTo("/done"))
                .isFalse();
        assertThat(member.browser().get("/account").body()).doesNotContain(STOP);
        SERVER.bean(RecoverySweep.class).sweep();
        SERVER.bean(RecoverySweep.class).sweep();

        assertThat(ledger.mails("RECOVERY_EXPIRED")).isOne();
        assertThat(ledger.mails("ASKED_RECOVERY_EXPIRED")).isOne();
        assertThat(last(member.email(), 3).subject()).contains("期限が過ぎました");
        assertThat(member.browser().get("/account/sign-ins").body()).contains("取り消し");
        Walk.expect(prove(SERVER.visitor(), member.email(), newEmail), "/recover/waiting");
    }

    @Test
    void at_half_time_the_owner_is_reminded_once() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        begin(SERVER.visitor(), member.email(), TestServer.freshEmail());
        SERVER.bean(RecoverySweep.class).sweep();
        assertThat(ledger.mails("RECOVERY_REMINDER")).isZero();
        ledger.ageRecoveries(DAY);

        SERVER.bean(RecoverySweep.class).sweep();
        SERVER.bean(RecoverySweep.class).sweep();

        assertThat(ledger.mails("RECOVERY_REMINDER")).isOne();
        assertThat(last(member.email(), 3).text()).contains(STOP, "照合番号");
    }

    @Test
    void k19_fifty_posts_of_the_new_password_open_one_session() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        String newEmail = TestServer.freshEmail();
        begin(SERVER.visitor(), member.email(), newEmail);
        ledger.ageRecoveries(2 * DAY);
        Visitor back = SERVER.visitor();
        Walk.expect(prove(back, member.email(), newEmail), "/recover/password");
        back.get("/recover/password");
        List<Visitor> tabs = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            tabs.add(back.copy());
        }

        List<Answer> answers = Race.of(50, i -> tabs.get(i).post("/recover/password", Map.of("newPassword", NEW)));

        assertThat(answers).filteredOn(answer -> answer.redirectsTo("/done")).hasSize(1);
        assertThat(ledger.openSessions()).isOne();
        assertThat(ledger.number("select count(*) from waiting_recovery where account_id = :account"
                        + " and end_cause = 'COMPLETED'"))
                .isOne();
        assertThat(EvidenceRows.violations(SERVER.db(), List.of(ledger.accountId())))
                .isEmpty();
    }

    @Test
    void a_strangers_mailbox_gets_few_mails_however_many_accounts_are_named() {
        String victim = TestServer.freshEmail();
        int asked = 0;
        for (int i = 0; i < 8; i++) {
            Visitor visitor = SERVER.visitor().from("200.158.70." + i);
            visitor.get("/recover/wait");
            Answer answer = visitor.post("/recover/wait", Map.of("email", TestServer.freshEmail(), "newEmail", victim));
            asked += answer.redirectsTo("/recover/address/code") ? 1 : 0;
        }

        assertThat(asked).isBetween(5, 5 * Ledger.of(SERVER, victim).windows("RECOVERY_MAILBOX/PT1H"));
    }

    @Test
    void an_address_is_not_its_own_new_address() {
        Visitor visitor = SERVER.visitor();
        visitor.get("/recover/wait");

        Answer answer = visitor.post("/recover/wait", Map.of("email", "a@mail.example", "newEmail", "A@mail.example"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("アカウントのアドレスと同じです");
    }

    private static Answer begin(Visitor visitor, String email, String newEmail) {
        Answer proved = prove(visitor, email, newEmail);
        Walk.expect(proved, "/recover/waiting");
        return visitor.get("/recover/waiting");
    }

    /// The form with both addresses, and the code from the new mailbox.
    private static Answer prove(Visitor visitor, String email, String newEmail) {
        int codes = codes(newEmail).size();
        visitor.get("/recover/wait");
        Walk.expect(
                visitor.post("/recover/wait", Map.of("email", email, "newEmail", newEmail)), "/recover/address/code");
        visitor.get("/recover/address/code");
        while (codes(newEmail).size() == codes) {
            SERVER.mailbox().await(newEmail, SERVER.mailbox().to(newEmail).size());
            Thread.onSpinWait();
        }
        return visitor.post(
                "/recover/address/code",
                Map.of("code", TestMailbox.codeIn(codes(newEmail).getLast())));
    }

    /// Each from a network of its own: look-ups are limited.
    private static Answer verify(String number) {
        Visitor visitor = SERVER.visitor().from("12.7." + NETWORKS.incrementAndGet() + ".7");
        visitor.get("/verify-mail");
        return visitor.post("/verify-mail", Map.of("number", number));
    }

    private static List<Mail> codes(String email) {
        return SERVER.mailbox().to(email).stream()
                .filter(mail ->
                        mail.subject().contains("回復の確認コード") || mail.subject().contains("recovery code"))
                .toList();
    }

    private static Mail last(String email, int count) {
        return SERVER.mailbox().await(email, count).get(count - 1);
    }

    private static String wrong(String email) {
        return SERVER.mailbox().code(email, 1).equals("000000") ? "000001" : "000000";
    }

    private static String plain(Answer page, String email, String newEmail) {
        return plain(page.body(), email, newEmail);
    }

    private static String plain(String text, String email, String newEmail) {
        return REFERENCE
                .matcher(text.replace(newEmail, "NEW").replace(email, "OLD"))
                .replaceAll("REFERENCE")
                .replaceAll("name=\"csrf\" value=\"[^\"]*\"", "CSRF")
                .replaceAll("m••••[0-9]?@", "m••••@")
                .replaceAll("[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日(?:（.）)?", "DATE")
                .replaceAll("[0-9]{1,2}時[0-9]{2}分", "TIME")
                .replaceAll("datetime=\"[^\"]*\"", "TIME");
    }
}
