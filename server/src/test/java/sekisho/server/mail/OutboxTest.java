package sekisho.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static sekisho.server.mail.MailBench.eventually;
import static sekisho.server.mail.MailBench.order;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    private MailBench bench;

    @BeforeEach
    void open() {
        server.start();
        bench = new MailBench(server.getSmtp().getPort(), MailBench.QUICK, 1).start();
    }

    @AfterEach
    void shut() {
        bench.close();
        server.stop();
    }

    @Test
    void aCodeMailArrivesAfterTheCommitAndSaysWhatItMust() throws Exception {
        MailOrder order = bench.queueCodeFor("hanako@example.jp");

        eventually("the mail is sent", () -> bench.count("SENT") == 1);
        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("482913 は確認コードです（照合番号 K7-4Q2）");
        assertThat(mail.getHeader("To")).containsExactly("hanako@example.jp");
        assertThat(mail.getFrom()[0].toString()).endsWith("<no-reply@signin.sekisho.example>");
        assertThat(mail.getHeader("Message-ID"))
                .containsExactly(bench.row(order).messageId())
                .allMatch(id -> id.matches("<[0-9a-f-]{36}@signin\\.sekisho\\.example>"));
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("X-Auto-Response-Suppress")).containsExactly("All");
        assertThat(mail.getHeader("Content-Language")).containsExactly("ja");
        assertThat(mail.getHeader("Date")).hasSize(1);
        assertThat(mail.getHeader("OTP-Token"))
                .containsExactly("\"482913\"; origin=\"https://signin.sekisho.example\"");
        assertThat(mail.getContentType()).containsIgnoringCase("text/plain").containsIgnoringCase("utf-8");
        String text = mail.getContent().toString().replace("\r\n", "\n");
        assertThat(text)
                .startsWith("確認コード：482913\n（14時32分まで。")
                .contains("照合番号　K7-4Q2（", "東京都付近（IPアドレスからの推定）")
                .endsWith("\n@signin.sekisho.example #482913\n");
    }

    @Test
    void theCodeIsForgottenOnceTheMailServerHasIt() {
        MailOrder order = bench.queueCodeFor("hanako@example.jp");

        eventually("the mail is sent", () -> bench.count("SENT") == 1);
        MailBench.Row row = bench.row(order);
        assertThat(row.secret()).isNull();
        assertThat(row.subject()).startsWith("●●●●●● は").doesNotContain("482913");
        assertThat(row.body()).contains("確認コード：●●●●●●").doesNotContain("482913");
        assertThat(row.inDoubt()).isEqualTo(1);
    }

    @Test
    void nothingIsSentWhenTheCauseIsRolledBack() throws Exception {
        bench.transaction.executeWithoutResult(status -> {
            bench.outbox.queue(order(MailKind.PASSWORD_CHANGED, Locale.JAPANESE, "undone@example.jp"));
            status.setRollbackOnly();
        });
        bench.queueCodeFor("done@example.jp");

        eventually("the other mail is sent", () -> bench.count("SENT") == 1);
        assertThat(bench.jdbc
                        .sql("select count(*) from outbox_mail")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(Arrays.stream(server.getReceivedMessages()).map(OutboxTest::to))
                .containsExactly("done@example.jp");
    }

    @Test
    void aMailWithoutATransactionIsRefused() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(
                        () -> bench.outbox.queue(order(MailKind.STEP_UP_CODE, Locale.ENGLISH, "hanako@example.jp")));
    }

    /// K30: whatever got into the address, no second mailbox hears of it.
    @Test
    void anAddressThatIsNotOnePlainAddressIsRefused() {
        for (String forged : new String[] {
            "",
            "hanako",
            "a@example.jp,b@evil.example",
            "a@example.jp;b@evil.example",
            "a@example.jp b@evil.example",
            "a@example.jp\r\nBcc: b@evil.example",
            "a@example.jp\0",
            "A <a@example.jp>",
            "<a@example.jp>",
            "a@b@example.jp",
            "[\"a@example.jp\",\"b@evil.example\"]",
            "\"a b\"@example.jp",
            "a@exämple.jp",
            "cc:a@example.jp",
            "a%00@example.jp,",
            "a@example.jp\nx",
            "a@-example.jp",
            "a@example..jp"
        }) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .as(forged)
                    .isThrownBy(() -> bench.commit(order(MailKind.RESET_CODE, Locale.JAPANESE, forged)));
        }
        assertThat(bench.count("QUEUED")).isZero();
    }

    @Test
    void anAddressOfACarrierWithStrayDotsIsServed() {
        MailOrder order = bench.queueCodeFor("hana..ko.@example.jp");

        assertThat(bench.row(order).recipient()).isEqualTo("hana..ko.@example.jp");
    }

    @Test
    void anUnknownAddressCostsARowAndGetsNothing() {
        MailOrder order = order(MailKind.RESET_CODE, Locale.JAPANESE, "unknown@example.jp");
        bench.transaction.executeWithoutResult(status -> bench.outbox.queueNothing(order));
        bench.queueCodeFor("known@example.jp");

        eventually("the known one is sent", () -> bench.count("SENT") == 1);
        MailBench.Row row = bench.row(order);
        assertThat(row.state()).isEqualTo("VOID");
        assertThat(row.recipient()).isEmpty();
        assertThat(row.secret()).isNull();
        assertThat(Arrays.stream(server.getReceivedMessages()).map(OutboxTest::to))
                .containsExactly("known@example.jp");
    }

    /// K40: an address under `.invalid` is nobody's, and nobody may come to own it.
    @Test
    void anAddressThatStandsForNoneIsNeverMailed() {
        List<MailOrder> orders = Stream.of("m20391@nobody.invalid", "m20392@NOBODY.INVALID")
                .map(to -> order(MailKind.RESET_CODE, Locale.JAPANESE, to))
                .toList();
        orders.forEach(bench::commit);
        bench.queueCodeFor("known@example.jp");

        eventually("the known one is sent", () -> bench.count("SENT") == 1);
        for (MailOrder order : orders) {
            assertThat(bench.row(order).state()).isEqualTo("VOID");
            assertThat(bench.row(order).secret()).isNull();
        }
        assertThat(Arrays.stream(server.getReceivedMessages()).map(OutboxTest::to))
                .containsExactly("known@example.jp");
    }

    /// F10: the mail server is away, then back.
    @Test
    void mailsWaitWhileTheMailServerIsAway() throws Exception {
        bench.close();
        int port = freePort();
        bench = new MailBench(port, MailBench.QUICK, 1).start();
        for (int i = 0; i < 5; i++) {
            bench.queueCodeFor("waiting" + i + "@example.jp");
        }
        eventually("several tries have failed", () -> bench.failures("deferred") >= 10);
        assertThat(bench.count("QUEUED")).isEqualTo(5);

        GreenMail back = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
        back.start();
        try {
            eventually("all are sent", () -> bench.count("SENT") == 5);
            assertThat(Arrays.stream(back.getReceivedMessages()).map(OutboxTest::to))
                    .containsExactlyInAnyOrder(
                            "waiting0@example.jp",
                            "waiting1@example.jp",
                            "waiting2@example.jp",
                            "waiting3@example.jp",
                            "waiting4@example.jp");
        } finally {
            back.stop();
        }
    }

    @Test
    void aCodeThatExpiredOnTheWayIsGivenUpAndForgotten() throws Exception {
        bench.close();
        bench = new MailBench(freePort(), MailBench.QUICK, 1).start();
        MailOrder order = order(
                MailKind.STEP_UP_CODE,
                Locale.JAPANESE,
                "late@example.jp",
                Instant.now().plusSeconds(1));
        bench.commit(order);

        eventually("it is given up", () -> bench.count("DEAD") == 1);
        assertThat(bench.row(order).secret()).isNull();
        assertThat(bench.outbox.deadLetters(10)).singleElement().satisfies(letter -> {
            assertThat(letter.accountId()).isEqualTo(order.accountId());
            assertThat(letter.reference()).isEqualTo("K7-4Q2");
            assertThat(letter.why()).isNotBlank();
        });
        assertThat(bench.failures("dead")).isEqualTo(1);
        assertThat(bench.store.countDead()).isEqualTo(1);
    }

    @Test
    void anOrderDoesNotShowItsCodeInALog() {
        assertThat(order(MailKind.STEP_UP_CODE, Locale.JAPANESE, "hanako@example.jp")
                        .toString())
                .doesNotContain("482913", "hanako");
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return probe.getLocalPort();
        }
    }

    private static String to(MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0].toString();
        } catch (jakarta.mail.MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
