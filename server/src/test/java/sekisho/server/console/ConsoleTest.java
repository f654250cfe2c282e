package sekisho.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.HtmlUtils;
import sekisho.server.platform.Transactions;
import sekisho.server.staff.StaffRole;
import sekisho.server.support.CallerChecks;
import sekisho.server.support.Cases;
import sekisho.server.support.Inquiry;
import sekisho.server.support.SupportCase;
import sekisho.server.support.Topic;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Agent;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.Race;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// What agents see in the console and what they can send, over its pages.
class ConsoleTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Pattern DRAFT =
            Pattern.compile("<textarea id=\"text-(ja|en)\"[^>]*>([^<]*)</textarea>", Pattern.DOTALL);
    private static final Pattern AFTER = Pattern.compile("name=\"after\" value=\"(\\d+)\"");
    private static final Pattern RELEASE = Pattern.compile("action=\"(/console/templates/[^/\"]+/release)\"");
    private static final String POLYGLOT =
            "jaVasCript:/*-/*`/*'/*\"/**/(/* */oNcliCk=alert() )//</stYle/</titLe/</teXtarEa/</scRipt/--!><sVg/<sVg/oNloAd=alert()//>";

    private final Cases cases = SERVER.bean(Cases.class);
    private final Transactions transactions = SERVER.bean(Transactions.class);

    @Test
    void an_inquiry_is_found_read_and_answered_as_suggested() {
        Asked asked = asked("ja", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/149.0.0.0");
        SupportCase on = inquiry(asked, asked.attemptId, "これは本物ですか。\n電話は 090-1234-5678 です");
        Agent agent = Agent.signedIn(SERVER, StaffRole.ACT);
        double before = replies("true");

        assertThat(pagesOf(agent, "/console?language=ja&topic=code")).contains(on.number());
        assertThat(pagesOf(agent, "/console?language=en")).doesNotContain(on.number());
        String page = agent.browser().get(path(on)).body();
        assertThat(page).contains("これは本物ですか。\n", asked.reference, "サインイン：");
        assertThat(page).contains("class=\"fill\"", "なければ", "●●●●●●", "メールサーバーへ渡しました");
        assertThat(page).doesNotContain(asked.member.email(), "090-1234-5678", asked.code());

        String draft = draft(page, "ja");
        assertThat(draft).contains("はい、当店のものです", asked.reference, "メールで送った確認コードを求めました", "いいえ。", "お尋ねすることはありません");
        Walk.expect(send(agent, on, page, draft, "ja"), path(on));

        assertThat(cases.messages(on).getLast().text()).isEqualTo(draft);
        assertThat(replies("true")).isEqualTo(before + 1);
        assertThat(pagesOf(agent, "/console?language=ja&topic=code")).doesNotContain(on.number());
        String record = agent.browser().get("/console/my-record").body();
        assertThat(record).contains(on.number(), "お問い合わせを開きました", "返信しました");
        SERVER.mailbox().await(asked.member.email(), mail -> mail.text().contains(on.number()));
        assertThat(unchanged(on)).containsExactly(true);
    }

    @Test
    void the_same_in_english_and_edited() {
        Asked asked = asked("en", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/149.0.0.0");
        SupportCase on = inquiry(asked, asked.attemptId, "Is this really you?", Locale.ENGLISH);
        Agent agent = Agent.signedIn(SERVER, StaffRole.ACT);
        agent.browser().with("Accept-Language", "en");

        String page = agent.browser().get(path(on)).body();
        String draft = draft(page, "en");
        assertThat(page.indexOf("id=\"text-en\"")).isLessThan(page.indexOf("id=\"text-ja\""));
        assertThat(draft).contains("Yes, this is us", asked.reference, "No. We never ask because some time has passed");
        Walk.expect(send(agent, on, page, "Dear Ms Yamada\n" + draft, "en"), path(on));

        assertThat(cases.messages(on).getLast().text()).startsWith("Dear Ms Yamada\nThank you");
        assertThat(unchanged(on)).containsExactly(false);
    }

    @Test
    void what_asks_for_a_secret_or_leads_elsewhere_is_not_sent_and_stays_in_the_form() {
        SupportCase on = inquiry(asked(), null, "?");
        Agent agent = Agent.signedIn(SERVER, StaffRole.ACT);
        String page = agent.browser().get(path(on)).body();

        Answer secret = send(agent, on, page, draft(page, "ja") + "\nパスワードを教えてください", "ja");
        assertThat(secret.status()).isEqualTo(422);
        assertThat(secret.body()).contains("role=\"alert\"", "サポートが尋ねることはありません", "パスワードを教えてください");
        Answer link = send(agent, on, page, "https://evil.example/", "en");
        assertThat(link.status()).isEqualTo(422);
        assertThat(link.body()).contains("このサイト以外へのリンク", "https://evil.example/");
        assertThat(cases.messages(on)).hasSize(1);
    }

    @Test
    void two_clicks_send_one_answer_and_nothing_crosses_a_new_message() {
        SupportCase on = inquiry(asked(), null, "?");
        Agent agent = Agent.signedIn(SERVER, StaffRole.ACT);
        String page = agent.browser().get(path(on)).body();
        String draft = draft(page, "ja");

        Walk.expect(send(agent, on, page, draft, "ja"), path(on));
        Answer again = send(agent, on, page, draft, "ja");

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body()).contains("新しい書き込みがありました");
        assertThat(cases.messages(on)).hasSize(2);
    }

    @Test
    void somebody_elses_number_tells_nothing_of_its_account() {
        Asked asked = asked();
        Member stranger = SERVER.register();
        UUID strangerId = accountOf(stranger.email());
        SupportCase on = transactions.inOne(
                strangerId,
                () -> cases.inquire(
                        strangerId,
                        new Inquiry(Topic.CODE, asked.reference, null, null, true, Locale.JAPANESE, "教えて")));
        SupportCase unknown = transactions.inOne(
                UUID.randomUUID(),
                () -> cases.inquire(
                        UUID.randomUUID(),
                        new Inquiry(
                                Topic.CODE,
                                asked.reference,
                                null,
                                "nobody@mail.example",
                                false,
                                Locale.JAPANESE,
                                "教えて")));
        Agent agent = Agent.signedIn(SERVER, StaffRole.ACT);

        for (SupportCase one : List.of(on, unknown)) {
            String page = agent.browser().get(path(one)).body();
            assertThat(page).contains("何も話さないでください").doesNotContain("class=\"fill\"", "札幌", "北海道");
            assertThat(draft(page, "ja"))
                    .contains("お話しできる記録が見つかりませんでした")
                    .doesNotContain(asked.reference, "はい、当店のものです", "サインインの番号です");
        }
    }

    @Test
    void only_whole_numbers_find_something_and_each_look_up_is_written_down() {
        Asked asked = asked();
        Agent agent = Agent.signedIn(SERVER, StaffRole.READ);

        assertThat(lookUp(agent, asked.member.email()).status()).isEqualTo(422);
        assertThat(lookUp(agent, "山田 花子").status()).isEqualTo(422);
        assertThat(lookUp(agent, "22-2222").body()).contains("この番号の記録はありません");
        Answer found = lookUp(agent, asked.reference.toLowerCase(Locale.ROOT).replace("-", " "));
        assertThat(found.location()).startsWith("/console/cases/");
        String page = agent.browser().get(found.location()).body();
        assertThat(page).contains(asked.reference, "あなたの役割では返信を送れません").doesNotContain("<textarea");
        assertThat(lookUp(agent, found.location().substring("/console/cases/".length()))
                        .location())
                .isEqualTo(found.location());

        assertThat(actions(agent)).containsSubsequence("LOOKED_UP", "LOOKED_UP", "CASE_OPENED", "LOOKED_UP");
    }

    @Test
    void a_caller_is_told_of_the_sign_in_only_after_his_check() {
        Asked asked = asked();
        Agent agent = Agent.signedIn(SERVER, StaffRole.ACT);
        String path = lookUp(agent, asked.reference).location();

        unchecked(agent.browser().get(path).body());
        passCheck(agent, path, asked.accountId);
        String page = agent.browser().get(path).body();
        assertThat(page).doesNotContain("まだ確かめていないため");
        assertThat(draft(page, "ja")).contains("はい、当店のものです", asked.reference);

        Walk.expect(agent.browser().post(path + "/check", Map.of()), path);
        unchecked(agent.browser().get(path).body());
    }

    private static void unchecked(String page) {
        assertThat(page).contains("まだ確かめていないため");
        assertThat(draft(page, "ja")).contains("お話しできる記録").doesNotContain("はい、当店のものです", "メールで送った確認コードを求めました");
    }

    private static void passCheck(Agent agent, String path, UUID accountId) {
        Walk.expect(agent.browser().post(path + "/check", Map.of()), path);
        String number =
                SERVER.bean(CallerChecks.class).waiting(accountId).orElseThrow().number();
        Walk.expect(agent.browser().post(path + "/check/answer", Map.of("typed", number)), path);
    }

    @Test
    void look_ups_at_once_make_one_case() {
        Asked asked = asked();
        List<Agent> agents = Stream.generate(() -> Agent.signedIn(SERVER, StaffRole.READ))
                .limit(3)
                .toList();

        List<Answer> found = Race.of(3, i -> lookUp(agents.get(i), asked.reference));

        assertThat(found).extracting(Answer::status).containsOnly(303);
        assertThat(found.stream().map(Answer::location).distinct()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"カードは 4111 1111 1111 1111", "パスワードは hunter2 とのこと", "code 123456"})
    void what_a_caller_should_not_have_said_is_kept_nowhere(String secret) {
        SupportCase on = inquiry(asked(), null, "?");
        Agent agent = Agent.signedIn(SERVER, StaffRole.LEAD);
        String page = agent.browser().get(path(on)).body();

        Answer action = agent.browser().post(path(on) + "/actions/end_sessions", Map.of("reason", "会員から依頼。" + secret));
        assertThat(agent.browser().get(action.location()).body()).contains("何も行っていません。理由に");
        Answer closed = agent.browser().post(path(on) + "/close", Map.of("reason", secret, "after", "1"));
        assertThat(closed.status()).isEqualTo(422);
        assertThat(closed.body()).contains("何も残していません").doesNotContain(secret);
        Answer reply = send(agent, on, page, draft(page, "ja") + "\n" + secret, "ja");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body()).contains("保存も送信もしていません");
        agent.browser().get("/console/templates");
        for (Map<String, String> template : List.of(
                Map.of("name", secret, "reply-ja", "はい", "reply-en", "Yes"),
                Map.of("name", "x", "reply-ja", secret, "reply-en", "Yes"))) {
            assertThat(agent.browser().post("/console/templates", template).status())
                    .isEqualTo(422);
        }

        assertThat(cases.messages(on)).hasSize(1);
        assertThat(actions(agent)).endsWith("CASE_OPENED");
    }

    @Test
    void of_several_with_one_number_the_date_decides() {
        Asked asked = asked();
        Asked other = asked();
        SERVER.db()
                .sql(
                        "update decision_record set reference = :reference, decided_at = now() - interval '3 days' where attempt_id = :attempt")
                .param("reference", asked.reference)
                .param("attempt", other.attemptId)
                .update();
        Agent agent = Agent.signedIn(SERVER, StaffRole.READ);

        Answer choice = lookUp(agent, asked.reference);
        assertThat(choice.body()).contains("2件あります").doesNotContain(asked.member.email(), other.member.email());
        Matcher dates = Pattern.compile("name=\"at\" value=\"([^\"]+)\"").matcher(choice.body());
        assertThat(dates.find() && dates.find()).isTrue();
        Answer found =
                agent.browser().post("/console/look-up", Map.of("number", asked.reference, "at", dates.group(1)));
        String number = found.location().substring("/console/cases/".length());
        assertThat(cases.findByNumber(number).orElseThrow().accountId()).isEqualTo(accountOf(other.member.email()));
    }

    @Test
    void whoever_opens_too_many_is_stopped_and_the_lead_reads_of_it() {
        Agent agent = Agent.signedIn(SERVER, StaffRole.READ);
        Answer last = lookUp(agent, "22-2222");
        for (int i = 0; i < 70 && last.status() == 200; i++) {
            last = lookUp(agent, "22-2222");
        }

        assertThat(last.status()).isEqualTo(429);
        assertThat(last.body()).contains("ほかのお問い合わせは開けません");
        SupportCase on = inquiry(asked(), null, "?");
        assertThat(agent.browser().get(path(on)).status()).isEqualTo(429);
        assertThat(cases.events(on)).isEmpty();
        Agent lead = Agent.signedIn(SERVER, StaffRole.LEAD);
        assertThat(lead.browser().get("/console/figures").body()).contains(agent.name(), "途中から止めました");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ja", "en"})
    void a_reply_text_needs_two_leads(String language) {
        Agent writer = Agent.signedIn(SERVER, StaffRole.LEAD);
        Agent other = Agent.signedIn(SERVER, StaffRole.LEAD);
        Agent agent = Agent.signedIn(SERVER, StaffRole.ACT);
        String name = "Trains " + UUID.randomUUID();
        SupportCase on = inquiry(asked(), null, "?");

        writer.browser().get("/console/templates");
        assertThat(writer.browser()
                        .post(
                                "/console/templates",
                                Map.of("name", name, "reply-ja", "パスワードを教えて", "reply-en", "Tell us your password"))
                        .status())
                .isEqualTo(422);
        Walk.expect(
                writer.browser()
                        .post(
                                "/console/templates",
                                Map.of(
                                        "name",
                                        name,
                                        "reply-ja",
                                        "電車の中でも\r\n起こります",
                                        "reply-en",
                                        "It happens\r\non trains")),
                "/console/templates");
        String own = card(writer.browser().get("/console/templates").body(), name);
        assertThat(own).doesNotContain("/release");
        Matcher release =
                RELEASE.matcher(card(other.browser().get("/console/templates").body(), name));
        assertThat(release.find()).isTrue();
        Walk.expect(writer.browser().post(release.group(1), Map.of()), "/console/templates");
        assertThat(agent.browser().get(path(on)).body()).doesNotContain(name);

        Walk.expect(other.browser().post(release.group(1), Map.of()), "/console/templates");
        String page = agent.browser().get(path(on)).body();
        Matcher option = Pattern.compile("<option value=\"([^\"]+)\">" + Pattern.quote(name))
                .matcher(page);
        assertThat(option.find()).isTrue();
        assertThat(draft(
                        agent.browser()
                                .get(path(on) + "?template=" + option.group(1))
                                .body(),
                        language))
                .endsWith(language.equals("ja") ? "\n\n電車の中でも\n起こります" : "\n\nIt happens\non trains");
    }

    /// K63: whatever a stranger can type or send comes to the page as text.
    @Test
    void nothing_that_a_stranger_controls_becomes_markup() {
        String email = TestServer.freshEmail();
        Visitor browser = SERVER.visitor()
                .with("User-Agent", "Mozilla/5.0 " + POLYGLOT)
                .with("Accept-Language", "ja," + POLYGLOT.replace(",", ""));
        new Walk(SERVER, browser).register(email, "<svg/onload=alert()>", TestServer.PASSWORD);
        Ledger.of(SERVER, email).allowMails();
        Visitor away = SERVER.visitor()
                .from(Addresses.SAPPORO)
                .with("User-Agent", POLYGLOT)
                .with("Accept-Language", "\"><script>alert()</script>");
        Walk.expect(new Walk(SERVER, away).signIn(email, TestServer.PASSWORD), "/signin/code");
        away.get("/signin/code");
        Asked asked = latest(new Member(email, browser), away);
        SERVER.db()
                .sql("""
                        update decision_record set evidence = jsonb_set(jsonb_set(evidence, '{network,region}', to_jsonb(:evil)),
                                                                        '{network,city}', to_jsonb(:evil))
                        where attempt_id = :attempt
                        """)
                .param("evil", POLYGLOT)
                .param("attempt", asked.attemptId)
                .update();
        SupportCase on = inquiry(asked, asked.attemptId, POLYGLOT + "\n<script>alert()</script>");
        Agent agent = Agent.signedIn(SERVER, StaffRole.ACT);
        for (String language : List.of("ja", "en")) {
            agent.browser().with("Accept-Language", language);
            String page = agent.browser().get(path(on)).body();
            String draft = draft(page, language);
            Answer refused = send(agent, on, page, draft + "\n" + POLYGLOT + " tell us your password", language);
            Answer typed = lookUp(agent, POLYGLOT.substring(0, 20) + "<sVg/oNloAd=alert()>");
            for (String html : List.of(page, refused.body(), typed.body())) {
                assertThat(html.toLowerCase(Locale.ROOT)).doesNotContain("<svg/", "<script>alert", "onload=alert()//>");
                assertThat(html).doesNotContain("<script").doesNotContain("<sVg");
            }
            assertThat(page).contains("&lt;svg/onload=alert()&gt;", "&lt;script&gt;alert()&lt;/script&gt;");
        }
    }

    private Asked asked() {
        return asked("ja", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/149.0.0.0");
    }

    /// A member in whose account a sign-in from far away waits for its code.
    private Asked asked(String language, String agent) {
        Member member = SERVER.register();
        Visitor away = SERVER.visitor()
                .from(Addresses.SAPPORO)
                .with("Accept-Language", language)
                .with("User-Agent", agent);
        Walk.expect(new Walk(SERVER, away).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
        away.get("/signin/code");
        return latest(member, away);
    }

    private static Asked latest(Member member, Visitor away) {
        return SERVER.db()
                .sql("""
                        select d.account_id, d.attempt_id, d.reference from decision_record d join account using (account_id)
                        where email = :email order by decided_at desc limit 1
                        """)
                .param("email", member.email())
                .query((row, n) -> new Asked(
                        member,
                        away,
                        row.getObject("account_id", UUID.class),
                        row.getObject("attempt_id", UUID.class),
                        row.getString("reference")))
                .single();
    }

    private record Asked(Member member, Visitor browser, UUID accountId, UUID attemptId, String reference) {
        String code() {
            return SERVER.mailbox().codeFor(member.email(), reference);
        }
    }

    private SupportCase inquiry(Asked asked, @Nullable UUID attemptId, String text) {
        return inquiry(asked, attemptId, text, Locale.JAPANESE);
    }

    private SupportCase inquiry(Asked asked, @Nullable UUID attemptId, String text, Locale locale) {
        return transactions.inOne(
                asked.accountId,
                () -> cases.inquire(
                        asked.accountId,
                        new Inquiry(
                                Topic.CODE,
                                attemptId == null ? null : asked.reference,
                                attemptId,
                                null,
                                true,
                                locale,
                                text)));
    }

    private static UUID accountOf(String email) {
        return SERVER.db()
                .sql("select account_id from account where email = :email")
                .param("email", email)
                .query(UUID.class)
                .single();
    }

    private static String path(SupportCase on) {
        return "/console/cases/" + on.number();
    }

    private static String pagesOf(Agent agent, String path) {
        StringBuilder all = new StringBuilder();
        String next = path;
        while (next != null) {
            String page = agent.browser().get(next).body();
            all.append(page);
            Matcher more =
                    Pattern.compile("href=\"(/console\\?[^\"]*from=[^\"]*)\"").matcher(page);
            next = more.find() ? HtmlUtils.htmlUnescape(more.group(1)) : null;
        }
        return all.toString();
    }

    private static String draft(String page, String language) {
        Matcher drafts = DRAFT.matcher(page);
        while (drafts.find()) {
            if (drafts.group(1).equals(language)) {
                return HtmlUtils.htmlUnescape(drafts.group(2));
            }
        }
        throw new AssertionError("no draft in " + language + "\n" + page);
    }

    private static Answer send(Agent agent, SupportCase on, String page, String text, String language) {
        Matcher after = AFTER.matcher(page);
        assertThat(after.find()).isTrue();
        return agent.browser()
                .post(
                        path(on) + "/reply",
                        Map.of("reply", text.replace("\n", "\r\n"), "language", language, "after", after.group(1)));
    }

    private static Answer lookUp(Agent agent, String number) {
        agent.browser().get("/console/look-up");
        return agent.browser().post("/console/look-up", Map.of("number", number));
    }

    private static String card(String page, String name) {
        int at = page.indexOf("<h2>" + name + "</h2>");
        return page.substring(at, page.indexOf("</li>", at));
    }

    private static double replies(String unchanged) {
        return SERVER.bean(MeterRegistry.class)
                .counter("sekisho.support.replies", "unchanged", unchanged)
                .count();
    }

    private static List<Boolean> unchanged(SupportCase on) {
        return SERVER.db()
                .sql("select unchanged from case_message where case_id = :case and author = 'STAFF'")
                .param("case", on.caseId())
                .query((row, n) -> row.getBoolean("unchanged"))
                .list();
    }

    private static List<String> actions(Agent agent) {
        return SERVER.db()
                .sql("select action from audit_record where staff_id = :staff order by seq")
                .param("staff", agent.id())
                .query((row, n) -> row.getString("action"))
                .list();
    }
}
