package sekisho.server.demo;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import sekisho.server.platform.StartupRefused;

@Configuration(proxyBeanMethods = false)
@Profile("demo")
class DemoMailConfiguration {
    @Bean
    DemoMailbox demoMailbox(Clock clock, @Value("${spring.mail.host:#{null}}") @Nullable String host) {
        if (host != null && !isLoopback(host)) {
            throw new StartupRefused("The demo sends no real mail, but spring.mail.host names " + host
                    + ": remove it, or start with serve.");
        }
        return new DemoMailbox(clock);
    }

    @Bean
    JavaMailSenderImpl demoMailSender(DemoMailbox mailbox) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(mailbox.port());
        return sender;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
