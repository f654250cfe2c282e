package sekisho.server.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;
import sekisho.server.audit.Actor;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.Transactions;
import sekisho.server.session.Sessions;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Race;
import sekisho.server.testing.TestMailbox.Mail;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// A member asks support, with and without a sign-in, and reads the answer.
class InquiryWalkTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Pattern CASE = Pattern.compile("/support/([2-9A-Z]{4}-[2-9A-Z]{4})");
    private static final Pattern REFERENCE = Pattern.compile("class=\"ref nb\">([2-9A-Z]{2}-[2-9A-Z]{4})<");
    private static final Pattern HANDLE = Pattern.compile("name=\"account\" required value=\"([^\"]+)\"");
    private static final Pattern CHECKED = Pattern.compile("name=\"checked\" value=\"([^\"]*)\"");
    private static final String POLYGLOT = "\"><img src=x onerror=alert(1)>'--{{7*7}}${7*7}<script>alert(1)</script>";
    private static final Actor AGENT = new Actor(UUID.randomUUID(), "megumi", "support.read");

    @Test
    void a_member_asks_from_the_page_that_asks_him_and_reads_the_answer_on_the_site() {
        Member member = SERVER.register();
        Visitor browser = SERVER.visitor().from(Addresses.SAO_PAULO);
        Walk.expect(new Walk(SERVER, browser).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
        Answer code = browser.get("/signin/code");
        String reference = first(REFERENCE, code.body());
        assertThat(code.body()).contains("href=\"/support/new?topic=code&amp;ref=" + reference + "\"");

        Answer mailbox = browser.get("/support/new?topic=code&ref=" + reference);
        assertThat(mailbox.body()).contains(reference).doesNotContain(member.email());
        Walk.expect(
                browser.post("/support/mailbox", Map.of("known", "true", "topic", "code", "ref", reference)),
                "/support/code");
        prove(browser, member.email());
        Answer form = browser.get("/support/new");
        assertThat(form.body()).contains("value=\"code\" checked", "value=\"" + reference + "\"");
        String number = send(browser, "code", reference, "確認コードを求められました。\r\nなぜですか。");

        SupportCase made = theCase(number);
        assertThat(made.attemptId()).isNotNull();
        assertThat(made.mailbox()).isEqualTo(member.email());
        assertThat(made.accountKnown()).isTrue();
        Mail received =
                SERVER.mailbox().await(member.email(), mail -> mail.text().contains(number));
        assertThat(received.text()).doesNotContain("なぜですか", "http");

        inOne(() -> SERVER.bean(Cases.class).reply(made, AGENT, "はい、当店のものです。", true));
        Mail answered =
                SERVER.mailbox().await(member.email(), mail -> mail.subject().contains("回答"));
        assertThat(answered.text()).contains(number).doesNotContain("当店のもの", "http");
        String thread = browser.get("/support/" + number).body();
        assertThat(thread).contains("確認コードを求められました。\nなぜですか。", "はい、当店のものです。");
        // The same without this browser: signed in.
        assertThat(member.browser().get("/support").body()).contains(number);
        assertThat(member.browser().get("/support/" + number).body()).contains("はい、当店のものです。");
    }

    @Test
    void a_member_sees_who_opened_his_case_and_goes_on_writing() {
        Member member = SERVER.register();
        String number = send(member.browser(), "other", "", "教えてください");
        inOne(() -> SERVER.bean(Cases.class).opened(theCase(number), AGENT));

        assertThat(member.browser().get("/support/" + number).body()).contains("担当者がこのお問い合わせを開きました");
        Walk.expect(member.browser().post("/support/" + number, Map.of("text", "追記です")), "/support/" + number);
        Walk.expect(member.browser().post("/support/" + number, Map.of("text", "追記です")), "/support/" + number);
        assertThat(SERVER.bean(Cases.class).messages(theCase(number))).hasSize(2);
    }

    @Test
    void an_address_without_account_gets_the_same_pages_and_its_own_thread() {
        Member member = SERVER.register();
        String unknown = TestServer.freshEmail();
        Visitor one = SERVER.visitor();
        Visitor other = SERVER.visitor();
        String known = askForCode(one, member.email());
        String none = askForCode(other, unknown);
        assertThat(plain(none, unknown)).isEqualTo(plain(known, member.email()));

        prove(other, unknown);
        String number = send(other, "recovery", "", "入れません");
        assertThat(theCase(number).accountKnown()).isFalse();
        assertThat(other.get("/support/" + number).body()).contains("入れません");
        prove(one, member.email());
        assertThat(one.get("/support/" + number).status()).isEqualTo(404);
        assertThat(member.browser().get("/support/" + number).status()).isEqualTo(404);
        assertThat(SERVER.visitor().get("/support/" + number).redirectsTo("/support"))
                .isTrue();
    }

    @Test
    void k71_anothers_number_ties_the_inquiry_to_nothing() {
        Member victim = SERVER.register();
        Visitor browser = SERVER.visitor().from(Addresses.SAO_PAULO);
        new Walk(SERVER, browser).signIn(victim.email(), TestServer.PASSWORD);
        String reference = first(REFERENCE, browser.get("/signin/code").body());
        Member stranger = SERVER.register();

        String number = send(stranger.browser(), "sign_in", reference, "この番号について教えてください");

        assertThat(theCase(number).foreignReference()).isTrue();
        assertThat(stranger.browser().get("/support/" + number).body()).doesNotContain(victim.email());
    }

    @Test
    void of_several_accounts_on_the_address_the_writer_says_which() {
        Member member = SERVER.register();
        new Walk(SERVER, member.browser()).addAccount(member.email(), "山田 太郎", "家族", "kono-machi-no-neko-31");
        Visitor browser = SERVER.visitor();
        askForCode(browser, member.email());
        prove(browser, member.email());
        String form = browser.get("/support/new").body();
        assertThat(form).contains("山田 花子", "山田 太郎", "家族");

        assertThat(browser.post("/support/new", Map.of("topic", "other", "text", "質問です"))
                        .status())
                .isEqualTo(422);
        Matcher handles = HANDLE.matcher(form);
        assertThat(handles.find() && handles.find()).isTrue();
        Answer sent =
                browser.post("/support/new", Map.of("topic", "other", "text", "質問です", "account", handles.group(1)));
        assertThat(sent.status()).isBetween(300, 399);
    }

    @Test
    void nothing_opens_without_the_code() {
        Member member = SERVER.register();
        Visitor browser = SERVER.visitor();
        askForCode(browser, member.email());

        Answer written = browser.post("/support/new", Map.of("topic", "other", "text", "私の文章です"));
        assertThat(written.status()).isEqualTo(422);
        assertThat(written.body()).contains("私の文章です", "もう一度メールアドレスを確かめてください");
        assertThat(browser.post("/support/code", Map.of("code", "")).body()).contains("メールに書かれた6けたのコードを入力してください");
        assertThat(browser.post("/support/code", Map.of("code", "000000")).status())
                .isEqualTo(422);
        assertThat(count("select count(*) from support_case where mailbox = ?", member.email()))
                .isZero();
    }

    @Test
    void the_proved_browser_gets_another_cookie_and_can_be_closed() {
        Member member = SERVER.register();
        Visitor browser = SERVER.visitor();
        askForCode(browser, member.email());
        Visitor planted = browser.copy();
        prove(browser, member.email());

        assertThat(planted.get("/support").body()).contains("action=\"/support/mailbox\"");
        assertThat(browser.get("/support").body()).contains("action=\"/support/leave\"");
        Walk.expect(browser.post("/support/leave", Map.of()), "/support");
        assertThat(browser.get("/support").body()).contains("action=\"/support/mailbox\"");
    }

    @Test
    void an_hour_later_it_is_closed_and_the_text_isnt_lost() {
        Member member = SERVER.register();
        Visitor browser = SERVER.visitor();
        askForCode(browser, member.email());
        prove(browser, member.email());
        browser.get("/support/new");
        SERVER.db()
                .sql("update support_access set expires_at = now() where mailbox = ?")
                .param(member.email())
                .update();

        Answer late = browser.post("/support/new", Map.of("topic", "other", "text", "長い文章です"));

        assertThat(late.status()).isEqualTo(422);
        assertThat(late.body()).contains("長い文章です");
    }

    @Test
    void a_form_that_is_sent_twice_makes_one_case_and_one_mail() {
        Member member = SERVER.register();
        member.browser().get("/support/new");
        List<Answer> answers = Race.of(
                6, n -> member.browser().copy().post("/support/new", Map.of("topic", "other", "text", "二度押しました")));

        assertThat(answers).allMatch(answer -> answer.status() < 400);
        assertThat(answers.stream().map(Answer::location).distinct()).hasSize(1);
        assertThat(count("select count(*) from case_message where text = ?", "二度押しました"))
                .isEqualTo(1);

        Visitor browser = SERVER.visitor();
        browser.get("/support/new");
        Race.of(4, n -> browser.copy().post("/support/mailbox", Map.of("email", member.email())));
        assertThat(count(
                        "select count(*) from outbox_mail where kind = 'SUPPORT_CODE' and recipient = ?",
                        member.email()))
                .isEqualTo(1);
    }

    @Test
    void nobody_floods_the_inbox() {
        Member member = SERVER.register();
        for (int i = 0; i < 5; i++) {
            send(member.browser(), "other", "", "質問" + i);
        }
        Answer sixth = member.browser().post("/support/new", Map.of("topic", "other", "text", "質問の6つ目"));
        assertThat(sixth.status()).isEqualTo(422);
        assertThat(sixth.body()).contains("質問の6つ目");

        String number = first(CASE, member.browser().get("/support").body());
        for (int i = 1; i < Inquiries.MOST_WAITING; i++) {
            Walk.expect(member.browser().post("/support/" + number, Map.of("text", "追記" + i)), "/support/" + number);
        }
        assertThat(member.browser()
                        .post("/support/" + number, Map.of("text", "もう一つ"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void k63_hostile_texts_are_texts_everywhere() {
        Member member = SERVER.register();
        Visitor browser = member.browser();
        String number = send(browser, "other", "", POLYGLOT);
        List<String> pages = List.of(
                browser.get("/support/" + number).body(),
                browser.post(
                                "/support/new",
                                Map.of("topic", POLYGLOT, "ref", POLYGLOT, "text", POLYGLOT, "checked", POLYGLOT))
                        .body(),
                browser.post("/support/" + number, Map.of("text", " ", "checked", POLYGLOT))
                        .body(),
                SERVER.visitor()
                        .get("/support/new?topic=%22%3E%3Cscript%3E&ref=%22%3E%3Cscript%3E")
                        .body(),
                SERVER.visitor()
                        .post("/support/mailbox", Map.of("email", POLYGLOT, "topic", POLYGLOT, "ref", POLYGLOT))
                        .body(),
                SERVER.visitor().post("/support/new", Map.of("text", POLYGLOT)).body());

        assertThat(pages).allSatisfy(page -> assertThat(page).doesNotContain("<script>", "<img", "--49", "}}49"));
        assertThat(browser.get("/support/%22%3E%3Cscript%3E").status()).isEqualTo(404);
    }

    @Test
    void secrets_are_noticed_before_they_are_kept_and_go_nowhere() {
        Member member = SERVER.register();
        Visitor browser = member.browser();
        String text = "パスワードは" + TestServer.PASSWORD + "です。\r\nカードは4111 1111 1111 1111です。";
        browser.get("/support/new");
        Answer noticed = browser.post("/support/new", Map.of("topic", "other", "text", text));
        assertThat(noticed.status()).isEqualTo(422);
        assertThat(noticed.body())
                .contains("●●●●●●", "カード番号のように見える数字を隠しました", "以前のパスワードと同じ言葉を隠しました")
                .doesNotContain(TestServer.PASSWORD, "4111");

        String masked = "パスワードは●●●●●●です。\r\nカードは●●●●●●です。";
        String checked = first(CHECKED, noticed.body());
        int used = used(member.email());
        Answer sent = browser.post("/support/new", Map.of("topic", "other", "text", masked, "checked", checked));
        assertThat(sent.status()).isBetween(300, 399);
        assertThat(used(member.email())).isEqualTo(used);
        for (String table : List.of("case_message", "support_case", "outbox_mail", "support_access")) {
            assertThat(count(
                            "select count(*) from " + table + " t where t::text like ?",
                            "%" + TestServer.PASSWORD + "%"))
                    .isZero();
            assertThat(count("select count(*) from " + table + " t where t::text like ?", "%4111%1111%"))
                    .isZero();
        }
    }

    @Test
    void a_session_tells_nothing_of_the_passwords_of_its_siblings() {
        String ofSibling = "kono-machi-no-neko-31";
        Member member = SERVER.register();
        Walk.expect(new Walk(SERVER, SERVER.visitor()).addAccount(member.email(), "山田 太郎", "家族", ofSibling), "/done");

        String number = send(member.browser(), "other", "", "「" + ofSibling + "」を入れました");

        assertThat(member.browser().get("/support/" + number).body()).contains(ofSibling);
    }

    @Test
    void nothing_is_looked_through_for_a_writer_whose_time_is_over() {
        Member member = SERVER.register();
        Visitor browser = SERVER.visitor();
        askForCode(browser, member.email());
        prove(browser, member.email());
        AccountToken token = AccountToken.parse(browser.cookies().getOrDefault("sekisho-support", ""))
                .orElseThrow();
        Inquiries inquiries = SERVER.bean(Inquiries.class);
        assertThat(inquiries.mask(new Writer.Mailbox(token), TestServer.PASSWORD, ""))
                .hasValueSatisfying(masked -> assertThat(masked.text()).isEqualTo("●●●●●●"));
        Walk.expect(browser.post("/support/leave", Map.of()), "/support");

        assertThat(inquiries.mask(new Writer.Mailbox(token), TestServer.PASSWORD, ""))
                .isEmpty();
    }

    @Test
    void who_signs_out_everywhere_or_resets_the_password_closes_support_too() {
        Member member = SERVER.register();
        Visitor browser = SERVER.visitor().from("198.51.100.20");
        askForCode(browser, member.email());
        prove(browser, member.email());
        assertThat(browser.get("/support").body()).contains("action=\"/support/leave\"");
        member.browser().get("/account/sessions/end-others");
        Walk.expect(member.browser().post("/account/sessions/end-others", Map.of()), "/account/devices");

        assertThat(browser.get("/support").body()).contains("action=\"/support/mailbox\"");
        Visitor another = SERVER.visitor().from("198.51.100.20");
        askForCode(another, member.email());
        prove(another, member.email());
        inOne(() -> SERVER.bean(Sessions.class).endAll(accountId(member), null, Sessions.EndCause.PASSWORD_CHANGED));
        assertThat(another.get("/support").body()).contains("action=\"/support/mailbox\"");
    }

    @Test
    void a_sign_out_closes_support_in_the_same_browser() {
        Member member = SERVER.register();
        askForCode(member.browser(), TestServer.freshEmail());
        assertThat(member.browser().cookies()).containsKey("sekisho-support");

        new Walk(SERVER, member.browser()).signOut();

        assertThat(member.browser().cookies().getOrDefault("sekisho-support", ""))
                .isEmpty();
    }

    @Test
    void one_network_cant_mail_codes_to_mailbox_after_mailbox() {
        Visitor browser = SERVER.visitor().from("198.51.102.20");
        browser.get("/support/new");
        for (int i = 0; i < 20; i++) {
            Walk.expect(browser.post("/support/mailbox", Map.of("email", TestServer.freshEmail())), "/support/code");
        }
        String last = TestServer.freshEmail();
        Answer refused = browser.post("/support/mailbox", Map.of("email", last));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body()).contains("お使いのネットワークから");
        assertThat(count("select count(*) from outbox_mail where recipient = ?", last))
                .isZero();
        askForCode(SERVER.visitor().from("198.51.103.20"), last);
    }

    @Test
    void mailboxes_without_an_account_cant_fill_the_inbox() {
        Visitor browser = SERVER.visitor().from("198.51.104.20");
        String unknown = TestServer.freshEmail();
        askForCode(browser, unknown);
        prove(browser, unknown);
        send(browser, "other", "", "最初の質問です");
        used200(Inquiries.NOBODY);
        Answer refused = browser.post("/support/new", Map.of("topic", "other", "text", "次の質問です"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("次の質問です", "本日はお問い合わせがたいへん多いため");
        send(SERVER.register().browser(), "other", "", "会員の質問です");
        SERVER.db()
                .sql("delete from budget where account_id = ?")
                .param(Inquiries.NOBODY)
                .update();
    }

    private static void used200(UUID account) {
        SERVER.db()
                .sql("update budget set used = 200 where account_id = ?")
                .param(account)
                .update();
    }

    @Test
    void an_answer_is_told_to_nobody_where_the_mailbox_leads_elsewhere_by_now() {
        Member member = SERVER.register();
        Visitor browser = SERVER.visitor().from("198.51.105.20");
        askForCode(browser, member.email());
        prove(browser, member.email());
        SupportCase made = theCase(send(browser, "other", "", "前のメールアドレスからの質問です"));
        EmailAddress moved = EmailAddress.parse(TestServer.freshEmail()).orElseThrow();
        inOne(() -> SERVER.bean(Accounts.class).changeEmail(made.accountId(), moved));

        inOne(() -> SERVER.bean(Cases.class).reply(made, AGENT, "答えです。", false));

        assertThat(count(
                        "select count(*) from outbox_mail where kind = 'INQUIRY_RECEIVED' and recipient = ?",
                        member.email()))
                .isEqualTo(1);
        assertThat(count(
                        "select count(*) from outbox_mail where kind = 'INQUIRY_ANSWERED' and recipient = ?",
                        member.email()))
                .isZero();
        assertThat(count(
                        "select count(*) from outbox_mail where kind = 'INQUIRY_ANSWERED' and recipient = ?",
                        moved.text()))
                .isZero();
    }

    @Test
    void a_member_who_isnt_on_the_phone_ends_the_check() {
        Member member = SERVER.register();
        String number = send(member.browser(), "other", "", "電話です");
        inOne(() -> SERVER.bean(CallerChecks.class).start(theCase(number), AGENT));
        String digits = SERVER.bean(CallerChecks.class)
                .waiting(theCase(number).accountId())
                .orElseThrow()
                .number();

        assertThat(member.browser().get("/account").body()).contains("id=\"call-number\">" + digits);
        String messages = member.browser().get("/account/messages").body();
        assertThat(messages).contains("id=\"call-number\">" + digits, number);
        String check = first(Pattern.compile("name=\"check\" value=\"([^\"]+)\""), messages);
        Walk.expect(member.browser().post("/account/caller-check/deny", Map.of("check", check)), "/account/messages");
        assertThat(member.browser().get("/account").body()).doesNotContain("call-number");
        assertThat(SERVER.bean(CallerChecks.class).latest(theCase(number)).orElseThrow())
                .matches(done -> done.stage() == CallerChecks.Stage.DENIED && done.shownAt() != null);
    }

    private static String send(Visitor browser, String topic, String reference, String text) {
        browser.get("/support/new");
        Answer sent = browser.post("/support/new", Map.of("topic", topic, "ref", reference, "text", text));
        assertThat(sent.status()).as(sent.body()).isBetween(300, 399);
        return first(CASE, sent.location());
    }

    private static String askForCode(Visitor browser, String email) {
        browser.get("/support/new");
        Walk.expect(browser.post("/support/mailbox", Map.of("email", email)), "/support/code");
        return browser.get("/support/code").body();
    }

    private static void prove(Visitor browser, String email) {
        String reference = first(REFERENCE, browser.get("/support/code").body());
        Answer proved =
                browser.post("/support/code", Map.of("code", SERVER.mailbox().codeFor(email, reference)));
        assertThat(proved.status()).isBetween(300, 399);
    }

    private static String plain(String page, String email) {
        return page.replaceAll("[2-9A-Z]{2}-[2-9A-Z]{4}", "REF")
                .replaceAll("name=\"csrf\" value=\"[^\"]*\"", "")
                .replaceAll("m••••\\d", "MASKED")
                .replaceAll("\\d+時\\d+分|\\d{4}-\\d\\d-\\d\\dT[^\"]*", "TIME");
    }

    private static SupportCase theCase(String number) {
        return SERVER.bean(Cases.class).findByNumber(number).orElseThrow();
    }

    private static UUID accountId(Member member) {
        return SERVER.bean(Accounts.class)
                .lookUp(EmailAddress.parse(member.email()).orElseThrow())
                .accountId();
    }

    private static void inOne(Runnable work) {
        SERVER.bean(Transactions.class).inOne(() -> {
            work.run();
            return true;
        });
    }

    private static int used(String email) {
        return count(
                "select coalesce(sum(used), 0) from budget b join account a using (account_id)"
                        + " where b.purpose like 'SUPPORT_TEXT%' and a.email = ?",
                email);
    }

    private static int count(String sql, String parameter) {
        return SERVER.db().sql(sql).param(parameter).query(Integer.class).single();
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group(1);
    }
}
