package sekisho.server.platform.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sekisho.server.platform.KeyFiles;
import sekisho.server.platform.StartupRefused;

/// A real PostgreSQL that this process starts, keeps running and stops.
///
/// Its data lie in `<data directory>/postgres/data` and stay between starts; what it acknowledged
/// survives `kill -9` of anything. It listens on 127.0.0.1 only, on a free port, and asks for the
/// password in `<data directory>/keys/postgres`. If the server dies, the kernel tells it to stop; if it
/// dies, it is started again.
public final class EmbeddedPostgres implements AutoCloseable {
    /// The database of the application; its owner is [#USER], which is no superuser.
    public static final String DATABASE = "sekisho";

    /// The application's role.
    public static final String USER = "sekisho";

    /// The role that may create databases, with the same password.
    public static final String ADMIN = "postgres";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration RECOVERY_PATIENCE = Duration.ofMinutes(10);

    private final Path home;
    private final Path data;
    private final Path programs;
    private final RunAs runAs;
    private final String password;
    private final boolean durable;
    private final Leftovers leftovers;
    private final FileChannel lock;
    private final Object monitor = new Object();

    private volatile int port;
    private volatile @Nullable Process process;
    private volatile @Nullable String lastWords;
    private volatile boolean closing;
    private volatile boolean started;

