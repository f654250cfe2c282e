package sekisho.server.selfservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.TestMailbox.Mail;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

class DeleteAccountTest {
    private static final TestServer SERVER = TestServer.shared();

    @Test
    void every_table_of_an_account_is_named_in_the_deletion() {
        List<String> named = Stream.of(Deletion.Kind.values())
                .flatMap(kind -> kind.tables().stream())
                .toList();

        assertThat(named).containsExactlyInAnyOrderElementsOf(tablesOfAnAccount());
    }

    @Test
    void nothing_of_a_deleted_account_is_left_but_the_last_mail_and_the_report_counts_it() {
        Member member = SERVER.register();
        UUID account = Ledger.of(SERVER, member.email()).accountId();
        Visitor abroad = WhyTest.provedAbroad(member, "ja");
        String reference =
                WhyTest.references(abroad.get("/account/sign-ins").body()).getFirst();
        WhyTest.object(abroad, reference);
        SERVER.visitor().post("/register", Map.of("email", member.email(), "name", "somebody"));
        SERVER.visitor().post("/forgot", Map.of("email", member.email()));
        fillRestOf(account);
        Map<String, Integer> before = rows(account);
        assertThat(before.values()).as("this test fills every table: " + before).doesNotContain(0);
        Visitor browser = member.browser();
        assertThat(browser.get("/account/delete").body()).contains("まだ何も消していません", "残るもの");
        assertThat(rows(account)).isEqualTo(before);

        Answer report = browser.post("/account/delete", Map.of("password", TestServer.PASSWORD));

        assertThat(report.status()).isEqualTo(200);
        assertThat(report.body()).contains("アカウントを削除しました", "覚えた端末", "2件");
        Map<String, Integer> after = rows(account);
        assertThat(after.remove("outbox_mail")).isEqualTo(1);
        assertThat(after.values()).as(after.toString()).containsOnly(0);
        assertThat(SERVER.db()
                        .sql("select kind from outbox_mail where account_id = ?")
                        .param(account)
                        .query(String.class)
                        .single())
                .isEqualTo("ACCOUNT_DELETED");
        assertThat(browser.cookies().keySet()).noneMatch(name -> name.endsWith("session"));
        assertThat(browser.get("/account").redirectsTo("/signin")).isTrue();
        assertThat(abroad.get("/account").redirectsTo("/signin")).isTrue();
        assertThat(mail(member, "アカウントを削除しました").text()).contains("元には戻せません", "最後のお知らせ");
        assertThat(new Walk(SERVER, SERVER.visitor())
                        .signIn(member.email(), TestServer.PASSWORD)
                        .status())
                .isEqualTo(422);
    }

    @Test
    void in_english_too_and_the_address_can_register_anew() {
        String email = TestServer.freshEmail();
        Visitor browser = SERVER.visitor().with("Accept-Language", "en");
        new Walk(SERVER, browser).register(email, "Hanako", TestServer.PASSWORD);
        assertThat(browser.get("/account/delete").body()).contains("Nothing has been deleted yet.");

        Answer report = browser.post("/account/delete", Map.of("password", TestServer.PASSWORD));

        assertThat(report.body()).contains("Your account is deleted", "How many records were deleted");
        assertThat(SERVER.mailbox().await(email, 2).get(1).subject()).startsWith("Your account was deleted");
        Visitor again = SERVER.visitor();
        again.post("/register", Map.of("email", email, "name", "Hanako"));
        again.get("/register/code");
        Walk.expect(
                again.post("/register/code", Map.of("code", SERVER.mailbox().code(email, 3))), "/register/password");
        again.get("/register/password");
        Walk.expect(again.post("/register/password", Map.of("newPassword", TestServer.PASSWORD)), "/done");
        assertThat(WhyTest.references(again.get("/account/sign-ins").body())).hasSize(1);
    }

    @Test
    void whoever_holds_a_session_but_not_the_password_deletes_nothing_and_guesses_are_counted() {
        // K22
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        member.browser().get("/account/delete");
        assertThat(member.browser().post("/account/delete", Map.of()).status()).isEqualTo(422);
        for (int i = 0; i < 10; i++) {
            Answer wrong = member.browser().post("/account/delete", Map.of("password", "not-the-password-" + i));
            assertThat(wrong.status()).isEqualTo(422);
            assertThat(wrong.body()).contains("パスワードが合いません");
        }

        Answer right = member.browser().post("/account/delete", Map.of("password", TestServer.PASSWORD));

        assertThat(right.status()).isEqualTo(422);
        assertThat(right.body()).contains("いまは確かめられません");
        assertThat(ledger.rows().get("account")).isEqualTo(1);
    }

    @Test
    void a_copied_session_in_another_browser_needs_a_code_to_the_mailbox_too() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        Visitor thief = SERVER.visitor();
        member.browser().cookies().forEach((name, value) -> {
            if (name.endsWith("session")) {
                thief.cookies().put(name, value);
            }
        });
        assertThat(thief.get("/account/delete").body())
                .contains("/account/delete/code")
                .doesNotContain("name=\"password\"");
        assertThat(thief.post("/account/delete", Map.of("password", TestServer.PASSWORD))
                        .status())
                .isEqualTo(422);
        assertThat(ledger.rows().get("account")).isEqualTo(1);

