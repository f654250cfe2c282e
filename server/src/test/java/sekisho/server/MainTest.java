package sekisho.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sekisho.server.testing.TestDatabase;

class MainTest {
    private record Ran(int exit, String out, String err) {}

    @Test
    void theHelpFitsOnOneScreenAndShowsExamples() {
        Ran ran = run("--help");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("sekisho demo", "serve", "replay", "policy", "world", "version");
        assertThat(ran.out().lines())
                .hasSizeLessThanOrEqualTo(24)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void whatWorksOnFilesRunsWithoutTheServer() {
        Ran lint = run("policy", "lint", "standard");
        Ran replay = run("replay", dataDir.resolve("none.csv").toString());

        assertThat(lint.exit()).isZero();
        assertThat(lint.out()).contains("can be used");
        assertOneSentence(replay, "none.csv");
    }

    @Test
    void aMistypedCommandIsAnsweredWithTheWayOut() {
        Ran ran = run("srve");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("srve").contains("sekisho --help").hasLineCount(1);
    }

    @Test
    void theVersionIsSaid() {
        assertThat(run("version").out()).startsWith("Sekisho ");
    }

    @Test
    void aPortThatIsTakenIsSaidInOneSentence() throws Exception {
        try (TestDatabase database = TestDatabase.fresh();
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.setProperty("spring.datasource.url", database.url());
            System.setProperty("spring.datasource.username", database.user());
            System.setProperty("spring.datasource.password", database.password());
            Ran ran = run("demo", "--port", Integer.toString(taken.getLocalPort()), "--data-dir", dataDir.toString());

            assertOneSentence(ran, "Port " + taken.getLocalPort() + " is taken");
        } finally {
            System.clearProperty("spring.datasource.url");
            System.clearProperty("spring.datasource.username");
            System.clearProperty("spring.datasource.password");
        }
    }

    @TempDir
    Path dataDir;

    @Test
    void plainHttpForOtherMachinesIsRefusedInOneSentence() {
        System.setProperty("sekisho.issuer", "http://signin.example.jp");
        try {
            assertOneSentence(run("demo", "--data-dir", dataDir.toString()), "only https protects members");
        } finally {
            System.clearProperty("sekisho.issuer");
        }
    }

    @Test
    void aConfigurationFileThatIsNotThereIsSaidInOneSentence() {
        assertOneSentence(run("serve", "--config", dataDir.resolve("none.yaml").toString()), "none.yaml can't be read");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsSaidInOneSentence() {
        System.setProperty("spring.datasource.url", "jdbc:postgresql://127.0.0.1:1/none");
        try {
            assertOneSentence(run("demo", "--data-dir", dataDir.toString()), "SPRING_DATASOURCE_URL");
        } finally {
            System.clearProperty("spring.datasource.url");
        }
    }

    @Test
    void aHistoryIsNotWrittenOverAFileUnlessThatIsMeant() throws IOException {
        Path file = Files.writeString(dataDir.resolve("log.csv"), "precious");

        assertOneSentence(run("export-history", file.toString()), "is there already");
        assertOneSentence(
                run("export-history", file.toString(), "--overwrite", "--data-dir", dataDir.toString()),
                dataDir.toString());
        assertThat(file).hasContent("precious");
        assertThat(dataDir).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aRoleOrHeadThatIsNotUnderstoodIsSaid() {
        Ran invite = run("staff", "invite", "megumi", "--role", "boss");
        Ran verify = run("audit", "verify", "--head", "7");

        assertThat(invite.exit()).isEqualTo(2);
        assertThat(invite.err()).contains("read, act or lead").hasLineCount(1);
        assertThat(verify.exit()).isEqualTo(2);
        assertThat(verify.err()).contains("--head").hasLineCount(1);
    }

    @Test
    void staffOfNoServerAreSaidInOneSentence() {
        assertOneSentence(run("staff", "list", "--data-dir", dataDir.toString()), dataDir.toString());
        assertOneSentence(run("staff", "invite", "\u001b[31m", "--role", "act"), "no name");
        assertOneSentence(run("audit", "verify", "--data-dir", dataDir.toString()), dataDir.toString());
    }

    private static void assertOneSentence(Ran ran, String words) {
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains(words).hasLineCount(1).doesNotContain("Exception");
    }

    private static Ran run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exit = line.execute(args);
        return new Ran(exit, out.toString(), err.toString());
    }
}
