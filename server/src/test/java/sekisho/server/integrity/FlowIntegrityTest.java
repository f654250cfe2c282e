package sekisho.server.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;
import sekisho.server.challenge.ChallengePurpose;
import sekisho.server.password.Passwords;
import sekisho.server.platform.AccountToken;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// The order of the steps, and what each of them opens (security.md 2.1), on real HTTP, mails and rows.
class FlowIntegrityTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String OLD = TestServer.PASSWORD;
    private static final String NEW = "midori-no-kaze-8842-yama";
    private static final String SESSION = "sekisho-session";
    private static final String ATTEMPT = "sekisho-attempt";
    private static final List<String> MEMBER_PAGES =
            List.of("/account", "/account/sign-ins", "/account/devices", "/account/sessions/end-others", "/done");
    private static final List<String> GARBAGE = List.of(
            "", " ", "0", "12345", "1234567", "abcdef", "１２３", "null", "' or '1'='1", "9".repeat(65), "😀😀😀😀😀😀");

    private final List<UUID> touched = new ArrayList<>();

    @AfterEach
    void every_gate_had_its_evidence() {
        if (!touched.isEmpty()) {
            assertThat(EvidenceRows.violations(SERVER.db(), touched)).isEmpty();
        }
    }

    // The three ways, step by step

    /// The ways that end in a session, each with its forms in order.
    private enum Way {
        SIGN_IN_BY_CODE("/signin", "/signin/code"),
        RESET("/signin", "/reset", "/reset/code", "/reset/password"),
        FORGOTTEN("/forgot", "/reset/code", "/reset/password"),
        REGISTRATION("/register", "/register/code", "/register/password");

        private final List<String> forms;

        Way(String... forms) {
            this.forms = List.of(forms);
        }
    }

    /// Somebody on one of the ways, in a browser that the account doesn't know.
    private final class Walker {
        private final Way way;
        private final String email;
        private final UUID account;
        private final Visitor browser =
                SERVER.visitor().from(Addresses.SAO_PAULO).with("Accept-Language", "pt-BR");
        private final List<Sent> sent = new ArrayList<>();
        private int next;

        private Walker(Way way) {
            this(
                    way,
                    way == Way.REGISTRATION
                            ? TestServer.freshEmail()
                            : SERVER.register().email());
            if (way == Way.RESET) {
                switchOff();
            }
        }

        private Walker(Way way, String email) {
            this.way = way;
            this.email = email;
            this.account = SERVER.bean(Accounts.class)
                    .lookUp(EmailAddress.parse(email).orElseThrow())
                    .accountId();
            touched.add(account);
        }

        private Walker walk(int steps) {
            for (int i = 0; i < steps; i++) {
                Answer answer = step();
                String expected = next < way.forms.size() ? way.forms.get(next) : "/done";
                Walk.expect(answer, expected);
            }
            return this;
        }

        /// The next form, rightly filled in.
        private Answer step() {
            String form = way.forms.get(next++);
            browser.get(form);
            return send(browser, form, fields(form));
        }

        private Map<String, String> fields(String form) {
            return switch (form) {
                case "/signin" -> Map.of("email", email, "password", OLD);
                case "/forgot" -> Map.of("email", email);
                case "/register" -> Map.of("email", email, "name", "佐藤 次郎");
                case "/signin/code", "/reset/code", "/register/code" -> Map.of("code", code());
                case "/reset/password", "/register/password" -> Map.of("newPassword", NEW);
                default -> Map.of();
            };
        }

        private Answer send(Visitor from, String form, Map<String, String> fields) {
            Map<String, String> jar = new LinkedHashMap<>(from.cookies());
            Map<String, String> all = new LinkedHashMap<>(fields);
            all.put("csrf", from.csrf());
            sent.add(new Sent(form, Visitor.encode(all), jar));
            return from.postRaw(form, Visitor.encode(all), "application/x-www-form-urlencoded");
        }

        /// The newest code that came for this way.
        private String code() {
            int nth = way == Way.REGISTRATION ? 1 : 2;
            return SERVER.mailbox().code(email, nth);
        }

        private boolean atCode() {
            return next < way.forms.size() && way.forms.get(next).endsWith("/code");
        }

        private AccountToken attempt() {
            return AccountToken.parse(browser.cookies().getOrDefault(ATTEMPT, ""))
                    .orElseThrow();
        }

        private String state() {
            return SERVER.db()
                    .sql("select state from attempt where account_id = :account and token_hash = :hash")
                    .param("account", account)
                    .param("hash", attempt().token().hash())
                    .query(String.class)
                    .single();
        }

        private void switchOff() {
            SERVER.bean(Passwords.class).markUnsafe(account, "OPERATOR");
        }

        private Frozen frozen() {
            return FlowIntegrityTest.frozen(account);
        }
    }

    private record Sent(String form, String body, Map<String, String> jar) {}

    /// What must not change without evidence.
    private record Frozen(Optional<String> account, Optional<String> password, int sessions, int devices) {}

    private static Frozen frozen(UUID account) {
        return new Frozen(
                text("select cast(a.* as text) from (select * from account where account_id = :account) a", account),
                text("select encoded || set_at from credential where account_id = :account", account),
                count("select count(*) from session where account_id = :account", account),
                count("select count(*) from device where account_id = :account", account));
    }

    private static Optional<String> text(String sql, UUID account) {
        return SERVER.db()
                .sql(sql)
                .param("account", account)
                .query(String.class)
                .optional();
    }

    private static int count(String sql, UUID account) {
        return SERVER.db()
                .sql(sql)
                .param("account", account)
                .query(Integer.class)
                .single();
    }

    private static boolean opensSomething(Visitor browser) {
        return MEMBER_PAGES.stream().anyMatch(page -> !browser.get(page).redirectsTo("/signin"));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void each_way_leads_in_when_walked_in_order(Way way) {
        Walker walker = new Walker(way).walk(way.forms.size());

        assertThat(walker.browser.get("/account").body()).contains(walker.email);
    }

    // K2

    @ParameterizedTest
    @EnumSource(
            value = Way.class,
            names = {"SIGN_IN_BY_CODE", "RESET"})
    void K2_starting_anew_at_any_step_asks_for_no_less(Way way) {
        for (int steps = 1; steps < way.forms.size(); steps++) {
            Walker walker = new Walker(way).walk(steps);
            Frozen before = walker.frozen();

            for (String page : List.of("/", "/signin", "/signin?lang=en", "/forgot", "/register")) {
                walker.browser.get(page);
            }
            Answer again = walker.browser.post("/signin", Map.of("email", walker.email, "password", OLD));

            Walk.expect(again, way == Way.RESET ? "/reset" : "/signin/code");
            assertThat(opensSomething(walker.browser))
                    .as("after " + steps + " steps")
                    .isFalse();
            assertThat(walker.frozen()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void K2_a_later_form_before_its_turn_leads_nowhere(Way way) {
        for (int steps = 0; steps < way.forms.size(); steps++) {
            Walker walker = new Walker(way).walk(steps);
            Frozen before = walker.frozen();
            walker.browser.get("/forgot");
            for (int ahead = steps + 1; ahead < way.forms.size(); ahead++) {
                String form = way.forms.get(ahead);
                Map<String, String> fields =
                        form.endsWith("/password") ? Map.of("newPassword", NEW) : Map.of("code", "123456");
                Answer answer = walker.browser.post(form, fields);
                assertThat(answer.status()).as(form + " after " + steps).isIn(302, 303);
                assertThat(walker.frozen()).as(form + " after " + steps).isEqualTo(before);
            }
            assertThat(opensSomething(walker.browser)).isFalse();
        }
    }

    // K3

    @ParameterizedTest
    @EnumSource(Way.class)
    void K3_an_empty_or_senseless_form_moves_no_step_on(Way way) {
        for (int steps = 1; steps < way.forms.size(); steps++) {
            String form = way.forms.get(steps);
            if (form.equals("/reset")) {
                continue; // It asks for a code and so has nothing to fill in.
            }
            Walker walker = new Walker(way).walk(steps);
            Frozen before = walker.frozen();
            String state = walker.state();
            walker.browser.get(form);

            for (String garbage : GARBAGE) {
                if (form.endsWith("/password") && garbage.length() > 8) {
                    continue; // Long enough to be a password, and then it may be one.
                }
                walker.browser.post(form, Map.of(form.endsWith("/password") ? "newPassword" : "code", garbage));
                assertThat(walker.state())
                        .as(form + " with \"" + garbage + "\"")
                        .isEqualTo(state);
            }
            walker.browser.post(form, Map.of());
            walker.browser.post(form, Map.of("proved", "true", "state", "NEW_PASSWORD_ASKED", "skip", "1"));

            assertThat(walker.state()).isEqualTo(state);
            assertThat(walker.frozen()).isEqualTo(before);
            assertThat(opensSomething(walker.browser)).isFalse();
        }
    }

    // K6

    @ParameterizedTest
    @EnumSource(Way.class)
    void K6_forms_sent_once_more_after_success_or_sign_out_open_nothing(Way way) {
        Walker walker = new Walker(way).walk(way.forms.size());
        // Unlike the member in everything, whatever the other tests have taught the population.
        Visitor elsewhere = SERVER.visitor()
                .from(Addresses.NEW_YORK)
                .with("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
                .with("Accept-Language", "en-US");
        Frozen before = walker.frozen();

        replayAll(walker, elsewhere);
        assertThat(walker.frozen()).as("replayed in another browser").isEqualTo(before);

        Map<String, String> signedIn = Map.copyOf(walker.browser.cookies());
        walker.browser.get("/account");
        Walk.expect(walker.browser.post("/signout", Map.of()), "/signed-out");
        replayAll(walker, elsewhere);
        assertThat(walker.frozen()).as("replayed after the sign-out").isEqualTo(before);

        elsewhere.cookies().clear();
        elsewhere.cookies().putAll(signedIn);
        assertThat(opensSomething(elsewhere))
                .as("the cookies of a session that was signed out")
                .isFalse();
    }

    private static void replayAll(Walker walker, Visitor elsewhere) {
        for (Sent sent : walker.sent) {
            elsewhere.cookies().clear();
            elsewhere.cookies().putAll(sent.jar());
            elsewhere.postRaw(sent.form(), sent.body(), "application/x-www-form-urlencoded");
            assertThat(elsewhere.cookies()).as("after " + sent.form()).doesNotContainKey(SESSION);
            assertThat(opensSomething(elsewhere)).as("after " + sent.form()).isFalse();
        }
    }

    // K7

    @ParameterizedTest
    @EnumSource(
            value = Way.class,
            names = {"SIGN_IN_BY_CODE", "RESET", "FORGOTTEN"})
    void K7_an_account_disabled_between_any_two_steps_lets_nobody_further(Way way) {
        for (int steps = 0; steps < way.forms.size(); steps++) {
            Walker walker = new Walker(way).walk(steps);
            String code = walker.atCode() ? walker.code() : "123456";
            Frozen before = walker.frozen();
            SERVER.bean(Accounts.class).disable(walker.account);

            for (int ahead = steps; ahead < way.forms.size(); ahead++) {
                String form = way.forms.get(ahead);
                walker.browser.get("/signin");
                Answer answer =
                        walker.browser.post(form, form.endsWith("/code") ? Map.of("code", code) : walker.fields(form));
                assertThat(answer.status()).as(form + " after " + steps).isLessThan(500);
                assertThat(walker.browser.cookies()).doesNotContainKey(SESSION);
                walker.browser.get(form);
            }

            assertThat(opensSomething(walker.browser)).as("after " + steps).isFalse();
            assertThat(walker.frozen().password()).isEqualTo(before.password());
            assertThat(walker.frozen().sessions()).isEqualTo(before.sessions());
        }
    }

    @Test
    void K7_a_session_of_a_disabled_account_opens_nothing() {
        Member member = SERVER.register();
        assertThat(member.browser().get("/account").status()).isEqualTo(200);

        SERVER.bean(Accounts.class).disable(idOf(member.email()));

        assertThat(opensSomething(member.browser().copy())).isFalse();
    }

    @Test
    void K7_a_password_switched_off_while_a_code_was_asked_leads_to_a_reset() {
        Walker walker = new Walker(Way.SIGN_IN_BY_CODE).walk(1);
        String code = walker.code();
        walker.switchOff();

        walker.browser.get("/signin/code");
        Answer answer = walker.browser.post("/signin/code", Map.of("code", code));

        Walk.expect(answer, "/signin");
        assertThat(opensSomething(walker.browser)).isFalse();
        Walk.expect(walker.browser.post("/signin", Map.of("email", walker.email, "password", OLD)), "/reset");
    }

    @Test
    void K7_a_password_switched_off_sends_no_other_code_for_a_sign_in_under_way() {
        Walker walker = new Walker(Way.SIGN_IN_BY_CODE).walk(1);
        walker.code();
        walker.switchOff();

        walker.browser.get("/signin/code");
        Walk.expect(walker.browser.post("/signin/code/resend", Map.of()), "/signin");

        assertThat(count("select count(*) from one_time_code where account_id = :account", walker.account))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Way.class,
            names = {"SIGN_IN_BY_CODE", "RESET", "FORGOTTEN"})
    void K7_a_password_changed_elsewhere_ends_what_was_under_way(Way way) {
        for (int steps = 1; steps < way.forms.size(); steps++) {
            Walker walker = new Walker(way).walk(steps);
            String code = walker.atCode() ? walker.code() : "123456";
            String owners = "kawa-no-nagare-5517-hashi";
            changeElsewhere(
                    walker.email, owners, SERVER.mailbox().to(walker.email).size());
            Frozen before = walker.frozen();

            for (int ahead = steps; ahead < way.forms.size(); ahead++) {
                String form = way.forms.get(ahead);
                walker.browser.get("/signin");
                walker.browser.post(form, form.endsWith("/code") ? Map.of("code", code) : walker.fields(form));
            }

            assertThat(walker.frozen()).as("after " + steps).isEqualTo(before);
            assertThat(opensSomething(walker.browser)).isFalse();
        }
    }

    private static void changeElsewhere(String email, String password, int mailsBefore) {
        Visitor owner = SERVER.visitor();
        Walk.expect(owner.post("/forgot", Map.of("email", email)), "/reset/code");
        owner.get("/reset/code");
        // The code of the way that was interrupted may still be under way.
        List<String> tried = new ArrayList<>();
        for (int nth = mailsBefore + 1; tried.size() < 3; nth++) {
            String code = SERVER.mailbox().code(email, nth);
            tried.add(code);
            if (owner.post("/reset/code", Map.of("code", code)).redirectsTo("/reset/password")) {
                Walk.expect(owner.post("/reset/password", Map.of("newPassword", password)), "/done");
                return;
            }
        }
        throw new AssertionError("no code of " + tried + " was right");
    }

    // K11

    @ParameterizedTest
    @EnumSource(
            value = Way.class,
            names = {"RESET", "FORGOTTEN", "REGISTRATION"})
    void K11_a_code_opens_the_choice_of_a_password_and_nothing_else(Way way) {
        Walker walker = new Walker(way).walk(way.forms.size() - 1);
        Frozen before = walker.frozen();
        String page = way.forms.getLast();

        assertThat(walker.browser.cookies()).doesNotContainKey(SESSION);
        assertThat(opensSomething(walker.browser)).isFalse();
        assertThat(walker.browser.get(page).status()).isEqualTo(200);
        Walk.expect(walker.browser.post("/account/sessions/end-others", Map.of()), "/signin");
        Walk.expect(walker.browser.post("/signin/code", Map.of("code", walker.code())), page);
        assertThat(walker.frozen()).isEqualTo(before);
        assertThat(walker.browser.cookies()).doesNotContainKey(SESSION);
    }

    // K12

    @Test
    void K12_who_registers_on_an_address_that_has_an_account_changes_nothing_of_it() {
        Member member = SERVER.register();
        UUID account = idOf(member.email());
        touched.add(account);
        Frozen before = frozen(account);
        Visitor stranger = SERVER.visitor().from(Addresses.SAO_PAULO);

        stranger.get("/register");
        Walk.expect(
                stranger.post(
                        "/register",
                        Map.of("email", member.email(), "name", "Mallory", "phone", "090-1234-5678", "language", "en")),
                "/register/code");
        stranger.get("/register/code");
        for (String code : List.of("123456", "654321", SERVER.mailbox().code(member.email(), 1))) {
            stranger.post("/register/code", Map.of("code", code));
        }
        stranger.post("/register/password", Map.of("newPassword", NEW));
        stranger.post("/register/code/resend", Map.of());
        stranger.post("/reset/password", Map.of("newPassword", NEW));

        assertThat(frozen(account)).isEqualTo(before);
        assertThat(opensSomething(stranger)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Way.class,
            names = {"SIGN_IN_BY_CODE", "RESET", "FORGOTTEN"})
    void K12_nothing_of_an_account_changes_before_the_last_proof(Way way) {
        Walker walker = new Walker(way);
        Frozen before = walker.frozen();

        for (int i = 1; i < way.forms.size(); i++) {
            walker.walk(1);
            assertThat(walker.frozen()).as("after " + i + " steps").isEqualTo(before);
        }
        assertThat(walker.frozen()).isEqualTo(before);
    }

    // K13

    @Test
    void K13_a_proof_for_one_account_sets_no_password_of_another() {
        for (int steps = 1; steps <= 2; steps++) {
            Walker mine = new Walker(Way.FORGOTTEN).walk(2);
            Walker theirs = new Walker(Way.FORGOTTEN).walk(steps == 1 ? 1 : 2);
            Frozen before = theirs.frozen();
            AccountToken grafted =
                    new AccountToken(theirs.account, mine.attempt().token());
            if (steps == 1) {
                // The mailbox of mine is proved; now the address is changed under way.
                Visitor browser = mine.browser.copy();
                Walk.expect(browser.post("/forgot", Map.of("email", theirs.email)), "/reset/code");
                Walk.expect(browser.post("/reset/password", Map.of("newPassword", NEW)), "/reset/code");
                browser.post("/reset/code", Map.of("code", mine.code()));
                Walk.expect(browser.post("/reset/password", Map.of("newPassword", NEW)), "/reset/code");
            }
            Visitor forged = mine.browser.copy();
            forged.cookies().put(ATTEMPT, grafted.text());
            Walk.expect(forged.post("/reset/password", Map.of("newPassword", NEW)), "/signin");

            assertThat(theirs.frozen()).isEqualTo(before);
        }
    }

    @Test
    void K13_a_code_is_worth_nothing_in_the_attempt_of_another_account() {
        Walker mine = new Walker(Way.FORGOTTEN).walk(1);
        Walker theirs = new Walker(Way.FORGOTTEN).walk(1);
        Walker signIn = new Walker(Way.SIGN_IN_BY_CODE).walk(1);
        Visitor browser = mine.browser;

        browser.get("/reset/code");
        browser.cookies().put(ATTEMPT, theirs.attempt().text());
        browser.post("/reset/code", Map.of("code", mine.code()));
        assertThat(theirs.state()).isEqualTo("RESET_CODE_ASKED");

        browser.cookies().put(ATTEMPT, signIn.attempt().text());
        browser.post("/signin/code", Map.of("code", mine.code()));
        assertThat(signIn.state()).isEqualTo("CODE_ASKED");
        assertThat(browser.cookies()).doesNotContainKey(SESSION);
    }

    // K14

    @ParameterizedTest
    @EnumSource(Way.class)
    void K14_a_code_for_one_purpose_is_worth_nothing_for_another(Way way) {
        ChallengePurpose own = purposeOf(way);
        for (ChallengePurpose other : ChallengePurpose.values()) {
            Walker walker = new Walker(way).walk(way.forms.size() - (way == Way.SIGN_IN_BY_CODE ? 1 : 2));
            String code = walker.code();
            Frozen before = walker.frozen();
            String state = walker.state();
            SERVER.db()
                    .sql(
                            "update one_time_code set purpose = :purpose where account_id = :account and redeemed_at is null")
                    .param("purpose", other.name())
                    .param("account", walker.account)
                    .update();

            walker.browser.get(way.forms.get(walker.next));
            walker.browser.post(way.forms.get(walker.next), Map.of("code", code));

            if (other == own) {
                assertThat(walker.browser.cookies().get(ATTEMPT) == null
                                || !walker.state().equals(state))
                        .as(own + " by itself")
                        .isTrue();
            } else {
                assertThat(walker.state()).as(other + " for " + own).isEqualTo(state);
                assertThat(walker.frozen()).isEqualTo(before);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Way.class,
            names = {"RESET", "FORGOTTEN", "REGISTRATION"})
    void K14_a_proof_for_one_purpose_account_or_attempt_is_worth_nothing_for_another(Way way) {
        ChallengePurpose own = purposeOf(way);
        List<String> forgeries = new ArrayList<>();
        for (ChallengePurpose other : ChallengePurpose.values()) {
            if (other != own) {
                forgeries.add("purpose = '" + other + "'");
            }
        }
        forgeries.add("attempt_id = gen_random_uuid()");
        forgeries.add("account_id = gen_random_uuid()");
        forgeries.add("expires_at = now()");
        forgeries.add("consumed_at = now(), consumed_by = 'void'");
        for (String forgery : forgeries) {
            Walker walker = new Walker(way).walk(way.forms.size() - 1);
            touched.clear(); // The rows are forged here.
            Frozen before = walker.frozen();
            SERVER.db()
                    .sql("update proof set " + forgery + " where account_id = :account and consumed_at is null")
                    .param("account", walker.account)
                    .update();
            String page = way.forms.getLast();

            Answer look = walker.browser.get(page);
            assertThat(look.status()).as(forgery).isIn(302, 303);
            assertThat(look.redirectsTo(page))
                    .as(forgery + ": the page leads to itself")
                    .isFalse();
            walker.browser.get("/forgot");
            walker.browser.post(page, Map.of("newPassword", NEW));

            assertThat(walker.frozen()).as(forgery).isEqualTo(before);
            assertThat(walker.browser.cookies()).doesNotContainKey(SESSION);
        }
    }

    private static ChallengePurpose purposeOf(Way way) {
        return switch (way) {
            case SIGN_IN_BY_CODE -> ChallengePurpose.SIGN_IN;
            case RESET -> ChallengePurpose.RESET;
            case FORGOTTEN -> ChallengePurpose.FORGOT;
            case REGISTRATION -> ChallengePurpose.REGISTRATION;
        };
    }

    // F2, and what the walks at random found

    @ParameterizedTest
    @EnumSource(
            value = Way.class,
            names = {"RESET", "FORGOTTEN", "REGISTRATION"})
    void F2_who_never_saw_the_answer_sends_again_and_then_signs_in(Way way) {
        Walker walker = new Walker(way).walk(way.forms.size() - 1);
        String page = way.forms.getLast();
        walker.browser.get(page);
        Visitor sameBrowser = walker.browser.copy();
        Walk.expect(walker.step(), "/done");

        Answer again = sameBrowser.post(page, Map.of("newPassword", NEW));
        Walk.expect(again, "/signin");
        sameBrowser.get("/signin");
        Answer signIn = sameBrowser.post("/signin", Map.of("email", walker.email, "password", NEW));

        assertThat(signIn.status()).isIn(302, 303);
        assertThat(count("select count(*) from credential_history where account_id = :account", walker.account))
                .isEqualTo(way == Way.REGISTRATION ? 1 : 2);
        assertThat(count(
                        "select count(*) from outbox_mail where account_id = :account and kind = 'PASSWORD_CHANGED'",
                        walker.account))
                .isEqualTo(way == Way.REGISTRATION ? 0 : 1);
    }

    @Test
    void another_code_for_an_address_without_account_looks_as_for_one_with_it_when_mails_are_used_up() {
        List<Integer> known = resendsWhenUsedUp(SERVER.register().email());
        List<Integer> unknown = resendsWhenUsedUp(TestServer.freshEmail());

        assertThat(unknown).isEqualTo(known).allMatch(status -> status == 200);
    }

    private static List<Integer> resendsWhenUsedUp(String email) {
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            // Each from an address of its own, so that no form passes for one that was sent twice.
            Visitor browser = SERVER.visitor().from("153.156.10." + (30 + i));
            Walk.expect(browser.post("/forgot", Map.of("email", email)), "/reset/code");
            browser.get("/reset/code");
            answers.add(browser.post("/reset/code/resend", Map.of()).status());
        }
        return answers;
    }

    private static UUID idOf(String email) {
        return SERVER.bean(Accounts.class)
                .lookUp(EmailAddress.parse(email).orElseThrow())
                .accountId();
    }
}
