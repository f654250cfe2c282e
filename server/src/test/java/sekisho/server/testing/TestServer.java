package sekisho.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import sekisho.server.SekishoServer;
import sekisho.server.risk.Places;
import sekisho.server.risk.ShopPopulation;

/// The whole server on a free port, with a database and a mailbox of its own. What differs from
/// production is the cost of a password hash, and that the tests stand behind a trusted proxy, so that
/// they can choose their address.
public final class TestServer implements AutoCloseable {
    private static final AtomicInteger MEMBERS = new AtomicInteger();

    /// A password that keeps every rule and is on no list.
    public static final String PASSWORD = "kumo-to-sora-no-aida-3071";

    private final URI base;
    private final TestDatabase database;
    private final TestMailbox mailbox;
    private final ConfigurableApplicationContext context;

    private TestServer(URI base, TestDatabase database, TestMailbox mailbox, ConfigurableApplicationContext context) {
        this.base = base;
        this.database = database;
        this.mailbox = mailbox;
        this.context = context;
    }

    private static final class Shared {
        static final TestServer SERVER = start();
    }

    /// One server for all tests that leave it as it was; each test makes members of its own.
    public static TestServer shared() {
        return Shared.SERVER;
    }

    /// A server of one's own, with these properties besides or instead (`name=value`; `{port}` is its
    /// port).
    public static TestServer start(String... properties) {
        TestServer server = startUnsettled(properties);
        ShopPopulation.settle(server.context);
        return server;
    }

    /// The same where nobody has taught anything yet, and whoever comes teaches what is common.
    public static TestServer startUnsettled(String... properties) {
        TestDatabase database = TestDatabase.fresh();
        TestMailbox mailbox = TestMailbox.start();
        int port = freePort();
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--management.server.port=0",
                "--sekisho.issuer=http://localhost:" + port,
                "--sekisho.data-dir=" + temporaryDirectory(),
                "--sekisho.proxy.trusted=127.0.0.1/32",
                "--sekisho.place.dir=target/place",
                "--sekisho.password.argon2.memory-kib=64",
                "--sekisho.password.argon2.iterations=1",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + mailbox.port()));
        for (String property : properties) {
            String name = "--" + property.substring(0, property.indexOf('=') + 1);
            arguments.removeIf(given -> given.startsWith(name));
            arguments.add("--" + property.replace("{port}", Integer.toString(port)));
        }
        ConfigurableApplicationContext context =
                new SpringApplication(SekishoServer.class).run(arguments.toArray(String[]::new));
        awaitPlaces(context.getBean(Places.class));
        return new TestServer(URI.create("http://localhost:" + port), database, mailbox, context);
    }

    public URI base() {
        return base;
    }

    public TestMailbox mailbox() {
        return mailbox;
    }

    public JdbcClient db() {
        return database.jdbc();
    }

    public DataSource dataSource() {
        return database.dataSource();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /// Leaves the mails in the outbox from now on, where a test can read their codes.
    public void holdMails() {
        context.getBeansOfType(SmartLifecycle.class).entrySet().stream()
                .filter(bean -> bean.getKey().equals("mailRelay"))
                .forEach(relay -> relay.getValue().stop());
    }

    /// A browser that this server has never seen, at home in Tokyo.
    public Visitor visitor() {
        return new Visitor(base).from(Addresses.TOKYO_HOME);
    }

    /// An address that nobody has used yet.
    public static String freshEmail() {
        return "member" + MEMBERS.incrementAndGet() + "@mail.example";
    }

    /// A member who registered over the pages with [#PASSWORD], and his browser, which is signed in.
    public Member register() {
        String email = freshEmail();
        Visitor browser = visitor();
        new Walk(this, browser).register(email, "山田 花子", PASSWORD);
        return new Member(email, browser);
    }

    /// A member and the browser he registered in.
    public record Member(String email, Visitor browser) {}

    @Override
    public void close() {
        context.close();
        mailbox.close();
        database.close();
    }

    private static void awaitPlaces(Places places) {
        try {
            places.awaitLoaded(Duration.ofSeconds(60));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryDirectory() {
        try {
            Path directory = Files.createTempDirectory("sekisho-data");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
