package sekisho.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.Race;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// What members do every day and what is none of it suspicious: each ends as mildly as it should.
class FalseAlarmsTest {
    private static final TestServer SERVER = TestServer.start();

    private static final String UPDATED =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/151.0.0.0"
                    + " Safari/537.36";

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void a_browser_that_updated_itself_overnight_stays_signed_in_and_is_asked_nothing_later() {
        Member member = SERVER.register();
        Visitor browser = member.browser().with("User-Agent", UPDATED);

        assertThat(browser.get("/account").status()).as("still signed in").isEqualTo(200);
        signsInUnasked(member, browser);
    }

    @Test
    void a_private_window_at_home_is_asked_nothing() {
        Member member = SERVER.register();

        signsInUnasked(member, SERVER.visitor());
    }

    @Test
    void a_browser_whose_cookies_were_cleared_is_asked_nothing_at_home() {
        Member member = SERVER.register();
        member.browser().cookies().clear();

        assertThat(member.browser().get("/account").redirectsTo("/signin")).isTrue();
        signsInUnasked(member, member.browser());
    }

    @Test
    void a_phone_between_wifi_and_carrier_stays_signed_in_and_is_asked_nothing() {
        Member member = SERVER.register();
        Visitor phone = member.browser();

        for (int i = 0; i < 5; i++) {
            for (String address : List.of("1.75.10." + (i + 10), Addresses.TOKYO_HOME)) {
                assertThat(phone.from(address).get("/account").status())
                        .as(address)
                        .isEqualTo(200);
            }
        }
        signsInUnasked(member, phone.from(Addresses.TOKYO_PHONE));
    }

    @Test
    void a_traveller_in_sapporo_with_his_own_browser_is_asked_nothing() {
        Member member = SERVER.register();
        Visitor traveller = member.browser().from(Addresses.SAPPORO);

        assertThat(traveller.get("/account").status()).as("still signed in").isEqualTo(200);
        signsInUnasked(member, traveller);
    }

    /// At most a code: never a new password, and it is over with it.
    @Test
    void a_traveller_at_a_borrowed_computer_in_sapporo_is_asked_for_a_code_at_most() {
        Member member = SERVER.register();
        Visitor borrowed = SERVER.visitor().from(Addresses.SAPPORO);

        Answer answer = new Walk(SERVER, borrowed).signIn(member.email(), TestServer.PASSWORD);

        if (answer.redirectsTo("/signin/code")) {
            Walk.expect(
                    borrowed.post(
                            "/signin/code", Map.of("code", SERVER.mailbox().code(member.email(), 2))),
                    "/done");
        } else {
            Walk.expect(answer, "/account");
        }
        assertThat(borrowed.get("/account").status()).isEqualTo(200);
    }

    /// K55: one address is shared by many people, and one of them guesses passwords.
    @Test
    void k55_an_office_behind_one_address_is_asked_nothing_while_one_of_it_attacks() {
        List<Member> colleagues = Stream.generate(() -> Race.of(50, thread -> SERVER.register()))
                .limit(10)
                .flatMap(List::stream)
                .toList();
        Ledger attacked = Ledger.of(SERVER, colleagues.getFirst().email());
        Visitor attacker = SERVER.visitor().from(Addresses.TOKYO_OFFICE);
        for (int i = 0; i < 300; i++) {
            String victim = i % 2 == 0 ? colleagues.get(i % 500).email() : "nobody" + i + "@mail.example";
            assertThat(new Walk(SERVER, attacker)
                            .signIn(victim, "guess-number-" + i)
                            .status())
                    .isIn(422, 503);
        }

        for (Member colleague : colleagues) {
            Visitor atWork = colleague.browser().from(Addresses.TOKYO_OFFICE);
            assertThat(atWork.get("/account").status()).as("still signed in").isEqualTo(200);
            signsInUnasked(colleague, atWork);
        }
        assertThat(attacked.used("PASSWORD/PT1H"))
                .as("the attack was counted where it belongs")
                .isPositive();
    }

    @Test
    void a_sign_in_page_from_yesterday_says_so_loses_nothing_and_the_second_press_works() {
        Member member = SERVER.register();
        Visitor browser = member.browser();
        new Walk(SERVER, browser).signOut();
        browser.get("/signin?another=true");
        Visitor restored = browser.copy();
        restored.cookies().remove("sekisho-csrf");

        Answer stale = restored.post("/signin", Map.of("email", member.email(), "password", TestServer.PASSWORD));

        assertThat(stale.status()).isEqualTo(403);
        assertThat(stale.body()).contains("画面の有効期限が切れました", "入力は送られていません");
        signsInUnasked(member, restored);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/signin", "/signin/code", "/account", "/"})
    void a_page_opened_in_a_new_tab_or_restored_with_the_browser_leads_to_the_same_step(String page) {
        Member member = SERVER.register();
        Visitor browser = SERVER.visitor().from(Addresses.SAO_PAULO);
        Walk.expect(new Walk(SERVER, browser).signIn(member.email(), TestServer.PASSWORD), "/signin/code");

        Visitor tab = browser.copy();
        Answer shown = tab.follow(tab.get(page));

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.body()).as("a way to the step").containsAnyOf("/signin/code", "name=\"code\"");
        Walk.expect(tab.post("/signin/code", Map.of("code", SERVER.mailbox().code(member.email(), 2))), "/done");
        assertThat(SERVER.mailbox().to(member.email())).as("no second code").hasSize(2);
    }

    @Test
    void a_double_click_on_sign_in_ends_in_one_open_account() {
        Member member = SERVER.register();
        Visitor browser = member.browser();
        new Walk(SERVER, browser).signOut();
        browser.get("/signin?another=true");

        List<Answer> answers = Race.of(
                2,
                click -> browser.copy()
                        .post("/signin", Map.of("email", member.email(), "password", TestServer.PASSWORD)));

        assertThat(answers).allMatch(answer -> answer.redirectsTo("/account"));
        assertThat(SERVER.mailbox().to(member.email())).as("nobody is alarmed").hasSize(1);
    }

    private static void signsInUnasked(Member member, Visitor browser) {
        if (browser.get("/account").status() == 200) {
            new Walk(SERVER, browser).signOut();
        }
        Walk.expect(new Walk(SERVER, browser).signIn(member.email(), TestServer.PASSWORD), "/account");
        assertThat(browser.get("/account").status()).isEqualTo(200);
        assertThat(SERVER.mailbox().to(member.email()))
                .as("no code but the one of the registration")
                .filteredOn(mail -> mail.subject().contains("確認コード"))
                .hasSize(1);
    }
}
