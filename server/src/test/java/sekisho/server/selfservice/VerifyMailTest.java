package sekisho.server.selfservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sekisho.server.account.Accounts;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.TestMailbox;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;

/// The public question whether a mail is ours: what it tells, and what it doesn't.
class VerifyMailTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final AtomicInteger NETWORKS = new AtomicInteger();
    private static final Pattern REFERENCE = Pattern.compile("class=\"ref nb\">([2-9A-Z]{2}-[2-9A-Z]{4})<");
    private static final String OURS = "この番号のメールは、当店が書きました";
    private static final String NOT_OURS = "その番号のメールは送っていません";

    @Test
    void whoever_holds_one_of_our_mails_learns_its_date_and_subject_and_no_more() {
        Member member = SERVER.register();
        String number = number(forgot(member.email()));
        String code =
                TestMailbox.codeIn(SERVER.mailbox().await(member.email(), 2).get(1));

        Answer answer = check(number);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains(OURS, number, "パスワード再設定の確認コード（照合番号 " + number + "）", "（日本時間）")
                .doesNotContain(member.email(), "@mail.example", "山田");
        assertThat(visible(answer)).doesNotContain(code);
    }

    @Test
    void a_sign_in_code_stands_in_the_subject_of_the_mail_and_not_in_the_answer() {
        Member member = SERVER.register();
        Visitor abroad = SERVER.visitor().from(Addresses.SAO_PAULO);
        abroad.post("/signin", Map.of("email", member.email(), "password", TestServer.PASSWORD));
        String number = number(abroad);
        TestMailbox.Mail mail = SERVER.mailbox().await(member.email(), 2).get(1);
        String code = TestMailbox.codeIn(mail);

        assertThat(mail.subject()).contains(code);
        assertThat(visible(check(number))).contains("●●●●●● は確認コードです").doesNotContain(code);
    }

    @Test
    void however_the_number_is_typed_it_is_found() {
        String number = number(forgot(SERVER.register().email()));
        String plain = number.replace("-", "");
        StringBuilder wide = new StringBuilder();
        for (char c : number.toCharArray()) {
            wide.append((char) (c - '!' + '！'));
        }
        Visitor visitor = newcomer();
        for (String typed : List.of(
                number,
                number.toLowerCase(Locale.ROOT),
                plain,
                "  " + number + "　",
                plain.substring(0, 3) + " " + plain.substring(3),
                number.replace('-', 'ー'),
                number.replace('-', '−'),
                wide.toString())) {
            assertThat(visitor.post("/verify-mail", Map.of("number", typed)).body())
                    .as(typed)
                    .contains(OURS, ">" + number + "<");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"22-2222", "REF-20231122", "KS-0O1I", "<b>x</b>", "照合番号"})
    void a_number_that_we_never_wrote_is_called_that(String typed) {
        Answer answer = check(typed);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains(NOT_OURS, "リンクや添付ファイルを開かず、メールを削除してください")
                .doesNotContain(OURS, "<b>x");
    }

    @Test
    void an_empty_field_is_sent_back() {
        Answer answer = check(" ");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("照合番号を入力してください", "<title>エラー：");
    }

    @Test
    void k41_the_answer_is_the_same_for_a_member_and_for_nobody() {
        Map<String, String> seen = new LinkedHashMap<>();
        seen.put("unknown", print(check(number(forgot(TestServer.freshEmail())))));
        seen.put("known", print(check(number(forgot(known("ja"))))));
        seen.put("known, English", print(check(number(forgot(known("en"))))));
        seen.put("disabled", print(check(number(forgot(disabled())))));

        assertAlike(seen);
        assertThat(seen.get("unknown")).contains(OURS, "パスワード再設定の確認コード");
    }

    @Test
    void k41_it_is_the_same_after_all_guesses_at_the_code_are_used_up_and_the_owner_was_told() {
        Function<String, String> guessed = email -> {
            Visitor visitor = forgot(email);
            String number = number(visitor);
            for (int i = 0; i < 16; i++) {
                visitor.post("/reset/code", Map.of("code", "00000" + i % 10));
            }
            return print(check(number));
        };
        Map<String, String> seen = new LinkedHashMap<>();
        seen.put("unknown", guessed.apply(TestServer.freshEmail()));
        seen.put("known", guessed.apply(known("ja")));
        seen.put("known, English", guessed.apply(known("en")));

        assertAlike(seen);
        assertThat(seen.get("unknown")).contains("確認コードの入力を止めました（対応は不要です）");
    }

    @Test
    void k41_it_is_the_same_for_a_new_and_a_taken_address_at_registration() {
        Function<String, String> registered = email -> {
            Visitor visitor = newcomer();
            visitor.post("/register", Map.of("email", email, "name", "山田 花子"));
            return print(check(number(visitor)));
        };
        Map<String, String> seen = new LinkedHashMap<>();
        seen.put("new", registered.apply(TestServer.freshEmail()));
        seen.put("taken", registered.apply(known("ja")));
        seen.put("taken, English", registered.apply(known("en")));

        assertAlike(seen);
        assertThat(seen.get("new")).contains("会員登録の確認コード").doesNotContain("登録済み", "どちらか");
    }

    /// The attacker comes back later: what was kept for the member only would tell them apart.
    @Test
    void k41_it_is_the_same_weeks_later_and_over_for_both_at_the_same_time() {
        String nobodys = number(forgot(TestServer.freshEmail()));
        String email = known("ja");
        String members = number(forgot(email));
        SERVER.mailbox().await(email, 2);
        for (Map.Entry<Integer, String> age : List.of(Map.entry(29, OURS), Map.entry(31, NOT_OURS))) {
            for (String number : List.of(nobodys, members)) {
                SERVER.db()
                        .sql("update outbox_mail set created_at = now() - make_interval(days => :days),"
                                + " give_up_at = least(give_up_at, now() - interval '1 day') where reference = :number")
                        .param("days", age.getKey())
                        .param("number", number)
                        .update();
            }
            // The relay wakes for this one, and clears away whatever it takes for out of date.
            SERVER.register();
            Map<String, String> seen = new LinkedHashMap<>();
            seen.put("unknown", print(check(nobodys)));
            seen.put("known", print(check(members)));
            assertAlike(seen);
            assertThat(seen.get("unknown")).contains(age.getValue());
        }
    }

    @Test
    void a_network_that_asks_too_often_is_told_from_when_it_goes_on_and_others_are_answered() {
        String number = number(forgot(SERVER.register().email()));
        String network = network();
        List<Visitor> neighbours = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            Visitor neighbour = SERVER.visitor().from(network + i);
            neighbour.get("/verify-mail");
            neighbours.add(neighbour);
        }
        for (int i = 0; i < 20; i++) {
            Answer answer = neighbours.get(i % 4).post("/verify-mail", Map.of("number", "22-2222"));
            assertThat(answer.status()).isEqualTo(200);
        }

        for (String typed : List.of(number, "22-2222")) {
            Answer refused = neighbours.get(1).post("/verify-mail", Map.of("number", typed));
            assertThat(refused.status()).isEqualTo(429);
            assertThat(Integer.parseInt(
                            refused.raw().headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(1, 660);
            assertThat(refused.body())
                    .containsPattern("\\d{1,2}時\\d{2}分から、また確かめられます")
                    .doesNotContain(OURS, NOT_OURS);
        }
        assertThat(check(number).body()).contains(OURS);
    }

    @Test
    void every_page_that_speaks_of_a_mail_leads_here() {
        Visitor visitor = forgot(TestServer.freshEmail());
        for (String page : List.of("/signin", "/reset/code")) {
            assertThat(visitor.get(page).body()).as(page).contains("href=\"/verify-mail\"");
        }
    }

    private static Visitor forgot(String email) {
        Visitor visitor = newcomer();
        visitor.post("/forgot", Map.of("email", email));
        return visitor;
    }

    /// The number on the page that asks for the code, on which a stranger reads it too.
    private static String number(Visitor visitor) {
        Answer page = visitor.follow(visitor.get("/signin/code"));
        Matcher number = REFERENCE.matcher(page.body());
        assertThat(number.find()).as(page.body()).isTrue();
        return number.group(1);
    }

    private static Answer check(String number) {
        Visitor visitor = newcomer();
        visitor.get("/verify-mail");
        return visitor.post("/verify-mail", Map.of("number", number));
    }

    /// Each comes from another network, so that only the test of the limit meets it.
    private static Visitor newcomer() {
        return SERVER.visitor().from(network() + "7");
    }

    private static String network() {
        int number = NETWORKS.incrementAndGet();
        return "11." + number / 250 + "." + number % 250 + ".";
    }

    private static String known(String language) {
        String email = SERVER.register().email();
        Ledger ledger = Ledger.of(SERVER, email);
        ledger.nextDay();
        SERVER.db()
                .sql("update account set locale = :language where account_id = :account")
                .param("language", language)
                .param("account", ledger.accountId())
                .update();
        return email;
    }

    private static String disabled() {
        String email = known("ja");
        SERVER.bean(Accounts.class).disable(Ledger.of(SERVER, email).accountId());
        return email;
    }

    private static String visible(Answer answer) {
        return answer.body().replaceAll("(?s)^.*<main|</main>.*$", "").replaceAll("<[^>]*>", " ");
    }

    private static String print(Answer answer) {
        return answer.status()
                + answer.body()
                        .replaceAll("name=\"csrf\" value=\"[^\"]+\"", "csrf")
                        .replaceAll("\\b[2-9A-Z]{2}-[2-9A-Z]{4}\\b", "REFERENCE")
                        .replaceAll("datetime=\"[^\"]+\"", "datetime")
                        .replaceAll("\\d{4}年\\d{1,2}月\\d{1,2}日（.）\\d{1,2}時\\d{2}分", "TIME");
    }

    private static void assertAlike(Map<String, String> seen) {
        String first = seen.values().iterator().next();
        seen.forEach((name, text) -> assertThat(text).as(name).isEqualTo(first));
    }
}
