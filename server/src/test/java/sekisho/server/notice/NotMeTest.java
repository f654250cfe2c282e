package sekisho.server.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sekisho.engine.AccountHistory;
import sekisho.engine.AttackReport;
import sekisho.engine.Evidence;
import sekisho.engine.Feature;
import sekisho.engine.Population;
import sekisho.server.password.Passwords;
import sekisho.server.record.SignInRecords;
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

/// "This wasn't me": what one press does, and how it is taken back.
class NotMeTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String NEW_PASSWORD = "midori-no-kaze-8842-yama";

    private final Asked asked = Asked.on(SERVER);

    @Test
    void one_press_stops_the_attempt_and_the_password_and_leaves_the_owner_where_he_is() {
        String reference = asked.stop();
        String code = SERVER.mailbox().code(asked.member().email(), 2);

        Walk.expect(asked.answer(reference, "not_me"), "/alerts/" + reference);

        assertThat(asked.intruder().get("/signin/code").redirectsTo("/signin")).isTrue();
        assertThat(asked.intruder().post("/signin/code", Map.of("code", code)).redirectsTo("/signin"))
                .isTrue();
        assertThat(asked.owner().get("/account").status()).isEqualTo(200);
        assertThat(asked.owner().get("/alerts/" + reference).body())
                .contains("対応が完了しました", "パスワードを使えなくしました", "いまお使いのこのサインインは、そのままです", "取り消す");
        Walk.expect(new Walk(SERVER, SERVER.visitor()).signIn(asked.member().email(), TestServer.PASSWORD), "/reset");
        Mail summary = asked.latestMail(3);
        assertThat(summary.subject()).contains("対応が完了しました", reference);
        assertThat(summary.text()).contains("使えなくしました", "パスワードを忘れました").doesNotContain("http");
    }

    @Test
    void k47_every_older_token_of_whoever_got_in_is_refused() {
        String reference = asked.letIn();
        Visitor second = SERVER.visitor().from(Addresses.NEW_YORK).with("Accept-Language", "en");
        Walk.expect(new Walk(SERVER, second).signIn(asked.member().email(), TestServer.PASSWORD), "/signin/code");
        Walk.expect(
                second.post(
                        "/signin/code",
                        Map.of("code", SERVER.mailbox().code(asked.member().email(), 3))),
                "/done");
        Visitor pending = SERVER.visitor().from(Addresses.SAPPORO);
        pending.post("/forgot", Map.of("email", asked.member().email()));
        Visitor thief = asked.intruder().copy();

        asked.answer(reference, "not_me");

        for (Visitor gone : List.of(asked.intruder(), thief, second)) {
            assertThat(gone.get("/account").redirectsTo("/signin")).isTrue();
        }
        assertThat(pending.get("/reset/code").redirectsTo("/signin")).isTrue();
        assertThat(asked.owner().get("/account").status()).isEqualTo(200);
        Ledger ledger = asked.ledger();
        assertThat(ledger.openSessions()).isOne();
        assertThat(ledger.number("select count(*) from session where account_id = :account and end_cause = 'REPORTED'"))
                .isEqualTo(2);
        assertThat(ledger.number("select count(*) from device where account_id = :account and forgotten_at is null"))
                .as("the owner's own browser stays recognised")
                .isOne();
        assertThat(ledger.number("select count(*) from one_time_code where account_id = :account"
                        + " and redeemed_at is null and retired_at is null"))
                .isZero();
        new Walk(SERVER, thief).signIn(asked.member().email(), TestServer.PASSWORD);
        assertThat(ledger.latestRecognition()).isEqualTo("UNKNOWN");
    }

    @Test
    void k59_what_the_intruder_taught_is_forgotten_and_what_the_owner_taught_since_is_kept() {
        AccountHistory before = history();
        String reference = asked.letIn();
        new Walk(SERVER, asked.intruder()).signOut();
        asked.intruder().cookies().remove("sekisho-attempt");
        Walk.expect(new Walk(SERVER, asked.intruder()).signIn(asked.member().email(), TestServer.PASSWORD), "/account");
        assertThat(asked.ledger().latestRecognition()).isEqualTo("RECOGNISED");
        new Walk(SERVER, asked.owner()).signOut();
        Walk.expect(new Walk(SERVER, asked.owner()).signIn(asked.member().email(), TestServer.PASSWORD), "/account");
        assertThat(history().signIns()).isEqualTo(before.signIns() + 3);

        asked.answer(reference, "not_me");

        AccountHistory after = history();
        assertThat(after.signIns()).isEqualTo(before.signIns() + 1);
        AccountHistory unvisited = before.learn(evidenceOfLatestOwnSignIn(), Population.empty());
        assertThat(Feature.values())
                .as("as if the intruder had never been there")
                .allSatisfy(feature -> assertThat(after.mostUsual(feature)).isEqualTo(unvisited.mostUsual(feature)));
        assertThat(after.lastPoint()).isEqualTo(unvisited.lastPoint());
        assertThat(asked.ledger().number("select count(*) from lesson where account_id = :account"))
                .isEqualTo(2);
    }

    @Test
    void recovery_codes_that_the_intruder_made_open_nothing_and_a_hundred_sessions_dont_silence_the_owner() {
        String reference = asked.letIn();
        asked.intruder().get("/account/recovery-codes");
        asked.intruder().post("/account/recovery-codes", Map.of("password", TestServer.PASSWORD));
        Ledger ledger = asked.ledger();
        ledger.change(
                "insert into session (account_id, session_id, token_hash, attempt_id, stay, last_used_at, expires_at)"
                        + " select account_id, gen_random_uuid(), sha256(n::text::bytea), attempt_id, false,"
                        + " now() + interval '1 hour', expires_at from session, generate_series(1, 110) n"
                        + " where session.session_id = (select session_id from session where account_id = :account"
                        + " order by started_at desc limit 1)");

        Walk.expect(asked.answer(reference, "not_me"), "/alerts/" + reference);

        assertThat(ledger.openSessions()).isOne();
        assertThat(ledger.number(
                        "select count(*) from recovery_code where account_id = :account and voided_at is null"))
                .isZero();
    }

    private Evidence evidenceOfLatestOwnSignIn() {
        return SERVER.bean(SignInRecords.class)
                .latest(asked.ledger().accountId(), 1, 1)
                .getFirst()
                .decided()
                .evidence();
    }

    private AccountHistory history() {
        return AccountHistory.fromBytes(SERVER.db()
                .sql("select history from account_history where account_id = :account")
                .param("account", asked.ledger().accountId())
                .query(byte[].class)
                .single());
    }

    @Test
    void it_is_marked_for_two_weeks_and_no_device_can_clear_that() {
        String reference = asked.letIn();
        asked.answer(reference, "not_me");
        String mark = "/alerts/" + reference;

        assertThat(asked.owner().get("/account").body()).contains("あなたではないと回答済み", mark);
        assertThat(asked.owner().get("/account/sign-ins").body()).contains("あなたではないと回答済み");
        asked.intruder().post(mark, Map.of("answer", "me", "number", "11"));
        asked.intruder().post(mark, Map.of("answer", "undo"));
        asked.intruder().post(mark + "/undo", Map.of("code", "111111"));
        assertThat(asked.owner().get("/account").body()).contains(mark);
        SERVER.db()
                .sql("update decision_record set decided_at = decided_at - interval '14 days 1 hour'"
                        + " where account_id = :account and reference = :reference")
                .param("account", asked.ledger().accountId())
                .param("reference", reference)
                .update();

        assertThat(asked.owner().get("/account").body()).doesNotContain(mark);
        assertThat(asked.owner().get("/account/sign-ins").body()).contains(mark);
    }

    @Test
    void whoever_proves_himself_takes_it_back_within_ten_minutes() {
        String reference = asked.stop();
        asked.answer(reference, "not_me");
        asked.latestMail(3);

        Walk.expect(asked.answer(reference, "undo"), "/alerts/" + reference + "/undo");
        assertThat(asked.owner().get("/alerts/" + reference + "/undo").status()).isEqualTo(200);
        Mail mail = asked.latestMail(4);
        assertThat(mail.subject()).contains(reference).doesNotContain(TestMailbox.codeIn(mail));
        Walk.expect(undo(reference, TestMailbox.codeIn(mail)), "/alerts/" + reference);

        assertThat(asked.owner().get("/alerts/" + reference).body()).contains("止めたサインインの記録です", "取り消されています");
        assertThat(asked.owner().get("/account").body()).doesNotContain("あなたではないと回答済み");
        assertThat(asked.latestMail(5).text()).contains("いままでのパスワードが使えます");
        new Walk(SERVER, asked.owner()).signOut();
        Walk.expect(new Walk(SERVER, asked.owner()).signIn(asked.member().email(), TestServer.PASSWORD), "/account");
        assertThat(asked.intruder().get("/signin/code").redirectsTo("/signin")).isTrue();
    }

    @Test
    void nobody_takes_it_back_without_the_code_or_too_late() {
        String reference = asked.stop();
        String signInCode = SERVER.mailbox().code(asked.member().email(), 2);
        asked.answer(reference, "not_me");
        asked.latestMail(3);
        Member stranger = SERVER.register();
        stranger.browser().get("/account");

        assertThat(stranger.browser()
                        .post("/alerts/" + reference, Map.of("answer", "undo"))
                        .status())
                .isEqualTo(404);
        Walk.expect(asked.answer(reference, "undo"), "/alerts/" + reference + "/undo");
        String code = SERVER.mailbox().code(asked.member().email(), 4);
        String wrong = code.equals("111111") ? "222222" : "111111";
        assertThat(stranger.browser()
                        .post("/alerts/" + reference + "/undo", Map.of("code", code))
                        .status())
                .isEqualTo(404);
        assertThat(asked.intruder()
                        .post("/alerts/" + reference + "/undo", Map.of("code", code))
                        .redirectsTo("/signin"))
                .isTrue();
        assertThat(undo(reference, wrong).body()).contains("コードが違います");
        if (!signInCode.equals(code)) {
            assertThat(undo(reference, signInCode).status()).isEqualTo(422);
        }
        assertThat(undo(reference, "12345").body()).contains("いま5けた");
        later(601);
        Walk.expect(undo(reference, code), "/alerts/" + reference);
        Walk.expect(asked.answer(reference, "undo"), "/alerts/" + reference);

        assertThat(asked.owner().get("/alerts/" + reference).body())
                .contains("対応が完了しました")
                .doesNotContain("value=\"undo\"");
        Walk.expect(new Walk(SERVER, SERVER.visitor()).signIn(asked.member().email(), TestServer.PASSWORD), "/reset");
    }

    @Test
    void one_of_two_reports_taken_back_leaves_the_password_off() {
        String first = asked.stop();
        asked.answer(first, "not_me");
        Walk.expect(new Walk(SERVER, asked.intruder()).signIn(asked.member().email(), TestServer.PASSWORD), "/reset");
        String second = asked.reference();
        asked.answer(second, "not_me");
        int mails = SERVER.mailbox().await(asked.member().email(), 4).size();

        asked.answer(first, "undo");
        Walk.expect(undo(first, SERVER.mailbox().code(asked.member().email(), mails + 1)), "/alerts/" + first);
        assertThat(asked.latestMail(mails + 2).text()).contains("使えないままです");
        Walk.expect(new Walk(SERVER, SERVER.visitor()).signIn(asked.member().email(), TestServer.PASSWORD), "/reset");

        asked.answer(second, "undo");
        Walk.expect(undo(second, SERVER.mailbox().code(asked.member().email(), mails + 3)), "/alerts/" + second);
        assertThat(asked.latestMail(mails + 4).text()).contains("いままでのパスワードが使えます");
    }

    @Test
    void a_password_that_was_changed_since_stays_as_it_is() {
        String reference = asked.stop();
        Visitor browser = SERVER.visitor();
        browser.post("/forgot", Map.of("email", asked.member().email()));
        browser.get("/reset/code");
        browser.post(
                "/reset/code",
                Map.of("code", SERVER.mailbox().code(asked.member().email(), 3)));
        Walk.expect(browser.post("/reset/password", Map.of("newPassword", NEW_PASSWORD)), "/done");

        browser.get("/alerts/" + reference);
        Walk.expect(browser.post("/alerts/" + reference, Map.of("answer", "not_me")), "/alerts/" + reference);

        assertThat(browser.get("/alerts/" + reference).body()).contains("パスワードは変えていません");
        new Walk(SERVER, browser).signOut();
        Walk.expect(new Walk(SERVER, browser).signIn(asked.member().email(), NEW_PASSWORD), "/account");
    }

    @Test
    void an_intruder_who_chose_a_new_password_loses_it_too() {
        Visitor intruder = asked.intruder();
        SERVER.bean(Passwords.class).markUnsafe(asked.ledger().accountId(), "operator");
        Walk.expect(new Walk(SERVER, intruder).signIn(asked.member().email(), TestServer.PASSWORD), "/reset");
        Walk.expect(intruder.post("/reset", Map.of()), "/reset/code");
        intruder.post(
                "/reset/code",
                Map.of("code", SERVER.mailbox().code(asked.member().email(), 2)));
        Walk.expect(intruder.post("/reset/password", Map.of("newPassword", NEW_PASSWORD)), "/done");
        String reference = asked.reference();
        Visitor owner = SERVER.visitor();
        owner.post("/forgot", Map.of("email", asked.member().email()));
        owner.get("/reset/code");

        assertThat(asked.owner().get("/alerts/" + reference).redirectsTo("/signin"))
                .isTrue();
        new Walk(SERVER, owner).signInByMail(asked.member().email(), NEW_PASSWORD);
        assertThat(owner.get("/alerts/" + reference).status()).isEqualTo(200);
        Walk.expect(owner.post("/alerts/" + reference, Map.of("answer", "not_me")), "/alerts/" + reference);

        assertThat(intruder.get("/account").redirectsTo("/signin")).isTrue();
        Walk.expect(new Walk(SERVER, SERVER.visitor()).signIn(asked.member().email(), NEW_PASSWORD), "/reset");
    }

    @Test
    void reporting_the_very_sign_in_that_one_is_in_by_ends_it_and_says_so_before() {
        String reference = asked.letIn();
        asked.intruder().with("Accept-Language", "ja");

        Answer page = asked.intruder().get("/alerts/" + reference);
        assertThat(page.body()).contains("この端末もサインアウトします");
        Walk.expect(asked.intruder().post("/alerts/" + reference, Map.of("answer", "not_me")), "/signed-out");

        assertThat(asked.intruder().get("/account").redirectsTo("/signin")).isTrue();
        assertThat(asked.ledger().openSessions()).isZero();
    }

    @Test
    void many_presses_at_once_do_it_once() {
        String reference = asked.letIn();
        asked.owner().get("/alerts/" + reference);
        List<Visitor> presses = Stream.generate(asked.owner()::copy).limit(20).toList();

        List<Answer> answers =
                Race.of(20, i -> presses.get(i).post("/alerts/" + reference, Map.of("answer", "not_me")));

        assertThat(answers).allMatch(answer -> answer.redirectsTo("/alerts/" + reference));
        Ledger ledger = asked.ledger();
        assertThat(ledger.mails("SIGN_IN_REPORTED")).isOne();
        assertThat(ledger.number(
                        "select count(*) from outcome_record where account_id = :account and outcome = 'REPORTED'"))
                .isOne();
        assertThat(ledger.openSessions()).isOne();
    }

    @Test
    void a_code_typed_at_the_moment_of_the_press_opens_nothing_that_lasts() {
        String reference = asked.stop();
        String code = SERVER.mailbox().code(asked.member().email(), 2);
        asked.owner().get("/alerts/" + reference);
        List<Visitor> codes = Stream.generate(asked.intruder()::copy).limit(9).toList();

        Race.of(
                10,
                i -> i == 0
                        ? asked.owner().post("/alerts/" + reference, Map.of("answer", "not_me"))
                        : codes.get(i - 1).post("/signin/code", Map.of("code", code)));

        assertThat(asked.ledger().openSessions()).isOne();
        assertThat(asked.owner().get("/account").status()).isEqualTo(200);
        assertThat(codes).allMatch(visitor -> visitor.get("/account").redirectsTo("/signin"));
    }

    @Test
    void of_two_who_report_each_other_at_once_one_stays() {
        String intruders = asked.letIn();
        String owners = SERVER.db()
                .sql("select reference from decision_record where account_id = :account order by decided_at limit 1")
                .param("account", asked.ledger().accountId())
                .query(String.class)
                .single();
        new Walk(SERVER, asked.owner()).signOut();
        Walk.expect(new Walk(SERVER, asked.owner()).signIn(asked.member().email(), TestServer.PASSWORD), "/account");
        String own = asked.reference();
        assertThat(own).isNotEqualTo(owners);
        asked.owner().get("/alerts/" + intruders);
        asked.intruder().get("/alerts/" + own);

        Race.of(
                2,
                i -> i == 0
                        ? asked.owner().post("/alerts/" + intruders, Map.of("answer", "not_me"))
                        : asked.intruder().post("/alerts/" + own, Map.of("answer", "not_me")));

        assertThat(asked.ledger().openSessions()).isOne();
        assertThat(asked.ledger().mails("SIGN_IN_REPORTED")).isOne();
    }

    @Test
    void what_the_owner_reports_is_told_to_the_engine_until_he_takes_it_back() {
        String reference = asked.stop();
        asked.latestMail(2);
        asked.answer(reference, "not_me");
        asked.latestMail(3);
        assertThat(reports())
                .hasSize(1)
                .allSatisfy(report -> assertThat(report.trust())
                        .as("his browser was recognised before")
                        .isEqualTo(1));

        asked.answer(reference, "undo");
        Walk.expect(undo(reference, TestMailbox.codeIn(asked.latestMail(4))), "/alerts/" + reference);

        assertThat(reports()).isEmpty();
    }

    @Test
    void an_intruder_who_reports_the_owner_is_trusted_less() {
        new Walk(SERVER, asked.owner()).signOut();
        Walk.expect(new Walk(SERVER, asked.owner()).signIn(asked.member().email(), TestServer.PASSWORD), "/account");
        String owners = asked.reference();
        asked.letIn();
        asked.intruder().get("/alerts/" + owners);

        asked.intruder().post("/alerts/" + owners, Map.of("answer", "not_me"));

        assertThat(reports())
                .hasSize(1)
                .allSatisfy(report -> assertThat(report.trust()).isEqualTo(0.5));
    }

    private List<AttackReport> reports() {
        return SERVER
                .db()
                .sql("select report from attack_report where account_id = :account")
                .param("account", asked.ledger().accountId())
                .query(byte[].class)
                .list()
                .stream()
                .map(AttackReport::fromBytes)
                .toList();
    }

    private Answer undo(String reference, String code) {
        return asked.owner().post("/alerts/" + reference + "/undo", Map.of("code", code));
    }

    private void later(int seconds) {
        SERVER.db()
                .sql("update alert_answer set reported_at = reported_at - make_interval(secs => :seconds)"
                        + " where account_id = :account")
                .param("seconds", seconds)
                .param("account", asked.ledger().accountId())
                .update();
    }
}
