package sekisho.server.mail;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import sekisho.server.account.Accounts;
import sekisho.server.platform.SiteProperties;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({MailSettings.class, DkimSettings.class, SiteProperties.class})
class MailConfiguration {
    @Bean
    MailTexts mailTexts(SiteProperties site, MailSettings settings) {
        return new MailTexts(site, settings);
    }

    @Bean
    MailWriter mailWriter(SiteProperties site, MailSettings settings, DkimSettings dkim) {
        String sender = MailWriter.from(site, settings).getAddress();
        return new MailWriter(site, settings, Dkim.of(dkim, sender));
    }

    /// Without `spring.mail.host` the mail server of this machine.
    @Bean
    SmtpPost smtpPost(ObjectProvider<JavaMailSenderImpl> configured) {
        return new SmtpPost(
                configured.getIfAvailable(() -> {
                    JavaMailSenderImpl local = new JavaMailSenderImpl();
                    local.setHost("localhost");
                    return local;
                }),
                Pace.NORMAL);
    }

    @Bean
    MailRelay mailRelay(OutboxStore store, MailWriter writer, SmtpPost post, MeterRegistry meters) {
        Gauge.builder("sekisho.mail.dead.letters", store, OutboxStore::countDead)
                .description("mails that were given up")
                .register(meters);
        return new MailRelay(store, writer, post, Pace.NORMAL, meters);
    }

    @Bean
    Outbox outbox(Accounts accounts, OutboxStore store, MailTexts texts, MailWriter writer, MailRelay relay) {
        return new Outbox(accounts::toldApart, store, texts, writer, relay);
    }
}
