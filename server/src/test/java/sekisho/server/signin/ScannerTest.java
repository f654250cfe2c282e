package sekisho.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.TestMailbox;
import sekisho.server.testing.TestMailbox.Mail;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// K35: the program that looks at every mail before its reader does, opens whatever looks like an
/// address, follows redirects of any kind and presses the button of a page that has one form.
class ScannerTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String NEW_PASSWORD = "midori-no-kaze-8842-yama";
    private static final int MOST_PAGES = 200;

    private static final Pattern LINK = Pattern.compile("href=\"(/[^\"#]*)");
    private static final Pattern REFRESH = Pattern.compile(
            "(?i)http-equiv=\"refresh\"[^>]*url=([^\"'>]+)|location(?:\\.href)?\\s*=\\s*[\"'](/[^\"']*)");
    private static final Pattern FORM = Pattern.compile("(?s)<form[^>]*action=\"([^\"]+)\"[^>]*>(.*?)</form>");
    private static final Pattern INPUT = Pattern.compile("<input[^>]*>");
    private static final Pattern URL = Pattern.compile("https?://[^/\\s]+(/\\S*)?");

    @ParameterizedTest
    @ValueSource(strings = {"", "prefetch", "preview"})
    void k35_a_mail_scanner_finishes_nothing_and_the_reader_still_can(String purpose) {
        Member signingIn = SERVER.register();
        Member forgetful = SERVER.register();
        Visitor abroad = SERVER.visitor().from(Addresses.SAO_PAULO);
        Walk.expect(new Walk(SERVER, abroad).signIn(signingIn.email(), TestServer.PASSWORD), "/signin/code");
        Visitor home = SERVER.visitor();
        Walk.expect(home.post("/forgot", Map.of("email", forgetful.email())), "/reset/code");
        Mail codeMail = SERVER.mailbox().await(signingIn.email(), 2).get(1);
        Mail resetMail = SERVER.mailbox().await(forgetful.email(), 2).get(1);
        String before = state(signingIn) + state(forgetful);

        for (Mail mail : List.of(codeMail, resetMail)) {
            Scanner scanner = new Scanner(purpose);
            scanner.read(mail);
            scanner.scan();
            assertThat(scanner.seen).as("pages that were looked at").hasSizeGreaterThan(20);
            assertThat(scanner.browser.cookies().keySet()).noneMatch(name -> name.endsWith("-session"));
            Walk.expect(scanner.browser.get("/account"), "/signin");
        }

        assertThat(state(signingIn) + state(forgetful)).isEqualTo(before);
        abroad.get("/signin/code");
        Walk.expect(abroad.post("/signin/code", Map.of("code", TestMailbox.codeIn(codeMail))), "/done");
        home.get("/reset/code");
        Walk.expect(home.post("/reset/code", Map.of("code", TestMailbox.codeIn(resetMail))), "/reset/password");
        home.get("/reset/password");
        Walk.expect(home.post("/reset/password", Map.of("newPassword", NEW_PASSWORD)), "/done");
        assertThat(SERVER.mailbox().to(signingIn.email())).as("no mail more").hasSize(2);
    }

    /// Even with the code, read out of the mail, nothing opens without the browser that asked for it.
    @Test
    void k35_the_code_alone_lets_no_scanner_in() {
        Member member = SERVER.register();
        Visitor abroad = SERVER.visitor().from(Addresses.SAO_PAULO);
        Walk.expect(new Walk(SERVER, abroad).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
        String code = SERVER.mailbox().code(member.email(), 2);
        String before = state(member);

        Visitor scanner = SERVER.visitor();
        for (String page : List.of("/signin/code", "/reset/code", "/register/code", "/reset", "/signin/code/resend")) {
            Walk.expect(scanner.post(page, Map.of("code", code)), "/signin");
        }

        assertThat(state(member)).isEqualTo(before);
        abroad.get("/signin/code");
        Walk.expect(abroad.post("/signin/code", Map.of("code", code)), "/done");
    }

    /// The member's own browser looks ahead: with his cookies, but it presses nothing.
    @Test
    void k35_a_browser_that_looks_ahead_finishes_nothing_either() {
        Member member = SERVER.register();
        Visitor abroad = SERVER.visitor().from(Addresses.SAO_PAULO);
        Walk.expect(new Walk(SERVER, abroad).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
        String code = SERVER.mailbox().code(member.email(), 2);
        String before = state(member);
        Visitor ahead = abroad.copy().with("Sec-Purpose", "prefetch;prerender").with("Purpose", "prefetch");
        Visitor signedIn = member.browser().copy().with("Sec-Purpose", "prefetch");

        for (String page : pages()) {
            for (Visitor visitor : List.of(ahead, signedIn)) {
                assertThat(visitor.head(page).status()).as(page).isLessThan(500);
                assertThat(visitor.get(page).status()).as(page).isLessThan(500);
            }
        }

        assertThat(state(member)).isEqualTo(before);
        abroad.get("/signin/code");
        Walk.expect(abroad.post("/signin/code", Map.of("code", code)), "/done");
    }

    /// Every address that answers to GET.
    private static List<String> pages() {
        return SERVER
                .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()
                .stream()
                .filter(handler -> handler.getValue().getBeanType().getName().startsWith("sekisho."))
                .filter(handler ->
                        handler.getKey().getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .flatMap(handler -> handler.getKey().getPatternValues().stream())
                .map(path -> path.replace("{id}", UUID.randomUUID().toString()).replaceAll("\\{[^}]+}", "K7-4Q2X"))
                .sorted()
                .toList();
    }

    /// All that could have been changed for a member, and the mails to him.
    private static String state(Member member) {
        Ledger ledger = Ledger.of(SERVER, member.email());
        return ledger.rows()
                + "mails " + SERVER.mailbox().to(member.email()).size()
                + SERVER.db()
                        .sql("""
                                select concat(
                                    (select string_agg(t::text, ' ' order by t::text) from session t
                                      where account_id = :account),
                                    (select string_agg(t::text, ' ' order by t::text) from one_time_code t
                                      where account_id = :account),
                                    (select string_agg(t::text, ' ' order by t::text) from attempt t
                                      where account_id = :account),
                                    (select string_agg(t::text, ' ' order by t::text) from budget t
                                      where account_id = :account))
                                """)
                        .param("account", ledger.accountId())
                        .query(String.class)
                        .single();
    }

    private static final class Scanner {
        private final Visitor browser = SERVER.visitor().from("203.0.113.9");
        private final Deque<String> todo = new ArrayDeque<>(pages());
        private final Set<String> seen = new LinkedHashSet<>();

        Scanner(String purpose) {
            if (!purpose.isEmpty()) {
                browser.with("Purpose", purpose).with("Sec-Purpose", purpose).with("X-Purpose", purpose);
            }
        }

        /// Opens what the mail names: addresses, and the domain.
        void read(Mail mail) {
            todo.add("/");
            URL.matcher(mail.text()).results().forEach(url -> todo.add(url.group(1) == null ? "/" : url.group(1)));
        }

        void scan() {
            while (!todo.isEmpty() && seen.size() < MOST_PAGES) {
                String page = todo.poll();
                if (seen.add(page)) {
                    assertThat(browser.head(page).status()).as("HEAD " + page).isLessThan(500);
                    look(browser.follow(browser.get(page)), page);
                }
            }
        }

        private void look(Answer page, String asked) {
            assertThat(page.status()).as(asked).isLessThan(500);
            LINK.matcher(page.body()).results().forEach(link -> todo.add(link.group(1)));
            REFRESH.matcher(page.body())
                    .results()
                    .forEach(jump -> todo.add(jump.group(1) == null ? jump.group(2) : jump.group(1)));
            List<MatchResult> forms = FORM.matcher(page.body()).results().toList();
            if (forms.size() == 1) {
                press(forms.getFirst());
            }
        }

        private void press(MatchResult form) {
            Map<String, String> fields = new LinkedHashMap<>();
            INPUT.matcher(form.group(2)).results().map(MatchResult::group).forEach(input -> {
                String name = attribute(input, "name");
                if (!name.isEmpty() && !name.equals("csrf")) {
                    fields.put(name, attribute(input, "value"));
                }
            });
            Answer answer = browser.follow(browser.post(form.group(1), fields));
            assertThat(answer.status()).as("the form of " + form.group(1)).isLessThan(500);
        }

        private static String attribute(String tag, String name) {
            var value = Pattern.compile(" " + name + "=\"([^\"]*)\"").matcher(tag);
            return value.find() ? value.group(1) : "";
        }
    }
}
