package sekisho.server.selfservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sekisho.server.integrity.EvidenceRows;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.Race;
import sekisho.server.testing.TestMailbox.Mail;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// The security question, on a site that wants it and on one that doesn't.
class SecurityQuestionTest {
    private static final TestServer SITE = TestServer.start("sekisho.security-question.enabled=true");
    private static final String PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) "
            + "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
    private static final String ANSWER = "ヴィラ・コーヒー";
    private static final String ANOTHER_WAY_TO_WRITE_IT = "ｳﾞｨﾗ こ-ひ-";
    private static final String NEW = "midori-no-kaze-8842-yama";

    private final Member member = SITE.register();
    private final Ledger ledger = Ledger.of(SITE, member.email());

    @AfterAll
    static void close() {
        SITE.close();
    }

    @Test
    void without_the_setting_no_page_and_no_route_knows_of_it() {
        TestServer usual = TestServer.shared();
        Member other = usual.register();
        Visitor browser = other.browser();

        assertThat(browser.get("/account").body()).doesNotContain("/account/question", "秘密の質問");
        for (String path : List.of("/account/question", "/signin/question")) {
            assertThat(browser.get(path).status()).as(path).isEqualTo(404);
            assertThat(browser.post(path, Map.of("answer", ANSWER)).status())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(browser.post("/account/question/remove", Map.of("password", TestServer.PASSWORD))
                        .status())
                .isEqualTo(404);
        usual.db()
                .sql("insert into security_question values (:account, 'FIRST_INN', 'x')")
                .param("account", Ledger.of(usual, other.email()).accountId())
                .update();
        Visitor somebody = medium(usual);
        Walk.expect(new Walk(usual, somebody).signIn(other.email(), TestServer.PASSWORD), "/signin/code");
        assertThat(somebody.get("/signin/code").body()).doesNotContain("/signin/way");
        somebody.post("/signin/way", Map.of("way", "question"));
        assertThat(somebody.get("/signin/code").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "ja, 秘密の質問, 質問と答えを決めました, はじめての旅行で泊まった宿の名前は",
        "en, Security question, Your question and answer are set, What was the name of the inn on your first journey?"
    })
    void a_member_sets_it_with_his_password_and_is_told_by_mail(
            String language, String title, String done, String question) {
        assertThat(member.browser().get("/account?lang=" + language).body()).contains("/account/question", title);

        Walk.expect(set(ANSWER, TestServer.PASSWORD), "/account/question");

        assertThat(member.browser()
                        .get("/account/question?saved=set&lang=" + language)
                        .body())
                .contains(done, question)
                .doesNotContain(ANSWER);
        Mail mail = SITE.mailbox().await(member.email(), 2).get(1);
        assertThat(mail.subject()).contains("秘密の質問を決めました");
        assertThat(mail.text()).contains("心当たりがなければ").doesNotContain(ANSWER, "宿の名前", "://");
        assertThat(stored()).startsWith("$sekisho-argon2id$").doesNotContain("ヴィラ", "ゔぃら");

        Walk.expect(remove(TestServer.PASSWORD), "/account/question");
        assertThat(rows()).isZero();
        assertThat(SITE.mailbox().await(member.email(), 3).get(2).subject()).contains("秘密の質問をなくしました");
    }

    @ParameterizedTest
    @CsvSource({
        "宿屋, 4文字以上",
        "' あ・い-う　', 4文字以上",
        "ああああああ, くり返しではない",
        "山田花子の家, お名前やメールアドレスと重なる",
        "ヤマダハナコ山田, お名前やメールアドレスと重なる"
    })
    void k22_a_poor_answer_a_wrong_password_and_none_set_nothing(String answer, String why) {
        Answer poor = set(answer, TestServer.PASSWORD);
        assertThat(poor.status()).isEqualTo(422);
        assertThat(poor.body()).contains(why);
        assertThat(set(TestServer.PASSWORD, TestServer.PASSWORD).body()).contains("パスワードと同じ答え");
        assertThat(set(member.email(), TestServer.PASSWORD).body()).contains("お名前やメールアドレスと重なる");
        assertThat(set(ANSWER, "not-the-password-1").body()).contains("パスワードが合いません");
        assertThat(set(ANSWER, "").body()).contains("いまのパスワードを入力してください");
        assertThat(post("/account/question", Map.of("answer", ANSWER, "password", TestServer.PASSWORD))
                        .body())
                .contains("質問を1つ選んでください");
        assertThat(rows()).isZero();
    }

    @Test
    void whoever_is_in_with_the_password_alone_needs_the_mailbox_too_to_set_it() {
        Visitor thief = SITE.visitor();
        member.browser().cookies().forEach((name, value) -> {
            if (name.endsWith("session")) {
                thief.cookies().put(name, value);
            }
        });
        Map<String, String> wish =
                Map.of("question", "first_inn", "answer", ANSWER, "password", TestServer.PASSWORD, "code", "123456");
        assertThat(thief.get("/account/question").body())
                .contains("/account/question/code")
                .doesNotContain("name=\"answer\"");
        assertThat(thief.post("/account/question", wish).status()).isEqualTo(422);
        assertThat(rows()).isZero();

        Walk.expect(thief.post("/account/question/code", Map.of()), "/account/question");
        String code = SITE.mailbox().code(member.email(), 2);
        Map<String, String> wrong = new HashMap<>(wish);
        wrong.put("code", code.equals("111111") ? "222222" : "111111");
        assertThat(thief.post("/account/question", wrong).body()).contains("コードが合いません");
        assertThat(rows()).isZero();

        Map<String, String> right = new HashMap<>(wish);
        right.put("code", code);
        Walk.expect(thief.post("/account/question", right), "/account/question");
        assertThat(rows()).isOne();
        assertThat(EvidenceRows.violations(SITE.db(), Set.of(ledger.accountId())))
                .isEmpty();
    }

    @Test
    void k22_nobody_removes_it_without_the_password() {
        set(ANSWER, TestServer.PASSWORD);

        assertThat(remove("").status()).isEqualTo(422);
        assertThat(remove("not-the-password-1").status()).isEqualTo(422);

        assertThat(rows()).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "ja, ご自身で決めた質問の答え, 登録した質問に答える, 答えが違います。あと2回。ほかの方法でも確認できます, 登録した質問の答え",
        "en, The answer to your own question, Answer your question, The answer is not correct. You can try 2 more times. You can also confirm in another way., The answer to a registered question"
    })
    void the_answer_confirms_a_medium_risk_beside_the_password_and_always_has_an_alternative(
            String language, String way, String title, String wrong, String asked) {
        set(ANSWER, TestServer.PASSWORD);
        Visitor browser = start();
        assertThat(browser.get("/signin/way?lang=" + language).body())
                .contains(way, "value=\"mail\"")
                .doesNotContain("宿の名前", "inn");

        Walk.expect(browser.post("/signin/way", Map.of("way", "question")), "/signin/question");
        assertThat(browser.get("/signin/question").body())
                .contains(title, "href=\"/signin/way\"", "autocomplete=\"off\"");
        assertThat(answer(browser, "").status()).isEqualTo(422);
        Answer no = answer(browser, "べつの宿の名");
        assertThat(no.status()).isEqualTo(422);
        assertThat(no.body()).contains(wrong);
        assertThat(browser.get("/account").redirectsTo("/signin")).isTrue();

        Walk.expect(answer(browser, ANOTHER_WAY_TO_WRITE_IT), "/done");

        assertThat(browser.get("/account/sign-ins?lang=" + language).body()).contains(asked);
        assertThat(member.browser().get("/alerts/" + reference() + "?lang=ja").body())
                .contains("質問の答えでサインインした記録です");
        assertThat(SITE.mailbox().await(member.email(), 3).get(2).subject())
                .as("an answer is a weak proof: the owner is told, once")
                .contains("新しい端末でのサインイン");
        assertThat(ledger.mails("SIGN_IN_STOPPED")).isZero();
        assertThat(EvidenceRows.violations(SITE.db(), Set.of(ledger.accountId())))
                .isEmpty();
    }

    @Test
    void it_is_never_enough_where_the_risk_is_high() {
        set(ANSWER, TestServer.PASSWORD);
        Visitor far = SITE.visitor()
                .from(Addresses.SAO_PAULO)
                .with("Accept-Language", "pt-BR")
                .with("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");

        Walk.expect(new Walk(SITE, far).signIn(member.email(), TestServer.PASSWORD), "/signin/code");

        assertThat(far.get("/signin/question").redirectsTo("/signin/code")).isTrue();
        far.post("/signin/way", Map.of("way", "question"));
        assertThat(answer(far, ANSWER).redirectsTo("/signin/code")).isTrue();
        assertThat(far.get("/account").redirectsTo("/signin")).isTrue();
    }

    @Test
    void k16_an_account_has_three_tries_a_day_over_all_browsers_and_then_the_other_ways() {
        set(ANSWER, TestServer.PASSWORD);
        Visitor first = question();
        Visitor second = question();
        assertThat(answer(first, "ちがう答え一").body()).contains("あと2回");
        assertThat(answer(second, "ちがう答え二").body()).contains("あと1回");
        assertThat(answer(first, "ちがう答え三").redirectsTo("/signin/way") || ledger.used("SECURITY_ANSWER/PT24H") == 3)
                .isTrue();

        Answer right = answer(second, ANSWER);

        if (ledger.windows("SECURITY_ANSWER/PT24H") == 1) {
            Walk.expect(right, "/signin/way");
            assertThat(second.get("/signin/way").body())
                    .contains("value=\"mail\"", "いまは使えない方法：", "ご自身で決めた質問の答え")
                    .doesNotContain("value=\"question\"");
            assertThat(proofs()).isZero();
            Walk.expect(second.post("/signin/way", Map.of("way", "mail")), "/signin/code");
            Walk.expect(
                    second.post("/signin/code", Map.of("code", SITE.mailbox().code(member.email(), 3))), "/done");
            Visitor later = SITE.visitor().from(Addresses.SAPPORO).with("Accept-Language", "en");
            Walk.expect(new Walk(SITE, later).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
        }
    }

    @Test
    void k20_of_fifty_answers_at_once_no_more_than_three_are_compared() {
        set(ANSWER, TestServer.PASSWORD);
        Visitor browser = question();

        Race.of(50, n -> answer(browser.copy(), "ちがう答え" + n));

        assertThat(ledger.number("select count(*) from outcome_record where account_id = :account"
                        + " and outcome = 'ANSWER_WRONG'"))
                .isLessThanOrEqualTo(3 * Math.max(1, ledger.windows("SECURITY_ANSWER/PT24H")));
        assertThat(proofs()).isZero();
    }

    @Test
    void k19_of_twenty_right_answers_at_once_one_gets_in() {
        set(ANSWER, TestServer.PASSWORD);
        Visitor browser = question();

        List<Answer> answers = Race.of(20, n -> answer(browser.copy(), ANSWER));

        assertThat(answers.stream().filter(answer -> answer.redirectsTo("/done")))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(ledger.openSessions()).isEqualTo(proofs() + 1);
        assertThat(EvidenceRows.violations(SITE.db(), Set.of(ledger.accountId())))
                .isEmpty();
    }

    @Test
    void k15_a_new_password_and_a_report_remove_it() {
        set(ANSWER, TestServer.PASSWORD);
        Visitor browser = SITE.visitor();
        browser.get("/forgot");
        Walk.expect(browser.post("/forgot", Map.of("email", member.email())), "/reset/code");
        Walk.expect(
                browser.post("/reset/code", Map.of("code", SITE.mailbox().code(member.email(), 3))), "/reset/password");
        Walk.expect(browser.post("/reset/password", Map.of("newPassword", NEW)), "/done");
        assertThat(rows()).isZero();

        browser.get("/account/question");
        Walk.expect(
                browser.post("/account/question", Map.of("question", "first_inn", "answer", ANSWER, "password", NEW)),
                "/account/question");
        assertThat(rows()).isOne();
        Visitor intruder = medium(SITE);
        new Walk(SITE, intruder).signIn(member.email(), NEW);
        String reference = reference();
        browser.get("/alerts/" + reference);
        browser.post("/alerts/" + reference, Map.of("answer", "not_me"));
        assertThat(rows()).isZero();
        assertThat(intruder.get("/signin/question").redirectsTo("/signin")).isTrue();
    }

    @Test
    void the_export_tells_that_it_is_set_and_nothing_of_the_answer() {
        set(ANSWER, TestServer.PASSWORD);

        String export = post("/account/data/export", Map.of("password", TestServer.PASSWORD))
                .body();

        assertThat(export).contains("securityQuestion", "FIRST_INN").doesNotContain("argon2id", "ヴィラ");
    }

    private Answer set(String answer, String password) {
        return post("/account/question", Map.of("question", "first_inn", "answer", answer, "password", password));
    }

    private Answer remove(String password) {
        return post("/account/question/remove", Map.of("password", password));
    }

    private Answer post(String path, Map<String, String> fields) {
        member.browser().get("/account");
        return member.browser().post(path, fields);
    }

    private Visitor start() {
        Visitor browser = medium(SITE);
        Walk.expect(new Walk(SITE, browser).signIn(member.email(), TestServer.PASSWORD), "/signin/way");
        return browser;
    }

    private Visitor question() {
        Visitor browser = start();
        browser.get("/signin/way");
        Walk.expect(browser.post("/signin/way", Map.of("way", "question")), "/signin/question");
        browser.get("/signin/question");
        return browser;
    }

    private static Answer answer(Visitor browser, String answer) {
        return browser.post("/signin/question", Map.of("answer", answer));
    }

    private static Visitor medium(TestServer server) {
        return server.visitor().from(Addresses.TOKYO_OFFICE).with("User-Agent", PHONE);
    }

    private String reference() {
        return SITE.db()
                .sql(
                        "select reference from decision_record where account_id = :account order by decided_at desc limit 1")
                .param("account", ledger.accountId())
                .query(String.class)
                .single();
    }

    private String stored() {
        return SITE.db()
                .sql("select encoded from security_question where account_id = :account")
                .param("account", ledger.accountId())
                .query(String.class)
                .single();
    }

    private int rows() {
        return ledger.number("select count(*) from security_question where account_id = :account");
    }

    private int proofs() {
        return ledger.number(
                "select count(*) from proof where account_id = :account and authenticator = 'SECURITY_QUESTION'");
    }
}
