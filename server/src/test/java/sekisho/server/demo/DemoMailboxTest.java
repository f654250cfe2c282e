package sekisho.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;

class DemoMailboxTest {
    private static final Instant NOW = Instant.parse("2026-11-22T05:26:00Z");

    private final ApplicationContextRunner server = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(MailSenderAutoConfiguration.class))
            .withUserConfiguration(DemoMailConfiguration.class)
            .withBean(Clock.class, () -> Clock.fixed(NOW, ZoneOffset.UTC));

    private final ApplicationContextRunner demo =
            server.withInitializer(context -> context.getEnvironment().addActiveProfile("demo"));

    @Test
    void theDemoShowsItsMailsNewestFirst() {
        demo.run(context -> {
            JavaMailSender sender = context.getBean(JavaMailSender.class);
            sender.send(mail("hanako@signin.example", "一通目", "こんにちは\n二行目\n"));
            sender.send(mail("taro@signin.example", "second", "hello"));

            assertThat(context.getBean(DemoMailbox.class).mails())
                    .containsExactly(
                            new DemoMail("second", "taro@signin.example", "hello", NOW),
                            new DemoMail("一通目", "hanako@signin.example", "こんにちは\n二行目\n", NOW));
        });
    }

    @Test
    void theDemoForgetsItsOldestMails() {
        demo.run(context -> {
            JavaMailSender sender = context.getBean(JavaMailSender.class);
            for (int i = 1; i <= 203; i++) {
                sender.send(mail("hanako@signin.example", "mail " + i, "text"));
            }
            assertThat(context.getBean(DemoMailbox.class).mails())
                    .hasSize(200)
                    .extracting(DemoMail::subject)
                    .startsWith("mail 203", "mail 202")
                    .endsWith("mail 4");
        });
    }

    @Test
    void theDemoRefusesARealMailServer() {
        demo.withPropertyValues("spring.mail.host=192.0.2.1")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("The demo sends no real mail")
                        .hasMessageContaining("192.0.2.1"));
    }

    @Test
    void outsideTheDemoThereIsNoMailbox() {
        server.run(context -> assertThat(context).doesNotHaveBean(DemoMailbox.class));
    }

    private static SimpleMailMessage mail(String to, String subject, String text) {
        SimpleMailMessage mail = new SimpleMailMessage();
        mail.setFrom("no-reply@signin.example");
        mail.setTo(to);
        mail.setSubject(subject);
        mail.setText(text);
        return mail;
    }
}
