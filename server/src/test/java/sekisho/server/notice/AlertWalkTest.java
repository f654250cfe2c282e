package sekisho.server.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sekisho.server.password.Passwords;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.TestMailbox.Mail;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// "Was this you?", as the owner of a sign-in meets it.
class AlertWalkTest {
    private static final TestServer SERVER = TestServer.shared();

    private final Asked asked = Asked.on(SERVER);

    @ParameterizedTest
    @CsvSource({
        "ja, このサインインは、あなたですか, 止めています（まだ入れていません）, 'いいえ、私ではありません', 'はい、私です', 何もしなければ",
        "en, Was this you?, Held back (nobody has got in), 'No, this is not me', 'Yes, this is me', If you do nothing"
    })
    void only_a_sign_in_that_is_stopped_and_waits_asks(
            String language, String title, String state, String no, String yes, String nothing) {
        String reference = asked.stop();

        Answer page = asked.owner().get("/alerts/" + reference + "?lang=" + language);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains(title, state, no, yes, nothing, reference);
        assertThat(SERVER.mailbox().await(asked.member().email(), 2)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "ja, 確認コードでサインインした記録です, 対応は不要です, コードを入力した覚えがありません",
        "en, A sign-in that was completed with a code, Nothing to do, I did not type a code"
    })
    void a_code_closes_the_question_and_no_second_mail_comes(
            String language, String title, String nothing, String details) {
        String reference = asked.letIn();

        Answer page = asked.owner().get("/alerts/" + reference + "?lang=" + language);

        assertThat(page.body()).contains(title, nothing, details).doesNotContain("value=\"me\"", "id=\"number\"");
        assertThat(asked.owner().get("/account").body()).doesNotContain("/alerts/" + reference);
        assertThat(SERVER.mailbox().to(asked.member().email())).hasSize(2);
        assertThat(queued("SIGN_IN_STOPPED")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "ja, 止めたサインインの記録です, 返事をする必要はありません, 完了せずに終わりました",
        "en, A sign-in that was stopped, You do not need to answer, Ended without being completed"
    })
    void doing_nothing_is_safe(String language, String title, String nothing, String mark) {
        String reference = asked.stop();
        SERVER.mailbox().await(asked.member().email(), 2);
        asked.ledger().age(3700);

        Answer page = asked.owner().get("/alerts/" + reference + "?lang=" + language);

        assertThat(page.body()).contains(title, nothing).doesNotContain("value=\"me\"", "id=\"number\"");
        assertThat(asked.owner().get("/account?lang=" + language).body()).contains(mark, "/alerts/" + reference);
        assertThat(asked.intruder().get("/signin/code").redirectsTo("/signin")).isTrue();
        assertThat(SERVER.mailbox().to(asked.member().email())).hasSize(2);
        new Walk(SERVER, asked.owner()).signOut();
        Walk.expect(new Walk(SERVER, asked.owner()).signIn(asked.member().email(), TestServer.PASSWORD), "/account");
    }

    @Test
    void k36_the_right_number_is_written_down_and_lets_nobody_in() {
        String reference = asked.stop();
        String code = SERVER.mailbox().code(asked.member().email(), 2);

        Walk.expect(asked.claim(reference, asked.number()), "/alerts/" + reference);

        assertThat(asked.owner().get("/alerts/" + reference).body())
                .contains("あなたと回答済み", "この返事だけでは、サインインは完了しません")
                .doesNotContain("value=\"me\"");
        assertThat(asked.owner().get("/account").body()).contains("/alerts/" + reference);
        assertThat(asked.ledger().openSessions()).isOne();
        assertThat(asked.intruder().get("/account").redirectsTo("/signin")).isTrue();
        assertThat(asked.intruder().get("/signin/code").status()).isEqualTo(200);
        Walk.expect(asked.intruder().post("/signin/code", Map.of("code", code)), "/done");
        assertThat(SERVER.mailbox().to(asked.member().email())).hasSize(2);
    }

