package sekisho.server.mail;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.flywaydb.core.Flyway;

/// A real PostgreSQL with the product's schema, shared by the tests of one JVM.
final class MailDatabase {
    private static final DataSource SHARED = start();

    private MailDatabase() {}

    static DataSource dataSource() {
        return SHARED;
    }

    private static DataSource start() {
        try {
            Path home = Files.createTempDirectory("sekisho-mail-pg");
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
            unpack(home);
            int port;
            try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = probe.getLocalPort();
            }
            run(home, "bin/initdb", "-D", "data", "-U", "sekisho", "-A", "trust", "-E", "UTF8", "--locale=C")
                    .waitFor();
            Process server =
                    run(home, "bin/postgres", "-D", "data", "-p", "" + port, "-h", "127.0.0.1", "-k", "" + home);
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/postgres");
            pool.setUsername("sekisho");
            pool.setInitializationFailTimeout(60_000);
            pool.setMaximumPoolSize(20);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                pool.close();
                server.destroy();
                try {
                    server.waitFor();
                    deleteAll(home);
                } catch (IOException | InterruptedException leftBehind) {
                    System.err.println("left behind: " + home);
                }
            }));
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            return pool;
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static Process run(Path home, String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig=INT"));
        if ((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0) {
            command.addAll(List.of("--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        command.add(home.resolve(program).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().put("HOME", home.toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(
                        home.resolve("log-" + Path.of(program).getFileName()).toFile())
                .start();
    }

    private static void unpack(Path home) throws IOException {
        try (InputStream jar = MailDatabase.class.getResourceAsStream("/postgres-linux-x86_64.txz");
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(jar))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = home.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(target.getParent());
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(tar, target);
                    boolean program = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private static void deleteAll(Path home) throws IOException {
        List<Path> all;
        try (var walk = Files.walk(home)) {
            all = new ArrayList<>(walk.toList());
        }
        for (Path path : all.reversed()) {
            Files.deleteIfExists(path);
        }
    }
}
