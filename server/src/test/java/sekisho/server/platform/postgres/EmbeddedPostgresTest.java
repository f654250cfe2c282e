package sekisho.server.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import sekisho.server.platform.StartupRefused;
import sekisho.server.testing.TestDatabase;

class EmbeddedPostgresTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Path dataDir = Path.of("");
    private final List<Process> children = new ArrayList<>();

    @BeforeEach
    void makeDataDirectory() throws IOException {
        dataDir = Files.createTempDirectory("sekisho-postgres-test");
        Files.setPosixFilePermissions(dataDir, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void endEverything() throws Exception {
        for (Process child : children) {
            child.destroyForcibly().waitFor();
        }
        // Its PostgreSQL is told by the kernel and ends by itself.
        await(() -> {
            try {
                Binaries.deleteTree(dataDir);
                return true;
            } catch (IOException stillWritten) {
                return false;
            }
        });
    }

    @Test
    void whatWasWrittenIsThereAfterTheNextStart() {
        try (EmbeddedPostgres first = start()) {
            database(first).sql("create table kept (n int)").update();
            database(first).sql("insert into kept values (7)").update();
        }
        try (EmbeddedPostgres second = start()) {
            assertThat(kept(database(second))).isEqualTo(1);
        }
    }

    @Test
    void textIsUnicodeAndSortsTheSameEverywhere() {
        try (EmbeddedPostgres postgres = start()) {
            assertThat(setting(postgres, "server_encoding")).isEqualTo("UTF8");
            assertThat(database(postgres)
                            .sql(
                                    "select datlocprovider::text || ' ' || datlocale from pg_database where datname = 'sekisho'")
                            .query(String.class)
                            .single())
                    .isEqualTo("b C.UTF-8");
        }
    }

    @Test
    void anAcknowledgedWriteIsOnDisk() {
        try (EmbeddedPostgres postgres = start()) {
            for (String durability : List.of("fsync", "full_page_writes", "synchronous_commit")) {
                assertThat(setting(postgres, durability)).as(durability).isEqualTo("on");
            }
        }
    }

    @Test
    void nobodyReachesItFromAnotherMachineOrWithoutThePassword() throws IOException {
        try (EmbeddedPostgres postgres = start()) {
            int port = URI.create(postgres.jdbcUrl("x").substring("jdbc:".length()))
                    .getPort();
            for (InetAddress address : NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress())
                    .toList()) {
                assertThatThrownBy(() -> new Socket().connect(new InetSocketAddress(address, port), 2_000))
                        .as(address.toString())
                        .isInstanceOf(IOException.class);
            }
            assertThat(setting(postgres, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(postgres, "unix_socket_directories")).isEmpty();
            assertThatThrownBy(() -> client(postgres.jdbcUrl("sekisho"), "sekisho", "guess")
                            .sql("select 1")
                            .query()
                            .singleValue())
                    .rootCause()
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void theApplicationIsNotTheDatabasesSuperuser() {
        try (EmbeddedPostgres postgres = start()) {
            assertThat(database(postgres)
                            .sql("select current_setting('is_superuser')")
                            .query(String.class)
                            .single())
                    .isEqualTo("off");
        }
    }

    @Test
    void aSecondServerOnTheSameDirectoryIsToldSo() {
        try (EmbeddedPostgres postgres = start()) {
            assertThatExceptionOfType(StartupRefused.class)
                    .isThrownBy(() -> start())
                    .withMessageContaining("Another Sekisho uses the data directory");
            assertThat(database(postgres).sql("select 1").query(Integer.class).single())
                    .isOne();
        }
    }

    @Test
    void aSecondProcessOnTheSameDirectoryIsToldSo() throws IOException {
        try (EmbeddedPostgres postgres = start()) {
            assertThat(startChild(TestDatabase.programs(), List.of()).line())
                    .contains("refused Another Sekisho uses the data directory");
            assertThat(postgres.pid()).isPositive();
        }
    }

    @Test
    void killingTheServerStopsItsDatabaseAndLosesNothing() throws Exception {
        Child child = startChild(TestDatabase.programs(), List.of());
        child.database().sql("create table kept (n int)").update();
        child.database().sql("insert into kept values (7)").update();

        child.process().destroyForcibly().waitFor();

        try (EmbeddedPostgres next = start()) {
            assertThat(kept(database(next))).isEqualTo(1);
        }
        assertThat(isRunning(child.postgresPid())).isFalse();
    }

    @Test
    void killingServerAndDatabaseTogetherLosesNothing() throws Exception {
        Child child = startChild(TestDatabase.programs(), List.of());
        child.database().sql("create table kept (n int)").update();
        child.database().sql("insert into kept values (7)").update();

        ProcessHandle.of(child.postgresPid()).orElseThrow().destroyForcibly();
        child.process().destroyForcibly().waitFor();

        try (EmbeddedPostgres next = start()) {
            assertThat(kept(database(next))).isEqualTo(1);
        }
    }

    @Test
    void aKilledDatabaseIsStartedAgainWhileTheServerRuns() throws Exception {
        try (EmbeddedPostgres postgres = start()) {
            database(postgres).sql("create table kept (n int)").update();
            database(postgres).sql("insert into kept values (7)").update();
            long killed = postgres.pid();

            ProcessHandle.of(killed).orElseThrow().destroyForcibly();

            await(() -> {
                try {
                    return postgres.pid() != killed && kept(database(postgres)) == 1;
                } catch (RuntimeException notYet) {
                    return false;
                }
            });
        }
    }

    @Test
    void aPidFileWhoseNumberBelongsToSomebodyElseDoesNotStopTheStart() throws IOException {
        start().close();
        long somebodyElse = ProcessHandle.current().pid();
        Files.writeString(
                dataDir.resolve("postgres/data/postmaster.pid"),
                somebodyElse + "\n" + dataDir.resolve("postgres/data") + "\n1\n5432\n\n127.0.0.1\n0 0\nready\n");

        try (EmbeddedPostgres postgres = start()) {
            assertThat(postgres.pid()).isNotEqualTo(somebodyElse);
        }
    }

    @Test
    void aStartThatWasCutShortIsBegunAnew() throws IOException {
        Files.createDirectories(dataDir.resolve("postgres/data.new/base"));
        Files.writeString(dataDir.resolve("postgres/data.new/PG_VERSION"), "18");

        try (EmbeddedPostgres postgres = start()) {
            assertThat(postgres.pid()).isPositive();
        }
    }

    @Test
    void dataOfAnotherVersionAreNotTouched() throws IOException {
        start().close();
        Files.writeString(dataDir.resolve("postgres/data/PG_VERSION"), "17\n");

        assertThatExceptionOfType(StartupRefused.class)
                .isThrownBy(() -> start())
                .withMessageContaining("written by PostgreSQL 17");
    }

    @Test
    void aLostPasswordIsNotReplacedByANewOne() throws IOException {
        start().close();
        Files.delete(dataDir.resolve("keys/postgres"));

        assertThatExceptionOfType(StartupRefused.class)
                .isThrownBy(() -> start())
                .withMessageContaining("restore the directory of keys");
    }

    @Test
    void itNeverRunsAsRootEvenWhenTheServerDoes() throws IOException {
        try (EmbeddedPostgres postgres = start()) {
            assertThat(uid(Path.of("/proc/" + postgres.pid()))).isNotZero();
            assertThat(capabilities(postgres.pid())).isZero();
        }
    }

    @Test
    void itRunsInADirectoryThatOnlyTheServersUserMayEnter() throws IOException {
        Files.setPosixFilePermissions(dataDir, PosixFilePermissions.fromString("rwx------"));
        try (EmbeddedPostgres postgres = start()) {
            assertThat(uid(Path.of("/proc/" + postgres.pid()))).isNotZero();
            long readAndEnterDirectories = 1 << 2;
            assertThat(capabilities(postgres.pid())).isEqualTo(isRoot() ? readAndEnterDirectories : 0);
        }
    }

    @Test
    void anOrdinaryUserRunsIt() throws Exception {
        Path programs = copyOfPrograms();
        giveTo(ordinaryUser(), dataDir);
        Child child = startChild(programs, asOrdinaryUser());

        assertThat(child.line()).startsWith("ready");
        assertThat(uid(Path.of("/proc/" + child.postgresPid()))).isEqualTo(ordinaryUser());
    }

    @Test
    void anOrdinaryUserIsToldThatTheDirectoryIsNotWritable() throws Exception {
        Path home = Files.createDirectory(dataDir.resolve("postgres"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("r-xr-xr-x"));
        Child child = startChild(copyOfPrograms(), asOrdinaryUser());

        assertThat(child.line()).contains("can't be written by the user");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static int ordinaryUser() throws IOException {
        return isRoot() ? 65534 : uid(Path.of("/proc/self"));
    }

    private static List<String> asOrdinaryUser() throws IOException {
        return isRoot() ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups") : List.of();
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(dataDir, TestDatabase.programs(), true);
    }

    private record Child(Process process, String line) {
        long postgresPid() {
            return Long.parseLong(line.split(" ")[1]);
        }

        JdbcClient database() {
            String[] words = line.split(" ");
            return client(words[2], EmbeddedPostgres.USER, words[3]);
        }
    }

    private Child startChild(Path programs, List<String> prefix) throws IOException {
        List<String> words = new ArrayList<>(prefix);
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", readableClassPath(), PostgresInChild.class.getName()));
        words.addAll(List.of(dataDir.toString(), programs.toString()));
        Process process = new ProcessBuilder(words)
                .directory(Path.of("/").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        children.add(process);
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && !line.startsWith("ready") && !line.startsWith("refused")) {
            line = output.readLine();
        }
        return new Child(process, line == null ? "ended" : line);
    }

    /// The class path that the child needs, copied to where every user may read it.
    private String readableClassPath() throws IOException {
        Path copy = dataDir.resolve("classpath");
        Files.createDirectories(copy);
        List<Path> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(":")) {
            Path from = Path.of(entry);
            Path to = copy.resolve(entries.size() + "-" + from.getFileName());
            if (Files.isDirectory(from)) {
                copyTree(from.resolve("sekisho/server/platform"), to.resolve("sekisho/server/platform"));
                entries.add(to);
            } else if (from.getFileName()
                    .toString()
                    .matches("(commons-(compress|io|lang3|codec)|xz|slf4j|jspecify).*")) {
                Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
                entries.add(to);
            }
        }
        return entries.stream().map(Path::toString).collect(Collectors.joining(":"));
    }

    /// The programs where every user may read them.
    private Path copyOfPrograms() throws IOException {
        Path programs = Binaries.unpackedIn(TestDatabase.programs());
        Path copy = dataDir.resolve("programs");
        copyTree(programs, copy.resolve(programs.getFileName()));
        return copy;
    }

    private static void copyTree(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        Files.createDirectories(to.getParent());
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (!Files.isDirectory(target)) {
                    Files.copy(
                            path, target, StandardCopyOption.COPY_ATTRIBUTES, java.nio.file.LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    private static void giveTo(int user, Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.filter(path -> !Files.isSymbolicLink(path)).toList()) {
                Files.setAttribute(path, "unix:gid", user);
                Files.setAttribute(path, "unix:uid", user);
            }
        }
    }

    private static JdbcClient database(EmbeddedPostgres postgres) {
        return client(postgres.jdbcUrl(EmbeddedPostgres.DATABASE), EmbeddedPostgres.USER, postgres.password());
    }

    private static JdbcClient client(String url, String user, String password) {
        return JdbcClient.create(new DriverManagerDataSource(url, user, password));
    }

    private static int kept(JdbcClient database) {
        return database.sql("select count(*) from kept").query(Integer.class).single();
    }

    private static String setting(EmbeddedPostgres postgres, String name) {
        return client(postgres.jdbcUrl("postgres"), EmbeddedPostgres.ADMIN, postgres.password())
                .sql("select current_setting(:name)")
                .param("name", name)
                .query(String.class)
                .single();
    }

    /// A zombie has no command line any more.
    private static boolean isRunning(long pid) throws IOException {
        Path words = Path.of("/proc/" + pid + "/cmdline");
        return Files.exists(words) && !Files.readString(words).isEmpty();
    }

    private static boolean isRoot() throws IOException {
        return uid(Path.of("/proc/self")) == 0;
    }

    private static int uid(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid");
    }

    private static long capabilities(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("CapEff:")) {
                return Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16);
            }
        }
        throw new AssertionError("no CapEff");
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("waited " + PATIENCE).isLessThan(deadline);
            Thread.sleep(50);
        }
    }
}
