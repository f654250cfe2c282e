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
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import sekisho.server.audit.AuditChain;
import sekisho.server.platform.ServerKeys;
import sekisho.server.platform.SiteProperties;
import sekisho.server.platform.Transactions;
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
                        .contains("Path=/;", "HttpOnly", "SameSite=Strict")
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
    void onHttpsNoOtherHostCanSetTheCookie() {
        Cookies cookies =
                new Cookies(new SiteProperties(URI.create("https://signin.example.jp"), Path.of("."), "a", "b"));
        MockHttpServletResponse response = new MockHttpServletResponse();

        cookies.set(response, "staff", "x", null);

        assertThat(response.getHeader("Set-Cookie"))
                .isEqualTo("__Host-sekisho-staff=x; Path=/; Secure; HttpOnly; SameSite=Strict");
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

    /// K42: also the work is the same, so that no clock tells.
    @Test
    void whateverWasWrongTheTriesOfACodeAreCounted() {
        Agent agent = Agent.joined(SERVER, StaffRole.READ);

        assertThat(codesCounted(() -> wrong(agent, agent.name(), Agent.PASSWORD, "000000")))
                .isEqualTo(2);
        assertThat(codesCounted(() -> wrong(agent, agent.name(), "another-password", "000000")))
                .isEqualTo(2);
        assertThat(codesCounted(() -> wrong(agent, "nobody " + agent.name(), Agent.PASSWORD, "000000")))
                .isEqualTo(2);
    }

    /// Else a stranger could keep somebody out for a month.
    @Test
    void whoDoesNotKnowThePasswordUsesUpNoCodes() {
        Agent agent = Agent.joined(SERVER, StaffRole.READ);
        for (int i = 0; i < 6; i++) {
            wrong(agent, agent.name(), "guess " + i, "000000");
        }

        assertThat(agent.signIn().status()).isEqualTo(303);
    }

    @Test
    void failedTriesStandInTheLogOnceAnHour() {
        Agent agent = Agent.joined(SERVER, StaffRole.READ);
        for (int i = 0; i < 11; i++) {
            wrong(agent, agent.name(), "guess " + i, "000000");
        }
        agent.forgetGuesses("STAFF_PASSWORD");
        wrong(agent, agent.name(), Agent.PASSWORD, "000000");

        assertThat(actionsBy(agent)).containsExactly("JOINED", "SIGN_IN_FAILED");
    }

    @Test
    void alsoARefusedTryStandsInTheLog() {
        Agent agent = Agent.joined(SERVER, StaffRole.READ);
        agent.change("""
                insert into budget (account_id, purpose, lane, window_start, used)
                values (:id, 'STAFF_PASSWORD/PT1H', 'unknown',
                        date_bin(interval '1 hour', now(), 'epoch'), 10)
                """);

        wrong(agent, agent.name(), Agent.PASSWORD, agent.code(0));

        assertThat(actionsBy(agent)).containsExactly("JOINED", "SIGN_IN_FAILED");
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
        for (int i = 0; i < 11; i++) {
            wrong(stranger, agent.name(), "guess " + i, "000000");
        }
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
    void aStrangerDoesNotBlockAnInvitation() {
        Agent agent = Agent.invited(SERVER);
        StaffAccounts.Invitation invitation = agent.invite(StaffRole.READ);
        for (int i = 0; i < 11; i++) {
            assertThat(begin(agent, "AAAA-AAAA-AAAA-AAAA").status()).isEqualTo(422);
        }

        assertThat(begin(agent, invitation.code()).status()).isEqualTo(303);
        assertThat(actionsBy(agent)).containsExactly("SIGN_IN_FAILED");
    }

    @Test
    void whoJoinsAnewHasAllTriesAgain() {
        Agent agent = Agent.joined(SERVER, StaffRole.READ);
        for (int i = 0; i < 5; i++) {
            wrong(agent, agent.name(), Agent.PASSWORD, "00000" + i);
            wrong(agent, agent.name(), "guess " + i, "000000");
        }
        assertThat(agent.signIn().status()).isEqualTo(422);

        agent.join(agent.invite(StaffRole.READ));

        assertThat(agent.signIn().status()).isEqualTo(303);
    }

    /// Invitation and account are locked in one order, so that the operator's command and a page never wait for each
    /// other.
    @Test
    void whoJoinsTakesTheAccountBeforeTheInvitation() throws Exception {
        Agent agent = Agent.invited(SERVER);
        begin(agent, agent.invite(StaffRole.READ).code());
        Visitor browser = agent.browser();
        browser.get("/console/join/password");
        browser.post("/console/join/password", Map.of("newPassword", Agent.PASSWORD));
        agent.scan(browser.get("/console/join/app"));

        assertThat(whileTheAccountIsLocked(
                                agent, () -> browser.post("/console/join/app", Map.of("code", agent.code(0))))
                        .status())
                .isEqualTo(303);
    }

    @Test
    void whoIsDisabledLosesTheAccountBeforeTheInvitation() throws Exception {
        Agent agent = Agent.invited(SERVER);
        agent.invite(StaffRole.READ);

        assertThat(whileTheAccountIsLocked(agent, () -> {
                    agent.disable();
                    return true;
                }))
                .isTrue();
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

    /// What comes of work that has to wait for an account; meanwhile nobody holds its invitation.
    private static <T> T whileTheAccountIsLocked(Agent agent, Callable<T> work) throws Exception {
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<T> waiting = Transactions.on(SERVER.dataSource()).inOne(() -> {
                int holder = SERVER.db()
                        .sql("select pg_backend_pid() from staff where staff_id = ? for update")
                        .param(agent.id())
                        .query(Integer.class)
                        .single();
                Future<T> started = pool.submit(work);
                while (!blocks(holder) && !started.isDone()) {
                    Thread.onSpinWait();
                }
                SERVER.db()
                        .sql("select staff_id from staff_invitation where staff_id = ? for update nowait")
                        .param(agent.id())
                        .query(UUID.class)
                        .single();
                return started;
            });
            return waiting.get();
        }
    }

    private static boolean blocks(int holder) {
        return SERVER.db()
                .sql("select exists (select 1 from pg_locks where not granted and ? = any(pg_blocking_pids(pid)))")
                .param(holder)
                .query(Boolean.class)
                .single();
    }

    /// By how much a try moves the counters of codes, of the day and of the month.
    private static int codesCounted(Runnable attempt) {
        int before = codesCounted();
        attempt.run();
        return codesCounted() - before;
    }

    private static int codesCounted() {
        return SERVER.db()
                .sql("select coalesce(sum(used), 0) from budget where purpose like 'STAFF_CODE/%'")
                .query(Integer.class)
                .single();
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
