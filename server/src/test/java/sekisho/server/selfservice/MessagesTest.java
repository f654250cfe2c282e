package sekisho.server.selfservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.TestMailbox;
import sekisho.server.testing.TestMailbox.Mail;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// "Is this mail really yours?", as a member asks who is signed in.
class MessagesTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Pattern REFERENCE = Pattern.compile("class=\"ref nb\">([2-9A-Z]{2}-[2-9A-Z]{4})<");
    private static final Pattern MESSAGE = Pattern.compile("href=\"(/account/messages/[0-9a-f-]{36})\"");

    @Test
    void one_number_stands_on_the_page_in_the_mail_in_the_history_and_in_the_list_of_mails() {
        Member member = SERVER.register();
        Visitor browser = SERVER.visitor().from(Addresses.SAO_PAULO);
        Walk.expect(new Walk(SERVER, browser).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
        String number = first(REFERENCE, browser.get("/signin/code").body());
        Mail mail = SERVER.mailbox().await(member.email(), 2).get(1);
        Walk.expect(browser.post("/signin/code", Map.of("code", TestMailbox.codeIn(mail))), "/done");

        assertThat(mail.subject()).contains("照合番号 " + number);
        assertThat(mail.text()).contains("照合番号　" + number);
        assertThat(browser.get("/done").body()).contains(number);
        assertThat(browser.get("/account/sign-ins").body()).contains(number);
        assertThat(browser.get("/account/messages").body()).contains(number);
        browser.get("/verify-mail");
        assertThat(browser.post("/verify-mail", Map.of("number", number)).body())
                .contains("この番号のメールは、当店が書きました");
    }

    @Test
    void every_mail_that_arrived_is_listed_and_can_be_read_again_without_its_code() {
        Member member = SERVER.register();
        Visitor browser = member.browser();
        browser.get("/forgot");
        Walk.expect(browser.post("/forgot", Map.of("email", member.email())), "/reset/code");
        List<Mail> arrived = SERVER.mailbox().await(member.email(), 2);

        String list = browser.get("/account/messages").body();
        List<String> pages = all(MESSAGE, list);

        assertThat(browser.get("/account").body()).contains("href=\"/account/messages\"");
        assertThat(pages).hasSize(2);
        for (int i = 0; i < arrived.size(); i++) {
            Mail mail = arrived.get(i);
            String code = TestMailbox.codeIn(mail);
            Answer page = browser.get(pages.get(pages.size() - 1 - i));
            assertThat(page.status()).isEqualTo(200);
            assertThat(text(page.body()))
                    .contains(
                            text(mail.subject().replace(code, "●●●●●●")),
                            text(mail.text().replace(code, "●●●●●●")),
                            "送信済み",
                            "日本時間");
            assertThat(visible(list)).contains(mail.subject().replace(code, "●●●●●●"));
            assertThat(visible(page.body())).doesNotContain(code);
            assertThat(visible(list)).doesNotContain(code);
        }
    }

    @Test
    void nobody_reads_the_mails_of_another_account_and_nobody_who_is_not_signed_in() {
        Member member = SERVER.register();
        String page = first(MESSAGE, member.browser().get("/account/messages").body());
        Member other = SERVER.register();

        assertThat(other.browser().get(page).status()).isEqualTo(404);
        assertThat(other.browser().get("/account/messages/" + UUID.randomUUID()).status())
                .isEqualTo(404);
        assertThat(other.browser().get("/account/messages").body()).doesNotContain(page);
        Walk.expect(SERVER.visitor().get(page), "/signin");
        assertThat(SERVER.visitor().get(page).location()).contains("return_to=" + page);
    }

    /// The code for a stranger who wants to move his account to this address was never meant to be sent.
    @Test
    void what_was_written_to_nobody_is_not_shown_as_sent() {
        Member member = SERVER.register();
        Member other = SERVER.register();
        other.browser().get("/account/email");
        other.browser().post("/account/email", Map.of("email", member.email(), "password", TestServer.PASSWORD));
        other.browser()
                .post("/account/email/code", Map.of("code", SERVER.mailbox().code(other.email(), 2)));
        SERVER.mailbox().await(member.email(), 2);

        String list = member.browser().get("/account/messages").body();

        assertThat(all(MESSAGE, list)).hasSize(2);
        assertThat(visible(list)).contains("会員登録の確認コード", "このメールアドレスは登録済みです");
    }

    @Test
    void what_waits_or_could_not_be_sent_is_told_plainly() {
        Member member = SERVER.register();
        UUID account = Ledger.of(SERVER, member.email()).accountId();
        Map.of("DEAD", "送信を確認できません", "QUEUED", "送信待ち").forEach((state, words) -> {
            SERVER.db()
                    .sql("update outbox_mail set state = :state, next_try_at = now() + interval '1 day',"
                            + " give_up_at = now() + interval '2 days' where account_id = :account")
                    .param("state", state)
                    .param("account", account)
                    .update();
            String list = member.browser().get("/account/messages").body();
            assertThat(list).contains(words).doesNotContain("送信済み");
            assertThat(member.browser().get(first(MESSAGE, list)).body()).contains(words);
        });
        SERVER.db()
                .sql("update outbox_mail set state = 'SENT' where account_id = :account")
                .param("account", account)
                .update();
    }

    @Test
    void wrong_passwords_bring_no_mail_and_none_is_listed() {
        Member member = SERVER.register();
        for (int i = 0; i < 12; i++) {
            new Walk(SERVER, SERVER.visitor().from(Addresses.NEW_YORK)).signIn(member.email(), "wrong-" + i);
        }

        assertThat(all(MESSAGE, member.browser().get("/account/messages").body()))
                .as("the one of the registration")
                .hasSize(1);
        assertThat(Ledger.of(SERVER, member.email())
                        .number("select count(*) from outbox_mail where account_id = :account"))
                .isOne();
    }

    private static String first(Pattern pattern, String body) {
        List<String> found = all(pattern, body);
        assertThat(found).as(body).isNotEmpty();
        return found.getFirst();
    }

    private static List<String> all(Pattern pattern, String body) {
        return pattern.matcher(body)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    /// What can be read on a page: not its hidden tokens, which may hold any digits.
    private static String visible(String html) {
        Matcher main = Pattern.compile("(?s)<main.*</main>").matcher(html);
        assertThat(main.find()).isTrue();
        return main.group()
                .replaceAll("<[^>]*>", " ")
                .replace("&#39;", "'")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }

    private static String text(String html) {
        String readable = html.contains("<main") ? visible(html) : html;
        return readable.replaceAll("\\s+", "");
    }
}
