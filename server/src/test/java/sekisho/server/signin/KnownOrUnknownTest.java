package sekisho.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// K41 beyond the first page: what somebody sees who keeps trying must not tell whether an address has
/// an account.
class KnownOrUnknownTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Pattern REFERENCE = Pattern.compile("\\b[2-9A-HJ-NP-Z]{2}-[2-9A-HJ-NP-Z]{4}\\b");

    @Test
    void forms_sent_at_once_show_as_many_reference_numbers_for_a_stranger_as_for_a_member() throws Exception {
        Member member = SERVER.register();

        int known = referencesOfFormsSentAtOnce(member.email());
        int unknown = referencesOfFormsSentAtOnce(TestServer.freshEmail());

        assertThat(unknown).isEqualTo(known);
    }

    @Test
    void another_code_is_refused_to_a_stranger_as_to_a_member() {
        Member member = SERVER.register();

        Answer known = askAgainAfterTooManyMails(member.email());
        Answer unknown = askAgainAfterTooManyMails(TestServer.freshEmail());

        assertThat(known.status()).isEqualTo(200);
        assertThat(unknown.status()).isEqualTo(200);
        assertThat(plain(unknown)).isEqualTo(plain(known));
    }

    @Test
    void a_wrong_code_for_a_disabled_account_looks_like_any_other() {
        Member member = SERVER.register();
        SERVER.db()
                .sql("update account set disabled_at = now() where email = :email")
                .param("email", member.email())
                .update();

        Answer disabled = typeWrongCode(member.email());
        Answer unknown = typeWrongCode(TestServer.freshEmail());

        assertThat(disabled.status()).isEqualTo(unknown.status());
        assertThat(plain(disabled)).isEqualTo(plain(unknown));
    }

    /// The mails differ; the page shows the subject.
    @Test
    void the_page_of_a_registration_shows_the_same_for_a_taken_address_as_for_a_free_one() {
        Answer known = register(SERVER.register().email());
        Answer unknown = register(TestServer.freshEmail());

        assertThat(known.status()).isEqualTo(unknown.status());
        assertThat(plain(known)).isEqualTo(plain(unknown)).contains("会員登録の確認コード");
    }

    /// Otherwise the page of the new password would lead to itself.
    @Test
    void a_proof_lasts_as_long_as_its_attempt() {
        Member member = SERVER.register();
        Visitor browser = SERVER.visitor();
        browser.post("/forgot", Map.of("email", member.email()));
        browser.post("/reset/code", Map.of("code", SERVER.mailbox().code(member.email(), 2)));

        assertThat(SERVER.db()
                        .sql("""
                        select proof.expires_at >= attempt.expires_at from proof join attempt using (account_id, attempt_id)
                        join account using (account_id) where email = :email and kind = 'FORGOT_PASSWORD'
                        """)
                        .param("email", member.email())
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void who_is_denied_by_the_policy_gets_no_code_by_asking_again(@TempDir Path dir) throws IOException {
        Path policy = Files.writeString(dir.resolve("policy.yaml"), """
                version: nobody-1
                levels:
                  - name: all
                    from-score: 0
                    ask: []
                    deny: true
                """);
        try (TestServer server = TestServer.start("sekisho.policy.file=" + policy)) {
            Member member = server.register();
            Visitor browser = server.visitor();
            browser.post("/forgot", Map.of("email", member.email()));
            browser.post("/reset/code/resend", Map.of());

            assertThat(server.db().sql("""
                            select count(*) from outbox_mail where kind = 'RESET_CODE' and state <> 'VOID'
                            """).query(Integer.class).single()).isZero();
        }
    }

    private static int referencesOfFormsSentAtOnce(String email) throws Exception {
        Set<String> references = ConcurrentHashMap.newKeySet();
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService browsers = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = IntStream.range(0, 8)
                    .<Future<?>>mapToObj(i -> {
                        Visitor browser = SERVER.visitor();
                        browser.get("/forgot");
                        return browsers.submit(() -> {
                            start.await();
                            browser.post("/forgot", Map.of("email", email));
                            references.add(reference(browser.get("/reset/code")));
                            return null;
                        });
                    })
                    .toList();
            start.countDown();
            for (Future<?> each : sent) {
                each.get();
            }
        }
        return references.size();
    }

    private static Answer askAgainAfterTooManyMails(String email) {
        Visitor browser = SERVER.visitor();
        for (int i = 0; i < 6; i++) {
            // Another browser each time, so that none counts as a form sent twice.
            browser = SERVER.visitor().with("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Number/" + i);
            browser.post("/forgot", Map.of("email", email));
        }
        return browser.post("/reset/code/resend", Map.of());
    }

    private static Answer register(String email) {
        Visitor browser = SERVER.visitor();
        Walk.expect(browser.post("/register", Map.of("email", email, "name", "佐藤 健")), "/register/code");
        return browser.get("/register/code");
    }

    private static Answer typeWrongCode(String email) {
        Visitor browser = SERVER.visitor();
        browser.post("/forgot", Map.of("email", email));
        return browser.post("/reset/code", Map.of("code", "000000"));
    }

    private static String reference(Answer page) {
        Matcher matcher = REFERENCE.matcher(page.body());
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }

    /// The page without what differs between any two attempts.
    private static String plain(Answer page) {
        return REFERENCE
                .matcher(page.body())
                .replaceAll("REFERENCE")
                .replaceAll("name=\"csrf\" value=\"[^\"]*\"", "CSRF")
                .replaceAll("m••••[0-9]?@", "m••••@")
                // The member's registration has used one mail of this hour, as anybody's for that address would.
                .replaceAll("あと[0-9]回送れます", "RESENDS")
                .replaceAll("[0-9]{1,2}時[0-9]{2}分", "TIME")
                .replaceAll("[0-9]{2}:[0-9]{2}", "TIME")
                .replaceAll("datetime=\"[^\"]*\"", "TIME");
    }
}
