package sekisho.server.risk;

import java.nio.file.Path;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import sekisho.engine.Policy;
import sekisho.replay.policy.PolicyFile;
import sekisho.replay.policy.PolicyRefused;
import sekisho.server.platform.SiteProperties;
import sekisho.server.platform.StartupRefused;

/// The risk feature's values from configuration.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ProxyProperties.class, PlaceProperties.class, PolicyProperties.class})
class RiskConfiguration {
    private static final String FORWARD_HEADERS = "server.forward-headers-strategy";

    /// Nobody else may rewrite the peer's address: Spring Boot itself would do so on Kubernetes and
    /// believe every private address (RFC 1918) to be a proxy.
    @Bean
    TrustedProxies trustedProxies(ProxyProperties properties, Environment environment) {
        String strategy = environment.getProperty(FORWARD_HEADERS, "");
        if (!strategy.equalsIgnoreCase("none")) {
            throw new StartupRefused(FORWARD_HEADERS + " is \"" + strategy
                    + "\", but must be none: name your proxies in sekisho.proxy.trusted instead.");
        }
        return new TrustedProxies(properties);
    }

    @Bean
    Places places(PlaceProperties properties, SiteProperties site, MessageSource messages) {
        return new Places(properties, site.dataDir().resolve("place"), messages);
    }

    @Bean
    Policy policy(PolicyProperties properties) {
        Path file = properties.file();
        if (file == null) {
            return PolicyFile.bundled();
        }
        try {
            return PolicyFile.read(file);
        } catch (PolicyRefused refused) {
            throw new StartupRefused(refused.getMessage() + " It is named by sekisho.policy.file.", refused);
        }
    }
}
