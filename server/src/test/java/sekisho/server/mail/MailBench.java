package sekisho.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionTemplate;
import sekisho.server.mail.MailSettings.CodeInSubject;
import sekisho.server.mail.MailSettings.Links;
import sekisho.server.platform.SiteProperties;
import sekisho.server.testing.TestDatabase;

/// The mail feature on a real database, with one relay or several that hurry.
final class MailBench implements AutoCloseable {
    static final Pace QUICK = new Pace(
            8,
            Duration.ofMillis(50),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            List.of(Duration.ofMillis(50)));

    static final SiteProperties SITE =
            new SiteProperties(URI.create("https://signin.sekisho.example"), Path.of("data"), "せきしょ商店", "Sekisho Shop");

    static final MailSettings SETTINGS = new MailSettings(null, CodeInSubject.STEP_UP, true, Links.NONE);

    private final TestDatabase database = TestDatabase.fresh();
    final JdbcClient jdbc = database.jdbc();
    final TransactionTemplate transaction = database.transactions();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final OutboxStore store = new OutboxStore(jdbc);
    final MailTexts texts = new MailTexts(SITE, SETTINGS);
    final MailWriter writer = new MailWriter(SITE, SETTINGS, null);
    final Outbox outbox;
    private final List<MailRelay> relays = new ArrayList<>();

    MailBench(int smtpPort, Pace pace, int workers) {
        for (int i = 0; i < workers; i++) {
            JavaMailSenderImpl server = new JavaMailSenderImpl();
            server.setHost("127.0.0.1");
            server.setPort(smtpPort);
            relays.add(new MailRelay(store, writer, new SmtpPost(server, pace), pace, meters));
        }
        outbox = new Outbox(account -> Optional.empty(), store, texts, writer, relays.getFirst());
    }

    MailBench start() {
        relays.forEach(MailRelay::start);
        return this;
    }

    static MailOrder order(MailKind kind, Locale locale, String to) {
        return order(kind, locale, to, Instant.now().plusSeconds(600));
    }

    static MailOrder order(MailKind kind, Locale locale, String to, Instant giveUpAt) {
        boolean ja = locale.equals(Locale.JAPANESE);
        return new MailOrder(
                UUID.randomUUID(),
                kind,
                to,
                locale,
                "K7-4Q2",
                kind.carriesCode() ? "482913" : null,
                Map.of(
                        "action", ja ? "サインアウトしました。" : "You were signed out.",
                        "ended", ja ? "2件を終了しました。" : "2 were ended.",
                        "password", ja ? "使えなくしました。" : "It was switched off.",
                        "when", ja ? "2026年11月22日（日）14時22分（日本時間）" : "22 November 2026, 14:22 (Japan time)",
                        "undo", ja ? "2026年12月6日" : "6 December 2026",
                        "until", ja ? "14時32分" : "14:32",
                        "device", ja ? "iPhone・Safari" : "iPhone, Safari",
                        "place", ja ? "東京都付近" : "near Tokyo"),
                giveUpAt);
    }

    MailOrder queueCodeFor(String to) {
        MailOrder order = order(MailKind.STEP_UP_CODE, Locale.JAPANESE, to);
        commit(order);
        return order;
    }

    void commit(MailOrder order) {
        transaction.executeWithoutResult(status -> outbox.queue(order));
    }

    Row row(MailOrder order) {
        return jdbc.sql("""
                        select state, tries, in_doubt, secret, subject, body, recipient, message_id, last_error
                          from outbox_mail where account_id = :account
                        """)
                .param("account", order.accountId())
                .query(Row.class)
                .single();
    }

    long count(String state) {
        return jdbc.sql("select count(*) from outbox_mail where state = :state")
                .param("state", state)
                .query(Long.class)
                .single();
    }

    double failures(String outcome) {
        return meters.counter("sekisho.mail.failures", "outcome", outcome).count();
    }

    /// Waits for what must happen in the end; how long it takes says nothing.
    static void eventually(String what, BooleanSupplier happened) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!happened.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting until " + what).isLessThan(deadline);
            try {
                Thread.sleep(20);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }

    @Override
    public void close() {
        relays.forEach(MailRelay::stop);
        database.close();
    }

    /// A row as the operator would see it.
    record Row(
            String state,
            int tries,
            int inDoubt,
            @Nullable String secret,
            String subject,
            String body,
            String recipient,
            String messageId,
            @Nullable String lastError) {}
}
