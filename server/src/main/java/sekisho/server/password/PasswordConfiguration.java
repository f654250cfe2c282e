package sekisho.server.password;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import sekisho.server.hotstate.GuessBudgets;
import sekisho.server.platform.ServerKeys;
import sekisho.server.platform.SiteProperties;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PasswordProperties.class)
@EnableScheduling
class PasswordConfiguration {
    private static final int WAITING_A_PERMIT = 64;
    private static final long RECOGNISED_WAIT_MILLIS = 5_000;
    private static final long UNKNOWN_WAIT_MILLIS = 2_000;

    @Bean
    BreachedPasswords breachedPasswords(PasswordProperties properties, SiteProperties site) {
        return new BreachedPasswords(properties.breachedList(), site.dataDir());
    }

    @Bean
    Argon2 argon2(MeterRegistry meters) {
        return new Argon2(meters);
    }

    @Bean
    HashGate hashGate(PasswordProperties properties) {
        return new HashGate(
                properties.permits(),
                properties.reserved(),
                WAITING_A_PERMIT * properties.permits(),
                RECOGNISED_WAIT_MILLIS,
                UNKNOWN_WAIT_MILLIS);
    }

    @Bean
    Passwords passwords(
            CredentialStore store,
            GuessBudgets budgets,
            ServerKeys keys,
            Argon2 argon2,
            HashGate gate,
            PasswordProperties properties,
            BreachedPasswords breached) {
        return new Passwords(store, budgets, keys, argon2, gate, properties.argon2(), breached);
    }

    @Bean
    SecretHashes secretHashes(ServerKeys keys, Argon2 argon2, HashGate gate, PasswordProperties properties) {
        return new SecretHashes(keys, argon2, gate, properties.argon2());
    }

    @Bean
    PasswordRules passwordRules(
            PasswordProperties properties, BreachedPasswords breached, MessageSource messages, SiteProperties site) {
        return new PasswordRules(
                properties.preset().policy(),
                new PersonalDataRule(site.siteNameJa(), site.siteNameEn()),
                CommonWords.builtIn(),
                breached,
                messages);
    }
}
