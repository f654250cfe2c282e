package sekisho.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.Token;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;

/// Cookies that were planted, copied, forged or kept, forms that another site sends, and addresses that
/// are claimed.
class StolenAndPlantedCookiesTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String DEVICE = "sekisho-device";
    private static final String SESSION = "sekisho-session";
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

    @Test
    void k45_who_plants_his_cookies_before_my_sign_in_holds_nothing_after_it() {
        Member member = SERVER.register();
        Member attacker = SERVER.register();
        Visitor planted = SERVER.visitor();
        planted.post("/forgot", Map.of("email", attacker.email()));
        planted.get("/reset/code");
        Visitor victim = planted.copy().from(Addresses.SAO_PAULO);

        Walk.expect(new Walk(SERVER, victim).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
        victim.get("/signin/code");
        Walk.expect(victim.post("/signin/code", Map.of("code", SERVER.mailbox().code(member.email(), 2))), "/done");
        victim.get("/account/sessions/end-others");

        assertThat(planted.cookies()).isNotEmpty();
        planted.cookies()
                .forEach((name, value) ->
                        assertThat(victim.cookies().get(name)).as(name).isNotEqualTo(value));
        assertThat(planted.get("/account").redirectsTo("/signin")).isTrue();
        assertThat(planted.get("/done").redirectsTo("/signin")).isTrue();
        assertThat(planted.post("/account/sessions/end-others", Map.of()).status())
                .isNotEqualTo(200);
    }

    @Test
    void k45_an_attempt_that_the_attacker_began_and_planted_lets_in_only_the_browser_that_typed_the_code() {
        Member member = SERVER.register();
        Visitor attacker = SERVER.visitor().from(Addresses.SAO_PAULO);
        Walk.expect(new Walk(SERVER, attacker).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
        attacker.get("/signin/code");
        Visitor victim = attacker.copy();

        String code = SERVER.mailbox().code(member.email(), 2);
        Walk.expect(victim.post("/signin/code", Map.of("code", code)), "/done");

        assertThat(attacker.get("/signin/code").redirectsTo("/signin")).isTrue();
        assertThat(attacker.post("/signin/code", Map.of("code", code)).redirectsTo("/signin"))
                .isTrue();
        assertThat(attacker.get("/account").redirectsTo("/signin")).isTrue();
        assertThat(attacker.cookies()).doesNotContainKeys(SESSION, DEVICE);
    }

    @Test
    void k45_on_an_https_site_every_cookie_is_bound_to_this_host() {
        try (TestServer https = TestServer.start("sekisho.issuer=https://localhost:{port}")) {
            Member member = https.register();

            assertThat(member.browser().cookies().keySet()).isNotEmpty().allMatch(name -> name.startsWith("__Host-"));
            Visitor tossed = https.visitor();
            member.browser()
                    .cookies()
                    .forEach((name, value) -> tossed.cookies().put(name.substring("__Host-".length()), value));
            assertThat(tossed.get("/account").redirectsTo("/signin"))
                    .as("what a sibling host could set is not read")
                    .isTrue();
            Visitor browser = https.visitor();
            browser.get("/signin");
            Answer entered = browser.post("/forgot", Map.of("email", member.email()));
            assertThat(entered.raw().headers().allValues("Set-Cookie"))
                    .isNotEmpty()
                    .allSatisfy(cookie -> assertThat(cookie)
                            .startsWith("__Host-")
                            .contains("Path=/", "Secure", "HttpOnly", "SameSite=Lax")
                            .doesNotContain("Domain"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Origin: https://evil.example"})
    void k46_no_other_site_signs_a_browser_in_or_sends_its_codes(String header) {
        Member attacker = SERVER.register();
        Visitor victim = SERVER.visitor().from(Addresses.SAO_PAULO);
        Walk.expect(new Walk(SERVER, victim).signIn(attacker.email(), TestServer.PASSWORD), "/signin/code");
        victim.get("/signin/code");
        String code = SERVER.mailbox().code(attacker.email(), 2);
        Ledger ledger = Ledger.of(SERVER, attacker.email());
        Map<String, Integer> before = ledger.rows();
        victim.with(header.split(": ")[0], header.split(": ")[1]);

        for (Answer answer : List.of(
                victim.post("/signin", Map.of("email", attacker.email(), "password", TestServer.PASSWORD)),
                victim.post("/signin/code", Map.of("code", code)),
                victim.post("/signin/code/resend", Map.of()),
                victim.post("/forgot", Map.of("email", attacker.email())),
                victim.post("/register", Map.of("email", attacker.email(), "name", "x")),
                victim.post("/signin/confirm", Map.of("account", "x", "password", TestServer.PASSWORD)),
                victim.post("/signin/accounts/remove", Map.of("account", "x")),
                victim.post("/signin/accounts/hide", Map.of("account", "x")),
                victim.post("/signout/remove", Map.of()),
                victim.post("/signout", Map.of()))) {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.raw().headers().allValues("Set-Cookie"))
                    .noneMatch(cookie -> cookie.startsWith(SESSION) || cookie.startsWith("sekisho-attempt"));
        }
        assertThat(ledger.rows()).isEqualTo(before);
    }

    @Test
    void k48_a_device_cookie_cannot_be_made_from_anything_that_is_known() throws Exception {
        Member member = SERVER.register();
        Ledger ledger = Ledger.of(SERVER, member.email());
        String real = member.browser().cookies().getOrDefault(DEVICE, "");
        AccountToken held = AccountToken.parse(real).orElseThrow();
        byte[] stored = SERVER.db()
                .sql("select token_hash from device where account_id = :account")
                .param("account", ledger.accountId())
                .query((row, n) -> row.getBytes(1))
                .single();
        assertThat(stored).as("hashed at rest").isEqualTo(held.token().hash());
        assertThat(everythingStored()).doesNotContain(held.token().text(), real);

        List<byte[]> guesses = new ArrayList<>(List.of(
                new byte[32],
                stored,
                Arrays.copyOf(member.email().getBytes("UTF-8"), 32),
                MessageDigest.getInstance("SHA-256").digest(member.email().getBytes("UTF-8")),
                MessageDigest.getInstance("SHA-256")
                        .digest(ledger.accountId().toString().getBytes("UTF-8"))));
        byte[] almost = Base64.getUrlDecoder().decode(held.token().text());
        almost[31] ^= 1;
        guesses.add(almost);
        for (byte[] guess : guesses) {
            Visitor forger = SERVER.visitor().from(Addresses.SAO_PAULO);
            String token = Base64.getUrlEncoder().withoutPadding().encodeToString(guess);
            forger.cookies()
                    .put(
                            DEVICE,
                            new AccountToken(
                                            ledger.accountId(),
                                            Token.parse(token).orElseThrow())
                                    .text());
            Walk.expect(new Walk(SERVER, forger).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
            assertThat(ledger.latestRecognition())
                    .as(HexFormat.of().formatHex(guess))
                    .isEqualTo("UNKNOWN");
        }
    }

    @Test
    void k48_a_device_token_is_replaced_at_the_next_sign_in_and_the_old_one_dies() {
        Member member = SERVER.register();
        Visitor thief = SERVER.visitor();
        thief.cookies().put(DEVICE, member.browser().cookies().getOrDefault(DEVICE, ""));
        new Walk(SERVER, member.browser()).signOut();
        Walk.expect(new Walk(SERVER, member.browser()).signIn(member.email(), TestServer.PASSWORD), "/account");
        assertThat(member.browser().cookies().getOrDefault(DEVICE, ""))
                .isNotEqualTo(thief.cookies().getOrDefault(DEVICE, ""));
        Ledger ledger = Ledger.of(SERVER, member.email());
        ledger.endDeviceGrace();

        new Walk(SERVER, thief).signIn(member.email(), TestServer.PASSWORD);

        assertThat(ledger.latestRecognition()).isEqualTo("UNKNOWN");
    }

    @Test
    void k48_the_device_cookie_of_one_account_says_nothing_for_another() {
        Member member = SERVER.register();
        Member other = SERVER.register();
        Visitor browser = SERVER.visitor();
        browser.cookies().put(DEVICE, other.browser().cookies().getOrDefault(DEVICE, ""));

        new Walk(SERVER, browser).signIn(member.email(), TestServer.PASSWORD);

        assertThat(Ledger.of(SERVER, member.email()).latestRecognition()).isEqualTo("UNKNOWN");
    }

    @Test
    void k49_the_same_address_and_browser_without_the_cookie_is_no_known_device() {
        Member member = SERVER.register();
        Visitor twin = SERVER.visitor();

        new Walk(SERVER, twin).signIn(member.email(), TestServer.PASSWORD);

        assertThat(Ledger.of(SERVER, member.email()).latestRecognition()).isEqualTo("UNKNOWN");
        assertThat(twin.cookies()).as("nor does it become one unproved").doesNotContainKey(DEVICE);
    }

    @Test
    void k49_a_copied_device_cookie_in_a_foreign_browser_is_asked_for_a_code() {
        Member member = SERVER.register();
        Visitor thief = SERVER.visitor().from(Addresses.SAO_PAULO).with("User-Agent", FIREFOX);
        thief.cookies().put(DEVICE, member.browser().cookies().getOrDefault(DEVICE, ""));

        Walk.expect(new Walk(SERVER, thief).signIn(member.email(), TestServer.PASSWORD), "/signin/code");

        assertThat(Ledger.of(SERVER, member.email()).latestRecognition()).isEqualTo("FOREIGN_CONTEXT");
    }

    @Test
    void k53_without_a_trusted_proxy_nobody_chooses_the_address_that_is_judged() {
        try (TestServer open = TestServer.start("sekisho.proxy.trusted=")) {
            Member member = open.register();
            Visitor liar = open.visitor()
                    .from(Addresses.TOKYO_HOME)
                    .with("X-Real-IP", Addresses.TOKYO_HOME)
                    .with("Forwarded", "for=" + Addresses.TOKYO_HOME)
                    .with("True-Client-IP", Addresses.TOKYO_HOME)
                    .with("CF-Connecting-IP", Addresses.TOKYO_HOME);

            new Walk(open, liar).signIn(member.email(), TestServer.PASSWORD);

            assertThat(Ledger.of(open, member.email()).latestAddress()).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void after_the_sign_out_the_old_cookies_open_nothing() {
        Member member = SERVER.register();
        Visitor kept = member.browser().copy();
        assertThat(kept.get("/account").status()).isEqualTo(200);

        Walk.expect(new Walk(SERVER, member.browser()).signOut(), "/signed-out");

        for (String page : List.of("/account", "/account/sign-ins", "/account/devices", "/done")) {
            assertThat(kept.get(page).redirectsTo("/signin")).as(page).isTrue();
        }
    }

    /// Invariant 5.
    @Test
    void after_a_reset_every_other_session_device_and_attempt_is_refused_at_once() {
        Member member = SERVER.register();
        Visitor oldDevice = SERVER.visitor();
        oldDevice.cookies().put(DEVICE, member.browser().cookies().getOrDefault(DEVICE, ""));
        Visitor otherSession = SERVER.visitor().from(Addresses.SAO_PAULO);
        Walk.expect(new Walk(SERVER, otherSession).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
        otherSession.get("/signin/code");
        otherSession.post("/signin/code", Map.of("code", SERVER.mailbox().code(member.email(), 2)));
        Visitor asked = SERVER.visitor().from(Addresses.SAPPORO).with("User-Agent", FIREFOX);
        Walk.expect(new Walk(SERVER, asked).signIn(member.email(), TestServer.PASSWORD), "/signin/code");
        asked.get("/signin/code");
        String openCode = SERVER.mailbox().code(member.email(), 3);
        Visitor proved = SERVER.visitor().from(Addresses.TOKYO_OFFICE);
        proved.post("/forgot", Map.of("email", member.email()));
        proved.get("/reset/code");
        Walk.expect(
                proved.post("/reset/code", Map.of("code", SERVER.mailbox().code(member.email(), 4))),
                "/reset/password");
        proved.get("/reset/password");

        Visitor owner = SERVER.visitor().from(Addresses.TOKYO_OTHER);
        owner.post("/forgot", Map.of("email", member.email()));
        owner.get("/reset/code");
        owner.post("/reset/code", Map.of("code", SERVER.mailbox().code(member.email(), 5)));
        owner.get("/reset/password");
        Walk.expect(owner.post("/reset/password", Map.of("newPassword", "midori-no-kaze-8842-yama")), "/done");

        assertThat(member.browser().get("/account").redirectsTo("/signin")).isTrue();
        assertThat(otherSession.get("/account").redirectsTo("/signin")).isTrue();
        assertThat(asked.post("/signin/code", Map.of("code", openCode)).redirectsTo("/signin"))
                .isTrue();
        assertThat(asked.get("/account").redirectsTo("/signin")).isTrue();
        assertThat(proved.post("/reset/password", Map.of("newPassword", "attackers-choice-7731-x"))
                        .redirectsTo("/signin"))
                .isTrue();
        new Walk(SERVER, oldDevice).signIn(member.email(), "midori-no-kaze-8842-yama");
        Ledger ledger = Ledger.of(SERVER, member.email());
        assertThat(ledger.latestRecognition()).isEqualTo("UNKNOWN");
        assertThat(new Walk(SERVER, SERVER.visitor())
                        .signIn(member.email(), TestServer.PASSWORD)
                        .status())
                .isEqualTo(422);
        assertThat(owner.get("/account").status()).isEqualTo(200);
    }

    private static String everythingStored() {
        StringBuilder all = new StringBuilder();
        for (String table :
                List.of("device", "session", "attempt", "decision_record", "outcome_record", "outbox_mail")) {
            SERVER.db()
                    .sql("select string_agg(t::text, ' ') from " + table + " t")
                    .query(String.class)
                    .list()
                    .forEach(all::append);
        }
        return all.toString();
    }
}
