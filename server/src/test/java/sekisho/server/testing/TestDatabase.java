package sekisho.server.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;
import sekisho.server.platform.postgres.EmbeddedPostgres;

/// A fresh database with the whole schema, on one real PostgreSQL that all tests of this JVM share.
///
/// Use it in a try-with-resources, or in `@BeforeEach` and `@AfterEach`; a new one takes some 50 ms.
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String TEMPLATE = "migrated";

    private static final EmbeddedPostgres POSTGRES = start();

    private final String name;
    private final HikariDataSource pool;

    private TestDatabase(String name, HikariDataSource pool) {
        this.name = name;
        this.pool = pool;
    }

    /// A new database, migrated and empty.
    public static TestDatabase fresh() {
        String name = "test_" + COUNT.incrementAndGet();
        admin("create database " + name + " template " + TEMPLATE + " owner " + EmbeddedPostgres.USER);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(POSTGRES.jdbcUrl(name));
        config.setUsername(EmbeddedPostgres.USER);
        config.setPassword(POSTGRES.password());
        config.setMaximumPoolSize(16);
        config.setMinimumIdle(0);
        return new TestDatabase(name, new HikariDataSource(config));
    }

    public DataSource dataSource() {
        return pool;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(pool);
    }

    /// Transactions on this database.
    public TransactionTemplate transactions() {
        return new TransactionTemplate(new DataSourceTransactionManager(pool));
    }

    /// For a test that starts the whole server: give these as `spring.datasource.url`, `.username` and
    /// `.password`.
    public String url() {
        return POSTGRES.jdbcUrl(name);
    }

    public String user() {
        return EmbeddedPostgres.USER;
    }

    public String password() {
        return POSTGRES.password();
    }

    @Override
    public void close() {
        pool.close();
        admin("drop database if exists " + name + " with (force)");
    }

    private static EmbeddedPostgres start() {
        try {
            Path directory = Files.createTempDirectory("sekisho-test");
            // Root's PostgreSQL runs as another user, which must be able to enter.
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            EmbeddedPostgres postgres = EmbeddedPostgres.startThrowaway(directory, programs());
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                postgres.close();
                deleteTree(directory);
            }));
            String template = postgres.jdbcUrl(TEMPLATE);
            execute(postgres, "create database " + TEMPLATE + " owner " + EmbeddedPostgres.USER);
            Flyway.configure()
                    .dataSource(template, EmbeddedPostgres.USER, postgres.password())
                    .load()
                    .migrate();
            return postgres;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Unpacked PostgreSQL that all test runs of this checkout share.
    public static Path programs() {
        return Path.of("target", "postgres").toAbsolutePath();
    }

    private static void admin(String sql) {
        execute(POSTGRES, sql);
    }

    private static void execute(EmbeddedPostgres postgres, String sql) {
        DataSource admin =
                new DriverManagerDataSource(postgres.jdbcUrl("postgres"), EmbeddedPostgres.ADMIN, postgres.password());
        JdbcClient.create(admin).sql(sql).update();
    }

    private static void deleteTree(Path root) {
        try (Stream<Path> tree = Files.walk(root)) {
            tree.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException ignored) {
            // A temporary directory that can't be removed is the machine's to clean.
        }
    }
}
