package sekisho.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import sekisho.server.account.Accounts;
import sekisho.server.platform.ServerKeys;
import sekisho.server.testing.TestDatabase;

class MailConfigurationTest {
    private final TestDatabase database = TestDatabase.fresh();

    @TempDir
    Path data;

    @Configuration
    @ComponentScan(basePackageClasses = Accounts.class)
    static class WithAccounts {}

    private final ApplicationContextRunner server = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(MailSenderAutoConfiguration.class))
            .withUserConfiguration(MailConfiguration.class, OutboxStore.class, WithAccounts.class)
            .withBean(JdbcClient.class, database::jdbc)
            .withBean(ServerKeys.class, () -> ServerKeys.in(data))
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new);

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void theRelayWorksFromTheStartAndCountsItsDeadLetters() {
        server.withPropertyValues("spring.mail.host=127.0.0.1", "spring.mail.port=1")
                .run(context -> {
                    assertThat(context.getBean(MailRelay.class).isRunning()).isTrue();
                    assertThat(context.getBean(Outbox.class).deadLetters(1)).isNotNull();
                    assertThat(context.getBean(MeterRegistry.class)
                                    .get("sekisho.mail.dead.letters")
                                    .gauge()
                                    .value())
                            .isNotNaN();
                    assertThat(context.getBean(JavaMailSenderImpl.class).getJavaMailProperties())
                            .containsKeys("mail.smtp.connectiontimeout", "mail.smtp.timeout");
                });
    }

    @Test
    void withoutAConfiguredHostTheMailServerOfThisMachineIsUsed() {
        server.run(context -> assertThat(context).hasSingleBean(Outbox.class));
    }

    @Test
    void aSignatureThatIsSetInPartOrHasNoKeyStopsTheStart() {
        server.withPropertyValues("sekisho.mail.dkim.domain=localhost")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("sekisho.mail.dkim is set in part"));
        server.withPropertyValues(
                        "sekisho.mail.dkim.domain=localhost",
                        "sekisho.mail.dkim.selector=s1",
                        "sekisho.mail.dkim.private-key-file=/no/such/key.pem")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("The DKIM key /no/such/key.pem can't be read"));
    }

    @Test
    void aSenderThatIsNoAddressStopsTheStart() {
        server.withPropertyValues("sekisho.mail.from=nobody")
                .run(context ->
                        assertThat(context.getStartupFailure()).rootCause().hasMessageContaining("sekisho.mail"));
    }
}
