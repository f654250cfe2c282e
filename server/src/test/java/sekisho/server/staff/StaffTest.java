package sekisho.server.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import sekisho.server.audit.AuditChain;
import sekisho.server.platform.ServerKeys;
import sekisho.server.platform.SiteProperties;
import sekisho.server.platform.web.Cookies;
import sekisho.server.testing.Agent;
import sekisho.server.testing.Race;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;

/// How staff come in, and how nobody else does.
class StaffTest {
    private static final TestServer SERVER = TestServer.shared();

    @Test
    void anInvitedJoinsAndSignsInWithPasswordAndApp() {
        Agent agent = Agent.joined(SERVER, StaffRole.ACT);

        Answer answer = agent.signIn(agent.name(), Agent.PASSWORD, agent.code(1));

        assertThat(answer.redirectsTo("/console")).isTrue();
        assertThat(answer.raw().headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("sekisho-staff=")
                        .contains("Path=/console", "HttpOnly", "SameSite=Strict")
                        .doesNotContain("Max-Age", "Expires"));
        assertThat(actionsBy(agent)).containsExactly("JOINED", "SIGNED_IN");
        assertThat(agent.browser().get("/console/sign-in").location()).isEqualTo("/console");
        assertThat(wholeLog()).isInstanceOf(AuditChain.Found.Whole.class);
    }

    @Test
    void aSignInChangesTheTokenAgainstForgedForms() {
        Agent agent = Agent.joined(SERVER, StaffRole.READ);
        agent.browser().get("/console/sign-in");
        String before = agent.browser().cookies().get("sekisho-csrf");

        agent.signIn();

        assertThat(agent.browser().cookies().get("sekisho-csrf")).isNotEqualTo(before);
    }

    @Test
    void onHttpsTheCookieKeepsItsPath() {
        Cookies cookies =
                new Cookies(new SiteProperties(URI.create("https://signin.example.jp"), Path.of("."), "a", "b"));
        MockHttpServletResponse response = new MockHttpServletResponse();

        cookies.set(response, "staff", "x", null);

        // `__Host-` would make browsers drop it, because it has a path.
        assertThat(response.getHeader("Set-Cookie"))
                .startsWith("__Secure-sekisho-staff=x")
                .contains("Path=/console", "Secure", "HttpOnly", "SameSite=Strict");
    }

    /// K41, K42: one text and one hash for whatever was wrong.
    @Test
    void nobodyLearnsWhatWasWrong() {
        Agent agent = Agent.joined(SERVER, StaffRole.READ);
        Agent disabled = Agent.joined(SERVER, StaffRole.READ);
        disabled.disable();
        Agent invited = Agent.invited(SERVER);
        invited.invite(StaffRole.READ);
        agent.forgetCodes();

        List<String> bodies = Stream.of(
                        wrong(agent, agent.name(), "another-password", agent.code(0)),
                        wrong(agent, agent.name(), Agent.PASSWORD, "000000"),
                        wrong(agent, agent.name(), Agent.PASSWORD, ""),
                        wrong(agent, agent.name(), "", agent.code(0)),
                        wrong(agent, agent.name(), "x".repeat(600), agent.code(0)),
                        wrong(agent, disabled.name(), Agent.PASSWORD, disabled.code(0)),
                        wrong(agent, invited.name(), "", ""),
                        wrong(agent, "nobody", Agent.PASSWORD, "000000"),
                        wrong(agent, "<script>", "", ""),
                        wrong(agent, "", "", ""))
                .distinct()
                .toList();

        assertThat(bodies).hasSize(1);
    }

    @Test
    void aCodeIsUsedOnceHoweverManyTryAtOnce() {
        Agent agent = Agent.joined(SERVER, StaffRole.READ);
        agent.forgetCodes();
        String code = agent.code(0);
        Visitor form = agent.browser();
        form.get("/console/sign-in");

        List<Integer> answers = Race.of(
                4,
                number -> form.copy()
                        .post(
                                "/console/sign-in",
                                Map.of("name", agent.name(), "password", Agent.PASSWORD, "code", code))
                        .status());

        assertThat(answers).containsExactlyInAnyOrder(303, 422, 422, 422);
        assertThat(sessions(agent)).isEqualTo(1);
        assertThat(agent.signIn(agent.name(), Agent.PASSWORD, code).status()).isEqualTo(422);
    }

