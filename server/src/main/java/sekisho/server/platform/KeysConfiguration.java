package sekisho.server.platform;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
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
}