        Walk.expect(thief.post("/account/delete/code", Map.of()), "/account/delete");
        assertThat(thief.get("/account/delete").body()).contains("name=\"code\"", "name=\"password\"");
        String code = SERVER.mailbox().code(member.email(), 2);
        String other = code.equals("111111") ? "222222" : "111111";
        assertThat(thief.post("/account/delete", Map.of("password", TestServer.PASSWORD, "code", other))
                        .body())
                .contains("コードが合いません");
        assertThat(thief.post("/account/delete", Map.of("password", "not-the-password-1", "code", code))
                        .body())
                .contains("パスワードが合いません");
        assertThat(ledger.rows().get("account")).isEqualTo(1);

        assertThat(thief.post("/account/delete", Map.of("password", TestServer.PASSWORD, "code", code))
                        .body())
                .contains("アカウントを削除しました");
        assertThat(ledger.rows().get("account")).isZero();
    }

    @Test
    void a_password_that_was_switched_off_deletes_nothing() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        SERVER.db()
                .sql("update credential set unsafe_cause = 'test', unsafe_since = now() where account_id = ?")
                .param(ledger.accountId())
                .update();
        member.browser().get("/account/delete");

        Answer answer = member.browser().post("/account/delete", Map.of("password", TestServer.PASSWORD));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("先に新しいパスワードを決めてください");
        assertThat(ledger.rows().get("account")).isEqualTo(1);
    }

    /// What no page of this test reaches.
    @Test
    void while_a_change_of_the_address_can_be_undone_nobody_deletes_the_account() {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        SERVER.db().sql("""
                        insert into email_undo (account_id, undo_id, reference, old_email, old_identifier, expires_at)
                        values (?, gen_random_uuid(), 'K7-4Q2X', 'a@b.example', 'a@b.example', now() + interval '14 days')
                        """).param(ledger.accountId()).update();
        member.browser().get("/account/delete");

        Answer answer = member.browser().post("/account/delete", Map.of("password", TestServer.PASSWORD));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("前のアドレスの持ち主が変更を元に戻せるよう");
        assertThat(ledger.rows().get("account")).isEqualTo(1);
    }

    private static void fillRestOf(UUID account) {
        for (String sql : List.of(
                "insert into email_change values (?, gen_random_uuid(), 'K7-4Q2X', 'new@mail.example', now())",
                "insert into email_undo values (?, gen_random_uuid(), 'K7-4Q2X', 'a@b.example', 'a@b.example', now(), now())",
                "insert into device_check values (?, gen_random_uuid(), now(), now())",
                "insert into security_question values (?, 'FIRST_INN', 'x')",
                "insert into alert_answer values (?, gen_random_uuid())",
                "insert into attack_report values (?, gen_random_uuid(), now(), '')",
                "insert into support_access (account_id, access_id, token_hash, mailbox, topic, expires_at)"
                        + " values (?, gen_random_uuid(), '', 'a@b.example', 'OTHER', now())",
                "insert into support_case (account_id, case_id, number, origin, topic, account_known, locale, state)"
                        + " values (?, gen_random_uuid(), gen_random_uuid()::text, 'INQUIRY', 'OTHER', true, 'ja', 'OPEN')",
                "insert into case_message (account_id, case_id, author, text)"
                        + " values (?, gen_random_uuid(), 'MEMBER', 'x')",
                "insert into case_event (account_id, case_id, kind, staff_id, role)"
                        + " values (?, gen_random_uuid(), 'OPENED', gen_random_uuid(), 'support.read')",
                "insert into caller_check (account_id, check_id, case_id, expires_at)"
                        + " values (?, gen_random_uuid(), gen_random_uuid(), now())",
                "insert into recovery_request (account_id, request_id, case_id, new_email, new_locale, reason,"
                        + " requested_by, requested_at, expires_at) values (?, gen_random_uuid(), gen_random_uuid(),"
                        + " 'a@b.example', 'ja', 'x', gen_random_uuid(), now(), now())",
                "insert into recovery_code values (?, 'mac', 'k1')",
                "insert into waiting_recovery values (?, gen_random_uuid(), gen_random_uuid(), 'K7-4Q2X', 'a@b.example',"
                        + " 'ja', true, now(), now(), now())")) {
            SERVER.db().sql(sql).param(account).update();
        }
    }

    private static Mail mail(Member member, String subject) {
        for (int count = 1; ; count++) {
            Mail mail = SERVER.mailbox().await(member.email(), count).get(count - 1);
            if (mail.subject().startsWith(subject)) {
                return mail;
            }
        }
    }

    private static Map<String, Integer> rows(UUID account) {
        Map<String, Integer> rows = new HashMap<>();
        for (String table : tablesOfAnAccount()) {
            rows.put(
                    table,
                    SERVER.db()
                            .sql("select count(*) from " + table + " where account_id = ?")
                            .param(account)
                            .query(Integer.class)
                            .single());
        }
        return rows;
    }

    /// Read from the schema, so that a table of a later migration is among them.
    private static List<String> tablesOfAnAccount() {
        return SERVER.db().sql("""
                        select c.table_name from information_schema.columns c join information_schema.tables t
                            using (table_schema, table_name)
                        where c.column_name = 'account_id' and t.table_type = 'BASE TABLE'
                          and c.table_schema = current_schema()
                        """).query((row, n) -> row.getString(1)).list();
    }
}