    @Test
    void aCodeOfBeforeThatWhichWasUsedIsWorthNothing() {
        Agent agent = Agent.joined(SERVER, StaffRole.READ);
        agent.forgetCodes();
        String earlier = agent.code(-1);
        assertThat(agent.signIn(agent.name(), Agent.PASSWORD, agent.code(0)).status())
                .isEqualTo(303);
        agent.browser().cookies().clear();

        assertThat(agent.signIn(agent.name(), Agent.PASSWORD, earlier).status()).isEqualTo(422);
    }

    @Test
    void aStrangerCanUseUpTheHourButNeitherHearsItNorGetsIn() {
        Agent agent = Agent.joined(SERVER, StaffRole.READ);
        for (int i = 0; i < 10; i++) {
            wrong(agent, agent.name(), "guess " + i, "000000");
        }

        agent.forgetCodes();
        assertThat(wrong(agent, agent.name(), Agent.PASSWORD, agent.code(0)))
                .isEqualTo(wrong(agent, agent.name(), "guess", "000000"));
        agent.forgetGuesses("STAFF_PASSWORD");
        assertThat(agent.signIn().status()).isEqualTo(303);
    }

    /// K61.
    @Test
    void aStrangerDoesNotKeepOutWhoHasSignedInWithThisBrowserBefore() {
        Agent agent = Agent.signedIn(SERVER, StaffRole.READ);
        agent.browser().post("/console/sign-out", Map.of());
        Agent stranger = Agent.invited(SERVER);
        for (int i = 0; i < 11; i++) {
            wrong(stranger, agent.name(), "guess " + i, "000000");
        }

        assertThat(agent.signIn().status()).isEqualTo(303);
        agent.browser().post("/console/sign-out", Map.of());
        agent.join(agent.invite(StaffRole.READ));
        assertThat(agent.signIn().status()).isEqualTo(422);
    }

    @Test
    void whoKnowsThePasswordHasFiveCodesADay() {
        Agent agent = Agent.joined(SERVER, StaffRole.READ);
        for (int i = 0; i < 5; i++) {
            wrong(agent, agent.name(), Agent.PASSWORD, "00000" + i);
        }
        agent.forgetGuesses("STAFF_PASSWORD");

        assertThat(agent.signIn().status()).isEqualTo(422);
        agent.forgetGuesses("STAFF_CODE");
        assertThat(agent.signIn().status()).isEqualTo(303);
        assertThat(actionsBy(agent)).filteredOn("SIGN_IN_FAILED"::equals).hasSize(6);
    }

    @Test
    void aSessionEndsAfterAQuarterOfAnHourUnusedAndAfterEightHoursAnyway() {
        Agent unused = Agent.signedIn(SERVER, StaffRole.READ);
        Agent old = Agent.signedIn(SERVER, StaffRole.READ);
        assertThat(isIn(unused)).isTrue();

        unused.change("update staff_session set last_used_at = now() - interval '15 minutes' where staff_id = :id");
        old.change("update staff_session set started_at = now() - interval '8 hours' where staff_id = :id");

        assertThat(isIn(unused)).isFalse();
        assertThat(isIn(old)).isFalse();
    }

    @Test
    void whoSignsOutOrIsDisabledIsOutAtOnce() {
        Agent out = Agent.signedIn(SERVER, StaffRole.READ);
        Visitor stolen = out.browser().copy();
        Agent disabled = Agent.signedIn(SERVER, StaffRole.READ);

        out.browser().post("/console/sign-out", Map.of());
        disabled.disable();

        assertThat(stolen.get("/console/sign-in").status()).isEqualTo(200);
        assertThat(isIn(out)).isFalse();
        assertThat(isIn(disabled)).isFalse();
        assertThat(disabled.signIn().status()).isEqualTo(422);
        assertThat(actionsBy(out)).endsWith("SIGNED_OUT");
    }

    @Test
    void aLostPhoneIsAnsweredByAnInvitation() {
        Agent agent = Agent.signedIn(SERVER, StaffRole.LEAD);
        byte[] lost = agent.key();

        StaffAccounts.Invitation invitation = agent.invite(StaffRole.READ);

        assertThat(isIn(agent)).isFalse();
        assertThat(agent.signIn().status()).isEqualTo(422);
        agent.join(invitation);
        assertThat(agent.key()).isNotEqualTo(lost);
        assertThat(agent.signIn().status()).isEqualTo(303);
        assertThat(SERVER.db()
                        .sql("select role from staff where staff_id = ?")
                        .param(agent.id())
                        .query(String.class)
                        .single())
                .isEqualTo("READ");
    }

