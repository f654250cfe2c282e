package sekisho.server.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sekisho.replay.ReplayCommand;
import sekisho.server.account.EmailAddress;
import sekisho.server.password.RequireResetStore;
import sekisho.server.risk.MovedTime;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.Ledger;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.TestServer.Member;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;
import sekisho.server.testing.Walk;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Some days of a site, written as a login history and replayed: every judgement is found again, bit by bit.
class LoginHistoryTest {
    private static final String PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1";
    private static final String ODD = "Opera, \"the\" browser café (Linux; 9,9) Firefox/12 \"";

    private static final String NEW_PASSWORD = "yama-to-kawa-no-aida-1703";

    /// Its scores move with what the members prove.
    private static final Path POLICY = policy("""
            version: days-1
            levels:
              - name: low
                from-score: 0
              - name: medium
                budget: 1%
                ask: [email-code, signed-in-device]
              - name: high
                budget: 0.1%
                ask: [email-code]
            """);

    private static final TestServer SERVER = MovedTime.server("sekisho.policy.file=" + POLICY);
    private static final MovedTime TIME = MovedTime.of(SERVER);

    @TempDir
    private Path directory = Path.of("");

    @BeforeAll
    static void live() {
        Member hanako = SERVER.register();
        TIME.pass(Duration.ofMinutes(95));
        Member taro = SERVER.register();
        Member jiro = SERVER.register();
        TIME.pass(Duration.ofHours(5));
        for (int day = 0; day < 6; day++) {
            unasked(hanako, hanako.browser());
            unasked(taro, taro.browser());
            TIME.pass(Duration.ofMinutes(47));
            signIn(hanako, SERVER.visitor());
            signIn(jiro, SERVER.visitor().from(Addresses.TOKYO_PHONE).with("User-Agent", PHONE));
            wrongPassword(taro, SERVER.visitor().from(Addresses.NEW_YORK));
            wrongPassword(jiro, SERVER.visitor().from(Addresses.NEW_YORK));
            TIME.pass(Duration.ofHours(day == 3 ? 47 : 23));
        }
        provenLate(hanako);
        neverProven(taro);
        forgotPassword(jiro);
        TIME.pass(Duration.ofHours(3));
        guessed(hanako);
        nobody();
        switchedOff(taro);
        TIME.pass(Duration.ofHours(26));
        unasked(hanako, hanako.browser());
        signIn(
                taro,
                SERVER.visitor().from(Addresses.SAPPORO).with("User-Agent", ODD).with("Accept-Language", "éa, \"x\""));
        tellsItsHints(jiro);
        reported(hanako);
        signIn(hanako, hanako.browser());
        unasked(taro, taro.browser());
        signIn(hanako, abroad().from(Addresses.NEW_YORK));
        TIME.pass(Duration.ofHours(2));
        signIn(taro, SERVER.visitor().from(Addresses.NEW_YORK));
    }

