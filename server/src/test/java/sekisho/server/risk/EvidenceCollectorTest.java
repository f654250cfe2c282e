package sekisho.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;
import sekisho.engine.Authenticator;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.engine.NetworkType;
import sekisho.server.hotstate.FailureCounters;
import sekisho.server.platform.SiteProperties;
import sekisho.server.platform.Times;
import sekisho.server.platform.web.Cookies;
import sekisho.server.risk.web.ClientRequests;
import sekisho.server.testing.TestDatabase;
import tools.jackson.databind.json.JsonMapper;

/// The feature as Spring wires it, from a request to a judgement.
class EvidenceCollectorTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final UUID HANAKO = UUID.fromString("7a7b0c1e-94fd-4a5c-8f0d-0a51a2a1f7d1");

    @TempDir
    Path dir;

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    @ComponentScan(basePackageClasses = Risk.class)
    static class Wiring {
        @Bean
        Clock clock() {
            return Clock.fixed(NOW, ZoneOffset.UTC);
        }

        @Bean
        MessageSource messageSource() {
            return Messages.real();
        }

        @Bean
        JsonMapper json() {
            return new JsonMapper();
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        JdbcClient jdbc(DataSource source) {
            return JdbcClient.create(source);
        }

        @Bean
        PlatformTransactionManager transactions(DataSource source) {
            return new DataSourceTransactionManager(source);
        }
    }

    private ApplicationContextRunner server(TestDatabase database) {
        return new ApplicationContextRunner()
                .withUserConfiguration(Wiring.class)
                .withBean(FailureCounters.class)
                .withBean(Cookies.class)
                .withBean(Times.class, () -> new Times("Asia/Tokyo"))
                .withBean(DataSource.class, database::dataSource)
                .withBean(
                        SiteProperties.class,
                        () -> new SiteProperties(java.net.URI.create("http://localhost:8080"), dir, "店", "Shop"))
                .withPropertyValues("server.forward-headers-strategy=none");
    }

    @Test
    void aRequestBecomesEvidenceAndEvidenceAJudgement() {
        try (TestDatabase database = TestDatabase.fresh()) {
            server(database)
                    .withPropertyValues("sekisho.place.dir=target/place", "sekisho.proxy.trusted=10.0.0.0/24")
                    .run(context -> {
                        assertThat(context.getBean(Places.class).awaitLoaded(Duration.ofMinutes(1)))
                                .isTrue();
                        context.getBean(FailureCounters.class).recordFailure(HANAKO, "200.158.10.0/24");
                        MockHttpServletRequest request = new MockHttpServletRequest();
                        request.setRemoteAddr("10.0.0.1");
                        request.addHeader("X-Forwarded-For", "200.158.10.10");
                        request.addHeader("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0");
                        request.addHeader("Accept-Language", "pt-BR,pt;q=0.9");

                        Evidence evidence = context.getBean(EvidenceCollector.class)
                                .collect(
                                        HANAKO,
                                        context.getBean(ClientRequests.class).of(request),
                                        DeviceRecognition.UNKNOWN,
                                        new Evidence.Credential(true, false, false));
                        new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                                .executeWithoutResult(status -> context.getBean(Risk.class)
                                        .learn(HANAKO, java.util.UUID.randomUUID(), evidence));
                        Judgement judgement =
                                context.getBean(Risk.class).judge(HANAKO, evidence, Set.of(Authenticator.EMAIL_CODE));

                        assertThat(evidence.at()).isEqualTo(NOW);
                        assertThat(evidence.network().city()).isEqualTo("Sao Paulo");
                        assertThat(evidence.network().type()).isEqualTo(NetworkType.FIXED);
                        assertThat(evidence.browser())
                                .isEqualTo(new Evidence.Browser(
                                        "Firefox",
                                        128,
                                        "Linux",
                                        null,
                                        "desktop",
                                        "pt",
                                        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0",
                                        "pt-BR,pt;q=0.9",
                                        null,
                                        null));
                        assertThat(evidence.network().roundTripMillis())
                                .as("nobody measures it yet")
                                .isNull();
                        assertThat(evidence.counters()).isEqualTo(new Evidence.Counters(1, 1, 1));
                        assertThat(judgement.assessment()).isNotNull();
                        assertThat(new AccountHistoryStore(database.jdbc()).find(HANAKO))
                                .isPresent();
                    });
        }
    }

    @Test
    void mistakesInTheConfigurationAreNamedAtStart() {
        try (TestDatabase database = TestDatabase.fresh()) {
            server(database)
                    .withPropertyValues("sekisho.proxy.trusted=10.0.0.0/8,::/0")
                    .run(context -> assertThat(context)
                            .getFailure()
                            .rootCause()
                            .hasMessageContaining("sekisho.proxy.trusted has \"::/0\""));
            server(database)
                    .withPropertyValues("sekisho.policy.file=/nowhere/policy.yaml")
                    .run(context -> assertThat(context).getFailure().hasStackTraceContaining("sekisho.policy.file"));
        }
    }
}