    @Test
    void anInvitationWorksOnceAndForADay() {
        Agent agent = Agent.invited(SERVER);
        StaffAccounts.Invitation first = agent.invite(StaffRole.READ);
        StaffAccounts.Invitation second = agent.invite(StaffRole.READ);

        assertThat(begin(agent, first.code()).status()).isEqualTo(422);
        assertThat(begin(
                                agent,
                                second.code()
                                        .toLowerCase(Locale.ROOT)
                                        .replaceFirst("-", "ー")
                                        .replace("-", " "))
                        .status())
                .isEqualTo(303);
        agent.change("update staff_invitation set expires_at = now() where staff_id = :id");
        assertThat(begin(agent, second.code()).status()).isEqualTo(422);
        assertThat(agent.browser().get("/console/join/password").location()).isEqualTo("/console/join");

        StaffAccounts.Invitation third = agent.invite(StaffRole.READ);
        agent.join(third);
        assertThat(begin(agent, third.code()).status()).isEqualTo(422);
    }

    @Test
    void beforeTheAppIsProvedNothingWorks() {
        Agent agent = Agent.invited(SERVER);
        begin(agent, agent.invite(StaffRole.READ).code());
        Visitor browser = agent.browser();

        assertThat(browser.get("/console/join/app").location()).isEqualTo("/console/join");
        browser.get("/console/join/password");
        Answer common = browser.post("/console/join/password", Map.of("newPassword", "password1"));
        assertThat(common.status()).isEqualTo(422);
        browser.post("/console/join/password", Map.of("newPassword", Agent.PASSWORD));
        agent.scan(browser.get("/console/join/app"));
        assertThat(browser.post("/console/join/app", Map.of("code", "12345")).status())
                .isEqualTo(422);

        assertThat(agent.signIn(agent.name(), Agent.PASSWORD, agent.code(0)).status())
                .isEqualTo(422);
    }

    /// K66: the database alone gives neither code nor key.
    @Test
    void theDatabaseHoldsNoSecretThatWorks() {
        Agent agent = Agent.invited(SERVER);
        String code = agent.invite(StaffRole.READ).code();
        String invitations = rows("staff_invitation");
        agent.join(agent.invite(StaffRole.READ));

        assertThat(invitations).doesNotContain(code, code.replace("-", ""));
        assertThat(rows("staff")).doesNotContain(HexFormat.of().formatHex(agent.key()));
        assertThat(rows("audit_record")).doesNotContain(code);
    }

    @Test
    void noMailGoesOut() {
        Agent.signedIn(SERVER, StaffRole.READ);

        assertThat(SERVER.db()
                        .sql("select count(*) from outbox_mail where account_id in (select staff_id from staff)")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private static Answer begin(Agent agent, String code) {
        agent.browser().get("/console/join");
        return agent.browser().post("/console/join", Map.of("name", agent.name(), "code", code));
    }

    /// What the page says, but for what was typed and the token.
    private static String wrong(Agent agent, String name, String password, String code) {
        double before = hashes();
        Answer answer = agent.signIn(name, password, code);
        assertThat(hashes() - before).as("hashes").isEqualTo(1);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.raw().headers().allValues("Set-Cookie")).isEmpty();
        return answer.body().replaceAll(" value=\"[^\"]*\"", "");
    }

    private static double hashes() {
        return SERVER.bean(MeterRegistry.class)
                .counter("sekisho.password.hashes")
                .count();
    }

    private static boolean isIn(Agent agent) {
        return agent.browser().get("/console/sign-in").location().equals("/console");
    }

    private static int sessions(Agent agent) {
        return SERVER.db()
                .sql("select count(*) from staff_session where staff_id = ?")
                .param(agent.id())
                .query(Integer.class)
                .single();
    }

    private static List<String> actionsBy(Agent agent) {
        return SERVER.db()
                .sql("select action from audit_record where staff_id = ? order by seq")
                .param(agent.id())
                .query((row, n) -> row.getString(1))
                .list();
    }

    private static AuditChain.Found wholeLog() {
        return AuditChain.in(SERVER.dataSource(), SERVER.bean(ServerKeys.class)).verify(null);
    }

    private static String rows(String table) {
        return Objects.requireNonNullElse(
                SERVER.db()
                        .sql("select string_agg(row_to_json(t)::text, ' ') from " + table + " t")
                        .query(String.class)
                        .single(),
                "");
    }
}
