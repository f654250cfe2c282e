package sekisho.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.Race;
import sekisho.server.testing.TestMailbox;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// What people and browsers do besides the straight way: press twice, go back, open a second tab, look
/// ahead. Each has a defined outcome and loses nothing.
class TwiceAndBackTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String NEW_PASSWORD = "midori-no-kaze-8842-yama";

    @Test
    void a_sign_in_form_sent_twice_costs_one_mail_and_its_code_works_in_the_later_answer() {
        Member member = SERVER.register();
        Visitor browser = SERVER.visitor().from(Addresses.SAO_PAULO);
        browser.get("/signin");
        Map<String, String> form = Map.of("email", member.email(), "password", TestServer.PASSWORD);

        Walk.expect(browser.post("/signin", form), "/signin/code");
        Walk.expect(browser.post("/signin", form), "/signin/code");

        browser.get("/signin/code");
        String code = SERVER.mailbox().code(member.email(), 2);
        Walk.expect(browser.post("/signin/code", Map.of("code", code)), "/done");
        assertThat(Ledger.of(SERVER, member.email()).mails("STEP_UP_CODE")).isOne();
    }

    @Test
    void a_forgotten_password_sent_fifty_times_at_once_by_one_browser_costs_one_mail() {
        Member member = SERVER.register();
        Visitor browser = SERVER.visitor();
        browser.get("/forgot");
        List<Visitor> presses = Stream.generate(browser::copy).limit(50).toList();

        Race.of(50, i -> presses.get(i).post("/forgot", Map.of("email", member.email())));

        assertThat(Ledger.of(SERVER, member.email()).mails("RESET_CODE")).isOne();
        String code = SERVER.mailbox().code(member.email(), 2);
        List<Visitor> worked = new ArrayList<>();
        for (Visitor press : presses) {
            press.get("/reset/code");
            if (press.post("/reset/code", Map.of("code", code)).redirectsTo("/reset/password")) {
                worked.add(press);
            }
        }
        assertThat(worked).hasSize(1);
    }

    @Test
    void a_registration_sent_fifty_times_at_once_by_one_browser_costs_one_mail() {
        String email = TestServer.freshEmail();
        Visitor browser = SERVER.visitor();
        browser.get("/register");
        List<Visitor> presses = Stream.generate(browser::copy).limit(50).toList();

        Race.of(50, i -> presses.get(i).post("/register", Map.of("email", email, "name", "山田 花子")));

        assertThat(Ledger.of(SERVER, email).mails("REGISTRATION_CODE")).isOne();
    }

    @Test
    void of_codes_asked_for_several_times_at_once_one_works() {
        Member member = SERVER.register();
        Visitor browser = SERVER.visitor();
        browser.post("/forgot", Map.of("email", member.email()));
        browser.get("/reset/code");
        List<Visitor> presses = Stream.generate(browser::copy).limit(50).toList();

        Race.of(50, i -> presses.get(i).post("/reset/code/resend", Map.of()));

        Ledger ledger = Ledger.of(SERVER, member.email());
        assertThat(ledger.number("select count(*) from one_time_code where account_id = :account"
                        + " and purpose <> 'REGISTRATION' and retired_at is null"))
                .isOne();
        int mails = 1 + ledger.mails("RESET_CODE");
        assertThat(SERVER.mailbox().await(member.email(), mails).stream()
                        .skip(1)
                        .filter(mail -> browser.post("/reset/code", Map.of("code", TestMailbox.codeIn(mail)))
                                .redirectsTo("/reset/password"))
                        .findFirst())
                .isPresent();
    }

    @Test
    void the_back_button_and_a_bookmark_lead_to_where_the_attempt_stands() {
        Member member = SERVER.register();
        Visitor browser = SERVER.visitor();
        browser.post("/forgot", Map.of("email", member.email()));
        browser.get("/reset/code");
        String code = SERVER.mailbox().code(member.email(), 2);
        assertThat(browser.get("/signin").body()).as("the form offers to go on").contains("/reset/code");
        Walk.expect(browser.get("/reset/password"), "/reset/code");
        Walk.expect(browser.post("/reset/code", Map.of("code", code)), "/reset/password");

        Walk.expect(browser.get("/reset/code"), "/reset/password");
        Walk.expect(browser.post("/reset/code", Map.of("code", code)), "/reset/password");
        browser.get("/reset/password");
        Walk.expect(browser.post("/reset/password", Map.of("newPassword", NEW_PASSWORD)), "/done");
        Answer again = browser.follow(browser.get("/reset/password"));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.raw().uri().getPath()).isEqualTo("/account");
    }

    @Test
    void a_second_tab_takes_the_flow_over_and_the_first_one_follows() {
        Member member = SERVER.register();
        Visitor browser = SERVER.visitor().from(Addresses.SAO_PAULO);
        Walk.expect(new Walk(SERVER, browser).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
        browser.get("/signin/code");
        Visitor firstTab = browser.copy();
        Walk.expect(new Walk(SERVER, browser).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
        browser.get("/signin/code");
        // Tabs share their cookies.
        firstTab.cookies().clear();
        firstTab.cookies().putAll(browser.cookies());

        String code = SERVER.mailbox().code(member.email(), 2);
        Walk.expect(firstTab.post("/signin/code", Map.of("code", code)), "/done");
        browser.cookies().clear();
        browser.cookies().putAll(firstTab.cookies());

        Answer other = browser.follow(browser.get("/signin/code"));
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.raw().uri().getPath()).isEqualTo("/account");
    }

    @Test
    void a_page_that_lay_open_while_the_sign_in_ended_elsewhere_says_so_and_changes_nothing() {
        Member member = SERVER.register();
        Visitor stale = SERVER.visitor().from(Addresses.SAO_PAULO);
        Walk.expect(new Walk(SERVER, stale).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
        stale.get("/signin/code");
        String code = SERVER.mailbox().code(member.email(), 2);
        Ledger ledger = Ledger.of(SERVER, member.email());
        ledger.age(3700);
        int sessions = ledger.openSessions();

        Walk.expect(stale.post("/signin/code", Map.of("code", code)), "/signin");
        Walk.expect(stale.post("/signin/code/resend", Map.of()), "/signin");
        Walk.expect(stale.get("/reset/password"), "/signin");
        stale.cookies().remove("sekisho-csrf");
        assertThat(stale.post("/signin/code", Map.of("code", code)).status()).isEqualTo(403);

        assertThat(ledger.openSessions()).isEqualTo(sessions);
    }

    @Test
    void a_members_form_stays_good_while_he_looks_around_in_another_tab() {
        Visitor browser = SERVER.register().browser();
        browser.get("/account/sessions/end-others");
        String form = "csrf=" + browser.csrf();
        browser.get("/account");
        browser.get("/account/devices");

        Answer sent = browser.postRaw("/account/sessions/end-others", form, "application/x-www-form-urlencoded");

        Walk.expect(sent, "/account/devices");
    }

    @Test
    void looking_ahead_changes_nothing() {
        Member member = SERVER.register();
        Visitor browser = SERVER.visitor().from(Addresses.SAO_PAULO);
        Walk.expect(new Walk(SERVER, browser).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
        Visitor signedIn = member.browser().copy();
        Ledger ledger = Ledger.of(SERVER, member.email());
        SERVER.mailbox().await(member.email(), 2);
        String before = state(ledger);

        for (Visitor visitor : List.of(browser, signedIn)) {
            visitor.with("Sec-Purpose", "prefetch;prerender").with("Purpose", "prefetch");
            for (String page : List.of(
                    "/",
                    "/signin",
                    "/signin?another=true",
                    "/signin/confirm",
                    "/signin/accounts",
                    "/signin/accounts/hide",
                    "/signin/accounts/remove",
                    "/signin/code",
                    "/signin/code/resend",
                    "/signout",
                    "/signout/remove",
                    "/signed-out",
                    "/forgot",
                    "/reset",
                    "/reset/code",
                    "/reset/code/resend",
                    "/reset/password",
                    "/register",
                    "/register/code",
                    "/register/password",
                    "/done",
                    "/account",
                    "/account/sign-ins",
                    "/account/devices",
                    "/account/this-device",
                    "/account/sessions/end-others")) {
                assertThat(visitor.get(page).status()).as(page).isLessThan(500);
            }
        }

        assertThat(state(ledger)).isEqualTo(before);
        Walk.expect(browser.post("/signin/code", Map.of("code", SERVER.mailbox().code(member.email(), 2))), "/done");
    }

    @Test
    void fifty_new_passwords_at_once_on_one_proof_leave_one_that_works() {
        Member member = SERVER.register();
        Visitor browser = SERVER.visitor();
        browser.post("/forgot", Map.of("email", member.email()));
        browser.get("/reset/code");
        browser.post("/reset/code", Map.of("code", SERVER.mailbox().code(member.email(), 2)));
        browser.get("/reset/password");
        List<Visitor> presses = Stream.generate(browser::copy).limit(50).toList();

        List<Answer> answers =
                Race.of(50, i -> presses.get(i).post("/reset/password", Map.of("newPassword", NEW_PASSWORD + "-" + i)));

        List<Integer> won = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            if (answers.get(i).redirectsTo("/done")) {
                won.add(i);
            }
        }
        assertThat(won).hasSize(1);
        Ledger ledger = Ledger.of(SERVER, member.email());
        assertThat(ledger.openSessions()).isOne();
        assertThat(ledger.mails("PASSWORD_CHANGED")).isOne();
        Visitor winner = presses.get(won.getFirst());
        new Walk(SERVER, winner).signOut();
        assertThat(new Walk(SERVER, winner)
                        .signIn(member.email(), TestServer.PASSWORD)
                        .status())
                .isEqualTo(422);
        Walk.expect(new Walk(SERVER, winner).signIn(member.email(), NEW_PASSWORD + "-" + won.getFirst()), "/account");
    }

    /// Invariants 1 and 5: what began with the old password does not outlive it.
    @Test
    void sign_ins_with_the_old_password_at_the_moment_of_the_reset_leave_no_session() {
        Member member = SERVER.register();
        Visitor owner = SERVER.visitor();
        owner.post("/forgot", Map.of("email", member.email()));
        owner.get("/reset/code");
        owner.post("/reset/code", Map.of("code", SERVER.mailbox().code(member.email(), 2)));
        owner.get("/reset/password");
        new Walk(SERVER, member.browser()).signOut();
        member.browser().get("/signin?another=true");
        List<Visitor> olds = Stream.generate(member.browser()::copy).limit(49).toList();

        Race.of(
                50,
                i -> i == 0
                        ? owner.post("/reset/password", Map.of("newPassword", NEW_PASSWORD))
                        : olds.get(i - 1)
                                .post("/signin", Map.of("email", member.email(), "password", TestServer.PASSWORD)));

        assertThat(Ledger.of(SERVER, member.email()).openSessions()).isOne();
        assertThat(owner.get("/account").status()).isEqualTo(200);
        assertThat(olds).allMatch(old -> old.get("/account").redirectsTo("/signin"));
    }

    @Test
    void fifty_first_passwords_at_once_make_one_account_and_one_session() {
        String email = TestServer.freshEmail();
        Visitor browser = SERVER.visitor();
        browser.post("/register", Map.of("email", email, "name", "山田 花子"));
        browser.get("/register/code");
        browser.post("/register/code", Map.of("code", SERVER.mailbox().code(email, 1)));
        browser.get("/register/password");
        List<Visitor> presses = Stream.generate(browser::copy).limit(50).toList();

        List<Answer> answers = Race.of(
                50, i -> presses.get(i).post("/register/password", Map.of("newPassword", NEW_PASSWORD + "-" + i)));

        assertThat(answers).filteredOn(answer -> answer.redirectsTo("/done")).hasSize(1);
        Ledger ledger = Ledger.of(SERVER, email);
        assertThat(ledger.openSessions()).isOne();
        assertThat(ledger.rows()).containsEntry("account", 1).containsEntry("credential", 1);
    }

    private static String state(Ledger ledger) {
        return ledger.rows()
                + SERVER.db()
                        .sql("""
                                select (select string_agg(t::text, ' ' order by t::text) from session t
                                        where account_id = :account)
                                    || (select string_agg(t::text, ' ' order by t::text) from one_time_code t
                                        where account_id = :account)
                                    || (select string_agg(t::text, ' ' order by t::text) from attempt t
                                        where account_id = :account)
                                """)
                        .param("account", ledger.accountId())
                        .query(String.class)
                        .single();
    }
}
