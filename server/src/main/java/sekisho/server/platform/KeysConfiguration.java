package sekisho.server.platform;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The site's root values and its keys.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SiteProperties.class)
class KeysConfiguration {
    @Bean
    ServerKeys serverKeys(SiteProperties site) {
        return ServerKeys.in(site.dataDir());
    }

    /// Down when the key file vanished: the next start would make another key, and no password would
    /// fit any more.
    @Bean
    HealthIndicator keysHealthIndicator(ServerKeys keys) {
        return () -> keys.kept() ? Health.up().build() : Health.down().build();
    }
}