    @Test
    void k36_the_number_can_be_typed_three_times() {
        String reference = asked.stop();
        String right = asked.number();
        String wrong = right.equals("11") ? "22" : "11";

        assertThat(asked.claim(reference, wrong).body()).contains("あと2回試せます");
        assertThat(asked.claim(reference, wrong).body()).contains("あと1回試せます");
        assertThat(asked.claim(reference, wrong).body()).contains("これ以上は試せません");
        Walk.expect(asked.claim(reference, right), "/alerts/" + reference);

        assertThat(asked.owner().get("/alerts/" + reference).body())
                .contains("いいえ、私ではありません")
                .doesNotContain("value=\"me\"", "あなたと回答済み");
        assertThat(outcomes("CLAIMED")).isZero();
    }

    @Test
    void full_width_digits_are_fine() {
        String reference = asked.stop();
        String number = asked.number();
        StringBuilder wide = new StringBuilder();
        number.chars().forEach(digit -> wide.append((char) (digit + 0xFEE0)));

        Walk.expect(asked.claim(reference, wide.toString()), "/alerts/" + reference);

        assertThat(outcomes("CLAIMED")).isOne();
    }

    @Test
    void nobody_sees_or_answers_what_is_another_members() {
        String reference = asked.stop();
        Member other = SERVER.register();
        other.browser().get("/account");

        assertThat(other.browser().get("/alerts/" + reference).status()).isEqualTo(404);
        assertThat(other.browser().get("/alerts/" + reference + "/undo").status())
                .isEqualTo(404);
        for (String answer : new String[] {"not_me", "me", "undo", ""}) {
            assertThat(other.browser()
                            .post("/alerts/" + reference, Map.of("answer", answer, "number", asked.number()))
                            .status())
                    .isEqualTo(404);
        }
        assertThat(asked.intruder().get("/signin/code").status()).isEqualTo(200);
        assertThat(asked.owner().get("/alerts/ZZ-ZZZZ").status()).isEqualTo(404);
    }

    @Test
    void who_must_sign_in_first_comes_back_to_the_question() {
        String reference = asked.stop();
        new Walk(SERVER, asked.owner()).signOut();

        Answer sent = asked.owner().get("/alerts/" + reference);
        Walk.expect(sent, "/signin");
        assertThat(sent.location()).isEqualTo("/signin?return_to=/alerts/" + reference);
        asked.owner().get("/signin?another=true&return_to=/alerts/" + reference);
        Answer back = asked.owner()
                .post(
                        "/signin",
                        Map.of(
                                "email",
                                asked.member().email(),
                                "password",
                                TestServer.PASSWORD,
                                "return_to",
                                "/alerts/" + reference));

        Walk.expect(back, "/alerts/" + reference);
        assertThat(asked.owner().get(back.location()).body()).contains("このサインインは、あなたですか");
    }

    @Test
    void wrong_passwords_make_neither_mail_nor_question() {
        new Walk(SERVER, asked.intruder()).signIn(asked.member().email(), "machigai-no-password-1");

        assertThat(asked.owner().get("/alerts/" + asked.reference()).status()).isEqualTo(404);
        assertThat(asked.owner().get("/account/sign-ins").body()).doesNotContain("/alerts/" + asked.reference());
        assertThat(asked.owner().get("/account").body()).doesNotContain("/alerts/");
        assertThat(asked.ledger().number("select count(*) from outbox_mail where account_id = :account"))
                .isOne();
    }

    @Test
    void a_browser_that_is_let_in_unasked_is_told_of_once_and_asks_for_nothing() {
        Visitor privateWindow = SERVER.visitor();

        Walk.expect(new Walk(SERVER, privateWindow).signIn(asked.member().email(), TestServer.PASSWORD), "/account");

        String reference = asked.reference();
        Mail mail = asked.latestMail(2);
        assertThat(mail.subject()).contains("対応は不要です", reference);
        assertThat(mail.text()).contains("Windows", "何もする必要はありません").doesNotContain("http");
        assertThat(asked.owner().get("/alerts/" + reference + "?lang=en").body())
                .contains("Nothing to do", "the password was enough");
        assertThat(asked.owner().get("/account/sign-ins").body()).contains("/alerts/" + reference);
        assertThat(SERVER.mailbox().to(asked.member().email())).hasSize(2);
    }