    private static Path policy(String text) {
        try {
            return Files.writeString(Files.createTempFile("policy", ".yaml"), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static Answer signIn(Member member, Visitor browser) {
        TIME.pass(Duration.ofSeconds(3));
        Ledger.of(SERVER, member.email()).allowMails();
        if (browser.get("/account").status() == 200) {
            new Walk(SERVER, browser).signOut();
        }
        return new Walk(SERVER, browser).signIn(member.email(), TestServer.PASSWORD);
    }

    private static void unasked(Member member, Visitor browser) {
        Walk.expect(signIn(member, browser), "/account");
    }

    private static void wrongPassword(Member member, Visitor browser) {
        TIME.pass(Duration.ofSeconds(3));
        new Walk(SERVER, browser).signIn(member.email(), "something-else-4711");
    }

    private static void nobody() {
        new Walk(SERVER, SERVER.visitor()).signIn(TestServer.freshEmail(), TestServer.PASSWORD);
    }

    /// He types the code hours later, and was at home meanwhile.
    private static void provenLate(Member member) {
        Visitor abroad = abroad();
        Walk.expect(signIn(member, abroad), "/signin/code");
        TIME.pass(Duration.ofMinutes(130));
        unasked(member, member.browser());
        prove(member, abroad);
        TIME.pass(Duration.ofMinutes(1));
        signIn(member, abroad().from("200.158.10.99"));
    }

    private static void neverProven(Member member) {
        Walk.expect(signIn(member, abroad()), "/signin/code");
        unasked(member, member.browser());
    }

    /// Wrong passwords, and then the right one.
    private static void guessed(Member member) {
        Visitor abroad = abroad();
        for (int i = 0; i < 3; i++) {
            wrongPassword(member, abroad);
        }
        signIn(member, abroad);
    }

    private static void tellsItsHints(Member member) {
        Visitor browser = SERVER.visitor()
                .from(Addresses.TOKYO_OFFICE)
                .with("Sec-CH-UA", "\"Chromium\";v=\"150\", \"Google Chrome\";v=\"150\", \"Not=A;Brand\";v=\"8\"")
                .with("Sec-CH-UA-Platform", "\"Windows\"")
                .with("Sec-CH-UA-Platform-Version", "\"15.0.0\"")
                .with("Sec-CH-UA-Model", "\"a;b, \"c\"");
        for (int i = 0; i < 2; i++) {
            TIME.pass(Duration.ofSeconds(3));
            Ledger.of(SERVER, member.email()).allowMails();
            new Walk(SERVER, browser).signInByMail(member.email(), NEW_PASSWORD);
            new Walk(SERVER, browser).signOut();
        }
    }

    private static void switchedOff(Member member) {
        new RequireResetStore(SERVER.dataSource())
                .requireReset(EmailAddress.parse(member.email()).orElseThrow().canonical());
        signIn(member, member.browser());
        SERVER.db()
                .sql("update credential set unsafe_cause = null, unsafe_since = null")
                .update();
    }

    private static void forgotPassword(Member member) {
        Visitor browser = SERVER.visitor();
        new Walk(SERVER, browser).forgot(member.email());
        TIME.pass(Duration.ofMinutes(2));
        Walk.expect(browser.post("/reset/password", Map.of("newPassword", NEW_PASSWORD)), "/done");
    }

    /// Somebody reads the mails too and comes back, until the owner says that it wasn't him.
    private static void reported(Member member) {
        Visitor intruder = abroad().from(Addresses.NEW_YORK);
        Walk.expect(signIn(member, intruder), "/signin/code");
        String reference = latestReference(member);
        prove(member, intruder);
        TIME.pass(Duration.ofHours(4));
        unasked(member, member.browser());
        TIME.pass(Duration.ofHours(4));
        unasked(member, intruder);
        TIME.pass(Duration.ofMinutes(1));
        member.browser().get("/alerts/" + reference);
        member.browser().post("/alerts/" + reference, Map.of("answer", "not_me"));
        TIME.pass(Duration.ofHours(4));
    }

    private static Visitor abroad() {
        return SERVER.visitor().from(Addresses.SAO_PAULO).with("Accept-Language", "pt-BR,pt;q=0.9");
    }

    private static void prove(Member member, Visitor browser) {
        TIME.pass(Duration.ofSeconds(3));
        browser.get("/signin/code");
        Answer answer = browser.post(
                "/signin/code", Map.of("code", SERVER.mailbox().codeFor(member.email(), latestCodeReference(member))));
        Walk.expect(answer, "/done");
    }

    private static String latestReference(Member member) {
        return reference(
                member,
                "select reference from decision_record where account_id = :account"
                        + " order by decided_at desc limit 1");
    }

    private static String latestCodeReference(Member member) {
        return reference(
                member,
                "select reference from decision_record d where account_id = :account"
                        + " and exists (select 1 from outcome_record o where o.account_id = d.account_id"
                        + " and o.attempt_id = d.attempt_id and o.outcome = 'CODE_SENT') order by decided_at desc limit 1");
    }

    private static String reference(Member member, String sql) {
        return SERVER.db()
                .sql(sql)
                .param("account", Ledger.of(SERVER, member.email()).accountId())
                .query(String.class)
                .single();
    }

    private Path export() throws IOException {
        Path file = directory.resolve("log.csv");
        try (OutputStream stream = Files.newOutputStream(file)) {
            new LoginHistory(SERVER.dataSource()).write(stream, read -> {});
        }
        return file;
    }

    private record Replayed(JsonNode agreement, String said) {}

    private Replayed replay(Path file) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new ReplayCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(
                        file.toString(),
                        "--strict",
                        "--policy",
                        POLICY.toString(),
                        "--engine",
                        "sekisho",
                        "--report",
                        directory.toString());
        assertThat(exit).as(err.toString()).isZero();
        JsonNode report = JsonMapper.shared().readTree(Files.readString(directory.resolve("report.json")));
        return new Replayed(report.at("/facts/agreements/0"), out.toString());
    }

    private static long count(String condition) {
        return SERVER.db()
                .sql("select count(*) from decision_record where " + condition)
                .query(Long.class)
                .single();
    }

    @Test
    void everyJudgementIsFoundAgainBitByBit() throws IOException {
        for (String decision : List.of("ALLOW", "CHALLENGE", "RESET", "DENY")) {
            assertThat(count("decision = '" + decision + "'")).as(decision).isPositive();
        }

        Replayed replayed = replay(export());

        JsonNode agreement = replayed.agreement();
        assertThat(agreement.at("/first")).as(replayed.said()).isEmpty();
        assertThat(replayed.said())
                .as("the scores of the policy have moved")
                .contains("At the end its levels start at")
                .doesNotContain("medium 30.00");
        assertThat(agreement.at("/signIns").asLong()).isEqualTo(count("assessment is not null"));
        assertThat(agreement.at("/sameLogOdds").asLong()).isEqualTo(count("assessment is not null"));
        assertThat(agreement.at("/decided").asLong()).isEqualTo(count("assessment is not null and kind = 'SIGN_IN'"));
        assertThat(agreement.at("/sameDecision")).isEqualTo(agreement.at("/decided"));
    }

    @Test
    void whatItsOwnerReportedIsInTheFileAndMovesWhatWasJudgedAfterwards() throws IOException {
        Path file = export();
        String text = Files.readString(file);
        String silent = text.replaceAll(",[^,]{23},(0\\.5|1\\.0),", ",,,");
        assertThat(silent).isNotEqualTo(text);
        Files.writeString(file, silent);

        JsonNode agreement = replay(file).agreement();

        assertThat(agreement.at("/sameLogOdds").asLong())
                .as("what was judged after the reports were counted")
                .isBetween(
                        agreement.at("/signIns").asLong() - 6,
                        agreement.at("/signIns").asLong() - 1);
    }

    @Test
    void whereAnEarlierLifeIsMissingTheReplaySaysSo() throws IOException {
        Path file = export();
        List<String> lines = Files.readAllLines(file);
        String first = lines.get(1);
        Files.writeString(file, String.join("\n", lines).replace(first + "\n", "") + "\n");

        Replayed replayed = replay(file);

        assertThat(replayed.agreement().at("/sameLogOdds").asLong())
                .isLessThan(replayed.agreement().at("/signIns").asLong());
        assertThat(replayed.said())
                .contains("What was learned before the file begins")
                .contains(": the server ");
    }

    @Test
    void noMailboxNameOrReferenceIsInTheFile() throws IOException {
        String text = Files.readString(export());

        List<@Nullable String> secrets = SERVER.db()
                .sql("select email from account union select name from account"
                        + " union select reference from decision_record")
                .query(String.class)
                .list();
        assertThat(secrets).isNotEmpty().noneMatch(secret -> text.contains(String.valueOf(secret)));
    }

    @Test
    void aMonthLaterTheOutcomesTellWhatWasLearned() throws IOException {
        Path file = export();
        String before = Files.readString(file);
        SERVER.db().sql("create table put_aside as select * from lesson").update();
        try {
            assertThat(SERVER.db().sql("delete from lesson").update()).isPositive();
            assertThat(Files.readString(export())).isEqualTo(before);
        } finally {
            SERVER.db()
                    .sql("insert into lesson overriding system value select * from put_aside")
                    .update();
            SERVER.db().sql("drop table put_aside").update();
        }
    }
}