    private EmbeddedPostgres(Path dataDir, @Nullable Path sharedPrograms, boolean durable) throws IOException {
        this.durable = durable;
        Path made = dataDir.resolve("postgres");
        Files.createDirectories(made);
        home = made.toRealPath();
        data = home.resolve("data");
        lock = lock(home, dataDir);
        try {
            if (!Files.isWritable(home)) {
                throw new AccessDeniedException(home.toString());
            }
            programs = Binaries.unpackedIn(sharedPrograms == null ? home : sharedPrograms)
                    .resolve("bin");
            runAs = RunAs.forDirectories(home, programs);
            leftovers = new Leftovers("sekisho-" + fingerprint(data));
            KeyFiles keys = KeyFiles.in(dataDir);
            boolean exists = Files.isDirectory(data);
            if (exists && keys.find("postgres").isEmpty()) {
                throw new StartupRefused("The database in " + home + " exists, but its password in "
                        + dataDir.resolve("keys") + " is gone: restore the directory of keys from your backup.");
            }
            password = HexFormat.of().formatHex(keys.findOrMake("postgres"));
            if (exists) {
                requireVersion();
            } else {
                create();
            }
        } catch (IOException | RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    /// Starts the database of a data directory and waits until it answers.
    ///
    /// @throws StartupRefused if another server uses the directory, or it can't be used
    public static EmbeddedPostgres start(Path dataDir) {
        return start(dataDir, null, true);
    }

    /// Starts a database that may lose everything in a crash, for tests only; `programs` is shared
    /// between them.
    public static EmbeddedPostgres startThrowaway(Path dataDir, Path programs) {
        return start(dataDir, programs, false);
    }

    static EmbeddedPostgres start(Path dataDir, @Nullable Path programs, boolean durable) {
        Path absolute = dataDir.toAbsolutePath().normalize();
        try {
            EmbeddedPostgres postgres = new EmbeddedPostgres(absolute, programs, durable);
            try {
                postgres.run();
            } catch (IOException | RuntimeException failed) {
                postgres.close();
                throw failed;
            }
            return postgres;
        } catch (AccessDeniedException refused) {
            throw new StartupRefused(
                    "The data directory " + absolute + " can't be written by the user "
                            + System.getProperty("user.name")
                            + ": change its owner, or choose another one with SEKISHO_DATA_DIR.",
                    refused);
        } catch (IOException failed) {
            throw new UncheckedIOException("PostgreSQL in " + absolute + " can't be started", failed);
        }
    }

    /// The JDBC address of a database in it.
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /// The address of a database whose server is running now, for a command beside it.
    ///
    /// @throws StartupRefused if none is running on this data directory
    static String urlOfRunning(Path dataDir) {
        Path file = dataDir.resolve("postgres").resolve("data").resolve("postmaster.pid");
        try {
            List<String> lines = Files.readAllLines(file);
            return "jdbc:postgresql://127.0.0.1:"
                    + Integer.parseInt(lines.get(3).strip()) + "/" + DATABASE;
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException notRunning) {
            throw new StartupRefused(
                    "No server is running on " + dataDir + ": start it, or name its directory with --data-dir.",
                    notRunning);
        }
    }

    /// The password of [#USER] on this data directory.
    static String passwordOf(Path dataDir) {
        return KeyFiles.in(dataDir)
                .find("postgres")
                .map(password -> HexFormat.of().formatHex(password))
                .orElseThrow(() -> new StartupRefused(
                        "There is no database in " + dataDir + ": name its directory with --data-dir."));
    }

    /// The password of [#USER] and [#ADMIN].
    public String password() {
        return password;
    }

    /// Number of its first process, for tests that kill it.
    public long pid() {
        Process current = process;
        return current == null ? -1 : current.pid();
    }

    /// Stops it: open transactions are rolled back, what was acknowledged is on disk.
    @Override
    public void close() {
        closing = true;
        synchronized (monitor) {
            monitor.notifyAll();
        }
        try {
            Process current = process;
            if (current != null && current.isAlive()) {
                signal("INT", current.pid());
                if (!current.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    LOG.warn("PostgreSQL didn't stop in {}; it recovers at the next start", PATIENCE);
                    current.destroyForcibly().waitFor();
                }
            }
            lock.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// A lock that the kernel gives back when this process ends, however it ends.
    private static FileChannel lock(Path home, Path dataDir) throws IOException {
        FileChannel channel =
                FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock held;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException ours) {
            held = null;
        }
        if (held == null) {
            channel.close();
            throw new StartupRefused("Another Sekisho uses the data directory " + dataDir
                    + ": stop it, or choose another one with SEKISHO_DATA_DIR.");
        }
        return channel;
    }

    private void requireVersion() throws IOException {
        String found = Files.readString(data.resolve("PG_VERSION")).strip();
        String major = Binaries.VERSION.substring(0, Binaries.VERSION.indexOf('.'));
        if (!found.equals(major)) {
            throw new StartupRefused("The database in " + home + " was written by PostgreSQL " + found
                    + ", and this Sekisho brings PostgreSQL " + major
                    + ": start the Sekisho that wrote it, or run that PostgreSQL and set SPRING_DATASOURCE_URL.");
        }
    }

    /// Makes the data aside and moves them into place at the end: a crash leaves nothing half done.
    private void create() throws IOException {
        LOG.info("Making a new database in {}", home);
        Path fresh = home.resolve("data.new");
        Path passwordFile = home.resolve("password.new");
        Binaries.deleteTree(fresh);
        Files.deleteIfExists(passwordFile);
        try {
            Files.createDirectory(
                    fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            runAs.own(fresh);
            Files.createFile(
                    passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordFile, password);
            runAs.own(passwordFile);
            List<String> initdb = new ArrayList<>(List.of(
                    programs.resolve("initdb").toString(),
                    "--pgdata=" + fresh,
                    "--username=" + ADMIN,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C"));
            if (!durable) {
                initdb.add("--no-sync");
            }
            runOnce(initdb, "");
            runOnce(
                    List.of(programs.resolve("postgres").toString(), "--single", "-j", "-D", fresh.toString(), ADMIN),
                    """
                    create role %s login password '%s';

                    create database %s owner %s;

                    """.formatted(USER, password, DATABASE, USER));
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    private void runOnce(List<String> words, String input) throws IOException {
        Process once = builder(words).start();
        try (var stdin = once.outputWriter(StandardCharsets.UTF_8)) {
            stdin.write(input);
        }
        String output = new String(once.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            int exit = once.waitFor();
            if (exit != 0 || output.contains("ERROR:") || output.contains("FATAL:")) {
                LOG.debug("{}: exit {}: {}", words, exit, output);
                throw new StartupRefused("PostgreSQL can't make its database in " + home + ": " + lastLine(output));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    private ProcessBuilder builder(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(runAs.command(words)).redirectErrorStream(true);
        builder.directory(Path.of("/").toFile());
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        // PG… variables of the server's own environment would change what these programs do.
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", path, "LC_ALL", "C", "TZ", "UTC", "HOME", data.toString()));
        return builder;
    }

    private void run() throws IOException {
        endLeftovers();
        port = freePort();
        // A platform thread that lives as long as PostgreSQL: the kernel ties the child's end to the thread that
        // started it, not to the process.
        Thread keeper = Thread.ofPlatform().daemon().name("postgres-keeper").unstarted(this::keep);
        keeper.start();
        long deadline = System.nanoTime() + RECOVERY_PATIENCE.toNanos();
        while (!isReady()) {
            if (!keeper.isAlive()) {
                throw new StartupRefused("PostgreSQL in " + home + " doesn't start: " + lastWords);
            }
            if (System.nanoTime() > deadline) {
                throw new StartupRefused("PostgreSQL in " + home + " still recovers after " + RECOVERY_PATIENCE
                        + ": start Sekisho again later.");
            }
            pause(Duration.ofMillis(20));
        }
        started = true;
        LOG.info("PostgreSQL {} is ready", Binaries.VERSION);
    }

    /// Starts it, reads what it says until it ends, and starts it again as long as nobody asked it to end.
    private void keep() {
        while (!closing) {
            try {
                Process current = builder(serverCommand()).start();
                process = current;
                if (closing) {
                    signal("INT", current.pid());
                }
                listen(current);
                int exit = current.waitFor();
                if (closing || !started) {
                    return;
                }
                LOG.warn("PostgreSQL ended by itself (exit {}), starting it again: {}", exit, lastWords);
                pause(Duration.ofSeconds(1));
                endLeftovers();
            } catch (IOException | RuntimeException failed) {
                lastWords = failed.getMessage();
                if (!started) {
                    return;
                }
                LOG.error("PostgreSQL can't be started again, trying on", failed);
                pause(Duration.ofSeconds(5));
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    private List<String> serverCommand() {
        List<String> words = new ArrayList<>(
                List.of(programs.resolve("postgres").toString(), "-D", data.toString(), "-p", Integer.toString(port)));
        settings().forEach((name, value) -> words.addAll(List.of("-c", name + "=" + value)));
        return words;
    }

    private Map<String, String> settings() {
        String safe = durable ? "on" : "off";
        return Map.ofEntries(
                Map.entry("cluster_name", leftovers.clusterName()),
                Map.entry("listen_addresses", "127.0.0.1"),
                Map.entry("unix_socket_directories", ""),
                Map.entry("password_encryption", "scram-sha-256"),
                Map.entry("fsync", safe),
                Map.entry("full_page_writes", safe),
                Map.entry("synchronous_commit", safe),
                Map.entry("max_connections", "100"),
                Map.entry("shared_buffers", "128MB"),
                Map.entry("jit", "off"),
                Map.entry("timezone", "UTC"),
                Map.entry("log_timezone", "UTC"),
                Map.entry("logging_collector", "off"),
                Map.entry("log_destination", "stderr"),
                // A failing statement and its values are personal data, and none of a log's business.
                Map.entry("log_min_error_statement", "panic"),
                Map.entry("log_error_verbosity", "terse"));
    }

    private void listen(Process current) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(current.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                LOG.debug("{}", line);
                if (line.contains("FATAL:") || line.contains("PANIC:")) {
                    lastWords = line;
                }
            }
        }
    }

    /// Ready as PostgreSQL itself says it: the eighth line of its pid file.
    private boolean isReady() throws IOException {
        Path file = data.resolve("postmaster.pid");
        Process current = process;
        if (current == null || !Files.exists(file)) {
            return false;
        }
        List<String> lines = Files.readAllLines(file);
        return lines.size() >= 8
                && lines.getFirst().equals(Long.toString(current.pid()))
                && lines.get(7).startsWith("ready");
    }

    /// Waits for the processes of a killed server, then removes a pid file that would look alive: its
    /// number may be a zombie's or another program's.
    private void endLeftovers() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Leftovers.Leftover> alive = leftovers.alive();
        if (!alive.isEmpty()) {
            LOG.info("The PostgreSQL of the last run is still ending, waiting for it");
        }
        while (!alive.isEmpty()) {
            for (Leftovers.Leftover leftover : alive) {
                if (System.nanoTime() > deadline) {
                    signal("KILL", leftover.pid());
                } else if (leftover.first()) {
                    signal("INT", leftover.pid());
                }
            }
            pause(Duration.ofMillis(200));
            alive = leftovers.alive();
        }
        Files.deleteIfExists(data.resolve("postmaster.pid"));
    }

    private static void signal(String name, long pid) throws IOException {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause(Duration duration) {
        synchronized (monitor) {
            try {
                monitor.wait(duration.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static String fingerprint(Path path) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(path.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String lastLine(String output) {
        return output.lines()
                .filter(line -> line.contains("rror") || line.contains("FATAL"))
                .findFirst()
                .or(() -> output.lines().findFirst())
                .orElse("it said nothing");
    }
}