    @Test
    void where_the_mailbox_gets_no_more_codes_the_owner_is_told_at_once() {
        asked.stop();
        Ledger ledger = asked.ledger();
        SERVER.db()
                .sql("update budget set used = 1000 where account_id = :account and purpose like 'SIGN_IN_MAIL/%'")
                .param("account", ledger.accountId())
                .update();
        Visitor another = SERVER.visitor().from(Addresses.NEW_YORK).with("Accept-Language", "en");

        Walk.expect(new Walk(SERVER, another).signIn(asked.member().email(), TestServer.PASSWORD), "/signin/code");

        Mail mail = asked.latestMail(3);
        assertThat(mail.subject()).contains("サインインを止めています", asked.reference());
        assertThat(mail.text()).contains("何もしなければ", "自動で取り消します").doesNotContain("http");
        assertThat(asked.owner().get("/alerts/" + asked.reference()).body()).contains("このサインインは、あなたですか");
    }

    @Test
    void whoever_stops_at_the_new_password_is_reported_after_a_while_and_whoever_goes_on_is_not() {
        SERVER.bean(Passwords.class).markUnsafe(asked.ledger().accountId(), "operator");
        Walk.expect(new Walk(SERVER, asked.intruder()).signIn(asked.member().email(), TestServer.PASSWORD), "/reset");
        String left = asked.reference();
        Visitor owner = SERVER.visitor().from(Addresses.SAPPORO);
        Walk.expect(new Walk(SERVER, owner).signIn(asked.member().email(), TestServer.PASSWORD), "/reset");
        assertThat(queued("SIGN_IN_STOPPED")).isEqualTo(2);

        Walk.expect(owner.post("/reset", Map.of()), "/reset/code");

        assertThat(queued("SIGN_IN_STOPPED")).isOne();
        assertThat(asked.owner().get("/alerts/" + left).body())
                .contains("このサインインは、あなたですか", "いいえ、私ではありません")
                .doesNotContain("value=\"me\"");
        asked.latestMail(2);
        SERVER.db()
                .sql("update outbox_mail set next_try_at = now() where account_id = :account and state = 'QUEUED'")
                .param("account", asked.ledger().accountId())
                .update();
        assertThat(asked.latestMail(3).subject()).contains("サインインを止めています", left);
    }

    @Test
    void a_form_sent_twice_asks_once() {
        asked.intruder().get("/signin");
        Visitor twice = asked.intruder().copy();
        String reference = asked.stop();
        Walk.expect(new Walk(SERVER, twice).signIn(asked.member().email(), TestServer.PASSWORD), "/signin/code");

        assertThat(asked.owner().get("/account").body().split("/alerts/" + reference, -1))
                .hasSize(2);
        assertThat(SERVER.mailbox().await(asked.member().email(), 2)).hasSize(2);
        assertThat(queued("SIGN_IN_STOPPED")).isZero();
    }

    @Test
    void k35_a_look_changes_nothing() {
        String reference = asked.stop();
        asked.owner().get("/alerts/" + reference);
        SERVER.mailbox().await(asked.member().email(), 2);
        String before = asked.state();

        for (String path : new String[] {"/alerts/", "/account/sign-ins", "/account"}) {
            asked.owner().get(path.equals("/alerts/") ? path + reference : path);
        }
        asked.owner().get("/alerts/" + reference + "?answer=not_me");
        asked.owner().get("/alerts/" + reference + "/undo?code=123456");
        Visitor scanner = SERVER.visitor();
        assertThat(scanner.get("/alerts/" + reference).redirectsTo("/signin")).isTrue();
        assertThat(scanner.post("/alerts/" + reference, Map.of("answer", "not_me"))
                        .redirectsTo("/signin"))
                .isTrue();
        Visitor noToken = asked.owner().copy();
        assertThat(noToken.postRaw("/alerts/" + reference, "answer=not_me", "application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(403);
        Visitor elsewhere = asked.owner().copy().with("Origin", "https://evil.example");
        assertThat(elsewhere
                        .post("/alerts/" + reference, Map.of("answer", "not_me"))
                        .status())
                .isEqualTo(403);

        assertThat(asked.state()).isEqualTo(before);
    }

    private int queued(String kind) {
        return asked.ledger()
                .number("select count(*) from outbox_mail where account_id = :account and state <> 'VOID' and kind = '"
                        + kind + "'");
    }

    private int outcomes(String outcome) {
        return asked.ledger()
                .number("select count(*) from outcome_record where account_id = :account and outcome = '" + outcome
                        + "'");
    }
}
