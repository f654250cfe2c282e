package sekisho.server.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import sekisho.server.platform.postgres.EmbeddedPostgres;
import sekisho.server.testing.Addresses;
import sekisho.server.testing.TestMailbox;
import sekisho.server.testing.TestServer;
import sekisho.server.testing.Visitor;
import sekisho.server.testing.Visitor.Answer;

/// F1, F2, F3: the server is killed between each two steps of a reset and started again; what a member
/// or the checker of the rows sees afterwards must be as if either nothing or all of the step had
/// happened.
class KillTest {
    private static final String OLD = TestServer.PASSWORD;
    private static final String NEW = "midori-no-kaze-8842-yama";
    private static final int PATIENCE_SECONDS = 60;

    private final TestMailbox mailbox = TestMailbox.start();
    private Path dataDir = Path.of("");
    private int port;
    private final List<Process> started = new ArrayList<>();
    private Child child;

    @BeforeEach
    void prepare() throws IOException {
        dataDir = Files.createTempDirectory("sekisho-kill-test");
        // Root's PostgreSQL runs as another user, which must be able to enter.
        Files.setPosixFilePermissions(dataDir, PosixFilePermissions.fromString("rwx--x--x"));
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        child = start();
    }

    @AfterEach
    void cleanUp() throws Exception {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
        mailbox.close();
        try (Stream<Path> tree = Files.walk(dataDir)) {
            tree.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
    }

    @Test
    void F1_F2_F3_a_reset_survives_the_death_of_the_server_between_any_two_steps() throws Exception {
        for (FaultPoint point : FaultPoint.values()) {
            Member member = register("kill-" + point.ordinal() + "@mail.example");
            sql(
                    "update credential set unsafe_cause = 'OPERATOR', unsafe_since = now() where account_id = :account",
                    member);
            boolean acknowledged = walkIntoDeath(member, point);
            if (point != FaultPoint.DATABASE_DIES) {
                assertThat(child.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .as("the server died at " + point)
                        .isTrue();
                assertThat(child.process().exitValue())
                        .as("how it died at " + point)
                        .isEqualTo(137);
                child = start();
            }

            checkAfterwards(member, point, acknowledged);
        }
    }

    /// A member, signed in on one browser and about to reset his password in another.
    private record Member(String email, UUID account, Visitor browser, Visitor otherBrowser) {}

    private Member register(String email) {
        Visitor browser = visitor();
        browser.get("/register");
        browser.post("/register", Map.of("email", email, "name", "山田 花子"));
        browser.post("/register/code", Map.of("code", mailbox.code(email, 1)));
        browser.get("/register/password");
        assertThat(browser.post("/register/password", Map.of("newPassword", OLD))
                        .redirectsTo("/done"))
                .isTrue();
        UUID account = child.db()
                .sql("select account_id from account where email = :email")
                .param("email", email)
                .query(UUID.class)
                .single();
        return new Member(email, account, visitor(), browser);
    }

    /// @return whether the member was told that his password is changed
    private boolean walkIntoDeath(Member member, FaultPoint point) {
        Visitor browser = member.browser();
        browser.get("/signin");
        Answer first = browser.post("/signin", Map.of("email", member.email(), "password", OLD));
        assertThat(first.redirectsTo("/reset"))
                .as("a password switched off leads to a reset")
                .isTrue();
        browser.get("/reset");
        try {
            arm(point, FaultPoint.Step.SEND_CODE);
            browser.post("/reset", Map.of());
            if (point.step() == FaultPoint.Step.SEND_CODE) {
                return false;
            }
            String code = code(member);
            awaitSent(member);
            arm(point, FaultPoint.Step.GIVE_CODE);
            browser.post("/reset/code", Map.of("code", code));
            if (point.step() == FaultPoint.Step.GIVE_CODE) {
                return false;
            }
            browser.get("/reset/password");
            arm(point, FaultPoint.Step.CHOOSE);
            return browser.post("/reset/password", Map.of("newPassword", NEW)).redirectsTo("/done");
        } catch (UncheckedIOException died) {
            return false;
        }
    }

    private void arm(FaultPoint point, FaultPoint.Step step) {
        if (point.step() == step) {
            child.order(point.name());
        }
    }

    private void checkAfterwards(Member member, FaultPoint point, boolean acknowledged) {
        awaitDatabase();
        noViolations(member, point);

        // Invariants 1 and 2: exactly one of them works, and what was acknowledged is not lost.
        boolean changed = works(member, NEW);
        assertThat(works(member, OLD)).as(point + ": the old password").isEqualTo(!changed);
        if (acknowledged) {
            assertThat(changed).as(point + ": an acknowledged change").isTrue();
        }
        boolean committed = point == FaultPoint.CHANGE_COMMITTED
                || point == FaultPoint.NOTICE_ACCEPTED
                || point == FaultPoint.NOTICE_MARKED;
        assertThat(changed).as(point + ": changed").isEqualTo(committed);

        if (changed) {
            // F2: the member saw no answer and sends the form once more; nothing is doubled, and he can sign in.
            if (!acknowledged) {
                assertThat(member.browser()
                                .post("/reset/password", Map.of("newPassword", NEW))
                                .redirectsTo("/signin"))
                        .as(point + ": the form once more")
                        .isTrue();
            }
            assertThat(member.otherBrowser().get("/account").redirectsTo("/signin"))
                    .as(point + ": the session of before")
                    .isTrue();
        } else {
            finish(member, point);
        }
        assertThat(works(member, NEW))
                .as(point + ": the new password in the end")
                .isTrue();
        assertThat(works(member, OLD))
                .as(point + ": the old password in the end")
                .isFalse();
        assertThat(child.db()
                        .sql("select count(*) from credential_history where account_id = :account")
                        .param("account", member.account())
                        .query(Integer.class)
                        .single())
                .as(point + ": passwords of this member")
                .isEqualTo(2);
        noViolations(member, point);
        mailsArrivedOnceOrTwice(member, point);
    }

    /// The member goes on from where his browser stands.
    private void finish(Member member, FaultPoint point) {
        Visitor browser = member.browser();
        for (int i = 0; i < 8; i++) {
            if (browser.get("/reset/password").status() == 200) {
                Answer done = browser.post("/reset/password", Map.of("newPassword", NEW));
                assertThat(done.redirectsTo("/done"))
                        .as(point + ": " + done.status())
                        .isTrue();
                assertThat(browser.get("/account").body()).contains(member.email());
                return;
            }
            if (browser.get("/reset/code").status() == 200) {
                leasesLapse(member);
                browser.post("/reset/code", Map.of("code", code(member)));
            } else {
                assertThat(browser.get("/reset").status())
                        .as(point + ": resumes")
                        .isEqualTo(200);
                browser.post("/reset", Map.of());
            }
        }
        throw new AssertionError(point + ": the member can't finish");
    }

    /// Invariant 6.
    private void mailsArrivedOnceOrTwice(Member member, FaultPoint point) {
        leasesLapse(member);
        awaitSent(member);
        Map<String, Integer> copies = new HashMap<>();
        Map<String, Set<String>> texts = new HashMap<>();
        for (TestMailbox.Mail mail : mailbox.to(member.email())) {
            copies.merge(mail.messageId(), 1, Integer::sum);
            texts.computeIfAbsent(mail.messageId(), id -> new HashSet<>()).add(mail.text());
        }
        Set<String> sent = child.db()
                .sql("select message_id from outbox_mail where account_id = :account and state <> 'VOID'")
                .param("account", member.account())
                .query((row, n) -> row.getString("message_id"))
                .set();
        assertThat(copies.keySet()).as(point + ": mails").isEqualTo(sent);
        assertThat(copies.values()).as(point + ": copies").allMatch(count -> count <= 2);
        assertThat(texts.values()).as(point + ": the same text again").allMatch(different -> different.size() == 1);
        if (point == FaultPoint.CODE_MAIL_ACCEPTED || point == FaultPoint.NOTICE_ACCEPTED) {
            assertThat(copies.values()).as(point + ": came twice").contains(2);
        }
    }

    private void noViolations(Member member, FaultPoint point) {
        assertThat(EvidenceRows.violations(child.db(), List.of(member.account())))
                .as(point.name())
                .isEmpty();
    }

    /// Whether a stranger gets past the password with it, to whatever comes then.
    private boolean works(Member member, String password) {
        sql("delete from budget where account_id = :account", member);
        Visitor stranger = visitor();
        stranger.get("/signin");
        Answer answer = stranger.post("/signin", Map.of("email", member.email(), "password", password));
        assertThat(answer.status()).isIn(302, 303, 422);
        return answer.status() != 422;
    }

    /// The newest code of a reset that arrived (a notice of a sign-in that waits may come too); the lease of a killed
    /// sender lapses after minutes, here
    /// at once.
    private String code(Member member) {
        leasesLapse(member);
        awaitSent(member);
        List<TestMailbox.Mail> mails = mailbox.to(member.email()).stream()
                .filter(mail -> !mail.equals(mailbox.to(member.email()).getFirst()))
                .filter(TestMailbox::hasCode)
                .toList();
        return TestMailbox.codeIn(mails.getLast());
    }

    private void leasesLapse(Member member) {
        sql(
                "update outbox_mail set leased_until = null, next_try_at = now()"
                        + " where account_id = :account and state = 'QUEUED'",
                member);
    }

    private void awaitSent(Member member) {
        await(() -> child.db()
                        .sql("select count(*) from outbox_mail where account_id = :account and state = 'QUEUED'")
                        .param("account", member.account())
                        .query(Integer.class)
                        .single()
                == 0);
    }

    private void awaitDatabase() {
        await(() -> {
            try {
                return visitor().get("/signin").status() == 200
                        && child.db().sql("select 1").query(Integer.class).single() == 1
                        && visitor()
                                        .post("/signin", Map.of("email", "nobody@mail.example", "password", "x"))
                                        .status()
                                == 422;
            } catch (RuntimeException away) {
                return false;
            }
        });
    }

    private void await(BooleanSupplier ready) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!ready.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain; the server said:\n"
                        + child.said().stream().collect(Collectors.joining("\n")));
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }
    }

    private void sql(String statement, Member member) {
        child.db().sql(statement).param("account", member.account()).update();
    }

    private Visitor visitor() {
        return new Visitor(URI.create("http://localhost:" + port)).from(Addresses.TOKYO_HOME);
    }

    // The child

    /// @param said what it says, line by line; read all the time, or a full pipe would hold it up
    private record Child(Process process, BlockingQueue<String> said, JdbcClient db) {
        private void order(String word) {
            try {
                process.getOutputStream().write((word + "\n").getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().flush();
                awaitLine(said, "armed");
            } catch (IOException dead) {
                throw new UncheckedIOException(dead);
            }
        }
    }

    private static BlockingQueue<String> linesOf(Process process) {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread.ofVirtual()
                .start(() -> process.inputReader(StandardCharsets.UTF_8).lines().forEach(lines::add));
        return lines;
    }

    private static String awaitLine(BlockingQueue<String> lines, String word) {
        List<String> before = new ArrayList<>();
        try {
            for (String line = next(lines); line != null; line = next(lines)) {
                if (line.startsWith(word)) {
                    return line;
                }
                before.add(line);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("the server didn't say \"" + word + "\":\n" + String.join("\n", before));
    }

    private static @Nullable String next(BlockingQueue<String> lines) throws InterruptedException {
        return lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private Child start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingServer.class.getName(),
                        "--server.port=" + port,
                        "--server.address=127.0.0.1",
                        "--management.server.port=0",
                        "--sekisho.issuer=http://localhost:" + port,
                        "--sekisho.data-dir=" + dataDir,
                        "--sekisho.proxy.trusted=127.0.0.1/32",
                        "--sekisho.place.dir=target/place",
                        "--sekisho.password.argon2.memory-kib=64",
                        "--sekisho.password.argon2.iterations=1",
                        "--logging.level.root=warn",
                        "--spring.mail.host=127.0.0.1",
                        "--spring.mail.port=" + mailbox.port())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.add(process);
        BlockingQueue<String> said = linesOf(process);
        String[] ready = awaitLine(said, "ready ").split(" ");
        return new Child(
                process,
                said,
                JdbcClient.create(new DriverManagerDataSource(ready[1], EmbeddedPostgres.USER, ready[2])));
    }
}
