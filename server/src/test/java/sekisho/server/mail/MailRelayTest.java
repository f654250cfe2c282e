package sekisho.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static sekisho.server.mail.MailBench.QUICK;
import static sekisho.server.mail.MailBench.eventually;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailRelayTest {
    private final ScriptedSmtp server;
    private MailBench bench;

    MailRelayTest() throws IOException {
        server = new ScriptedSmtp();
        bench = new MailBench(server.port(), QUICK, 1);
    }

    @AfterEach
    void shut() throws IOException {
        bench.close();
        server.close();
    }

    /// F11: a member's page doesn't wait for the mail server.
    @Test
    void aSlowMailServerHoldsUpNobodyWhoQueues() {
        CountDownLatch slow = new CountDownLatch(1);
        server.atText = to -> {
            await(slow);
            return "250 fine";
        };
        bench.start();
        for (int i = 0; i < 20; i++) {
            bench.queueCodeFor("member" + i + "@example.jp");
        }

        eventually("all lines are busy", () -> server.named.size() >= QUICK.connections());
        assertThat(bench.count("SENT")).isZero();
        slow.countDown();

        eventually("all are sent", () -> bench.count("SENT") == 20);
        assertThat(server.arrivals).hasSize(20);
    }

    /// F11: a mail server that answers a character at a time gets the mail twice at most.
    @Test
    void aDrippingMailServerIsLeftAfterAWhile() {
        bench.close();
        bench = new MailBench(
                server.port(),
                new Pace(2, QUICK.poll(), QUICK.connectLimit(), Duration.ofMillis(700), QUICK.lease(), QUICK.pauses()),
                1);
        server.atText = to -> to.startsWith("drip") ? ScriptedSmtp.DRIP : "250 fine";
        bench.start();
        MailOrder order = bench.queueCodeFor("drip@example.jp");
        bench.queueCodeFor("other@example.jp");

        eventually("it is given up", () -> bench.count("DEAD") == 1);
        assertThat(server.arrivalsFor("drip@example.jp")).hasSize(2);
        assertThat(bench.row(order).secret()).isNull();
        eventually("the other is sent", () -> bench.count("SENT") == 1);
    }

    /// F11: greylisting.
    @Test
    void aMailThatIsPutOffIsBroughtAgain() {
        AtomicInteger asked = new AtomicInteger();
        server.atRecipient = to -> asked.incrementAndGet() <= 3 ? "450 4.2.0 come back later" : "250 fine";
        bench.start();
        MailOrder order = bench.queueCodeFor("grey@example.jp");

        eventually("it is sent", () -> bench.count("SENT") == 1);
        assertThat(server.arrivals).hasSize(1);
        assertThat(bench.row(order).tries()).isEqualTo(4);
        assertThat(bench.row(order).lastError()).isNull();
    }

    @Test
    void aMailThatIsPutOffAfterItsTextIsNotInDoubt() {
        AtomicInteger asked = new AtomicInteger();
        server.atText = to -> asked.incrementAndGet() <= 4 ? "451 busy" : "250 fine";
        bench.start();
        bench.queueCodeFor("busy@example.jp");

        eventually("it is sent", () -> bench.count("SENT") == 1);
        assertThat(server.arrivals)
                .filteredOn(one -> one.answer().startsWith("250"))
                .hasSize(1);
    }

    @Test
    void anAddressThatDoesNotExistIsGivenUpAtOnce() {
        server.atRecipient = to -> "550 5.1.1 <gone@example.jp> no such user";
        bench.start();
        MailOrder order = bench.queueCodeFor("gone@example.jp");

        eventually("it is given up", () -> bench.count("DEAD") == 1);
        MailBench.Row row = bench.row(order);
        assertThat(row.tries()).isEqualTo(1);
        assertThat(row.secret()).isNull();
        assertThat(row.lastError()).contains("550").doesNotContain("gone@");
        assertThat(bench.failures("dead")).isEqualTo(1);
    }

    /// F12: the answer is lost; the mail is handed over once more, with the same Message-ID and code,
    /// never a third time.
    @Test
    void aMailInDoubtArrivesTwiceAtMost() {
        server.atText = to -> to.startsWith("doubt") ? ScriptedSmtp.DROP : "250 fine";
        bench.start();
        MailOrder order = bench.queueCodeFor("doubt@example.jp");

        eventually("it is given up", () -> bench.count("DEAD") == 1);
        bench.queueCodeFor("later@example.jp");
        eventually("a later one is sent", () -> bench.count("SENT") == 1);
        List<ScriptedSmtp.Arrival> copies = server.arrivalsFor("doubt@example.jp");
        assertThat(copies).hasSize(2);
        assertThat(copies.getFirst().text()).isEqualTo(copies.getLast().text());
        assertThat(copies.getFirst().header("Message-ID"))
                .isEqualTo(bench.row(order).messageId());
        assertThat(bench.row(order).inDoubt()).isEqualTo(2);
        assertThat(bench.row(order).secret()).isNull();
    }

    @Test
    void aMailInDoubtThatIsTakenTheSecondTimeIsSent() {
        AtomicInteger asked = new AtomicInteger();
        server.atText = to -> asked.incrementAndGet() == 1 ? ScriptedSmtp.DROP : "250 fine";
        bench.start();
        MailOrder order = bench.queueCodeFor("doubt@example.jp");

        eventually("it is sent", () -> bench.count("SENT") == 1);
        assertThat(server.arrivals).hasSize(2);
        assertThat(bench.row(order).secret()).isNull();
    }

    @Test
    void aConnectionLostBeforeTheTextLeavesNoDoubt() {
        AtomicInteger asked = new AtomicInteger();
        server.atRecipient = to -> asked.incrementAndGet() <= 4 ? ScriptedSmtp.DROP : "250 fine";
        bench.start();
        bench.queueCodeFor("flaky@example.jp");

        eventually("it is sent", () -> bench.count("SENT") == 1);
        assertThat(server.arrivals).hasSize(1);
    }

    /// F12: killed between the mail server's 250 and the note of it.
    @Test
    void aWorkerKilledInAHandOverIsFollowedByOneMore() {
        MailOrder order = bench.queueCodeFor("killed@example.jp");
        killWorkerInHandOver();
        bench.start();

        eventually("it is sent", () -> bench.count("SENT") == 1);
        assertThat(server.arrivals).hasSize(1);
        assertThat(bench.row(order).inDoubt()).isEqualTo(2);
    }

    @Test
    void afterTwoWorkersKilledInAHandOverThereIsNoThird() {
        MailOrder order = bench.queueCodeFor("killed@example.jp");
        killWorkerInHandOver();
        killWorkerInHandOver();
        bench.start();

        eventually("it is given up", () -> bench.count("DEAD") == 1);
        assertThat(server.arrivals).isEmpty();
        assertThat(bench.row(order).secret()).isNull();
        assertThat(bench.failures("dead")).isEqualTo(1);
    }

    private void killWorkerInHandOver() {
        Lease lease = bench.store.lease(1, Duration.ofMinutes(1)).getFirst();
        assertThat(bench.store.beginHandOver(lease)).isTrue();
        bench.jdbc
                .sql("update outbox_mail set leased_until = now() - interval '1 second'")
                .update();
    }

    @Test
    void aWorkerThatOversleptItsLeaseSendsNothing() {
        bench.queueCodeFor("slept@example.jp");
        Lease overslept = bench.store.lease(1, Duration.ofMinutes(1)).getFirst();
        bench.jdbc
                .sql("update outbox_mail set leased_until = now() - interval '1 second'")
                .update();

        assertThat(bench.store.beginHandOver(overslept)).isFalse();
        Lease second = bench.store.lease(1, Duration.ofMinutes(1)).getFirst();
        assertThat(bench.store.beginHandOver(overslept)).isFalse();
        assertThat(bench.store.beginHandOver(second)).isTrue();
    }

    @Test
    void twoWorkersNeverGetTheSameMail() {
        for (int i = 0; i < 30; i++) {
            bench.queueCodeFor("member" + i + "@example.jp");
        }
        Set<Object> leased = new HashSet<>();
        bench.transaction.executeWithoutResult(outer -> {
            bench.store.lease(10, Duration.ofMinutes(1)).forEach(lease -> leased.add(lease.mailId()));
            Thread second = Thread.ofPlatform()
                    .start(() -> bench.store
                            .lease(30, Duration.ofMinutes(1))
                            .forEach(lease ->
                                    assertThat(leased.add(lease.mailId())).isTrue()));
            join(second);
        });
        assertThat(leased).hasSize(30);
    }

    /// F13: bad mails among many good ones, and three nodes at work: every good one arrives exactly once.
    @Test
    void badMailsHoldUpNoOtherAndNodesSendNothingTwice() {
        bench.close();
        bench = new MailBench(server.port(), QUICK, 3);
        server.atRecipient = to -> to.startsWith("bad") ? "550 no" : "250 fine";
        List<String> good = IntStream.range(0, 200)
                .mapToObj(i -> "good" + i + "@example.jp")
                .toList();
        bench.queueCodeFor("bad1@example.jp");
        MailOrder unwritable = bench.queueCodeFor("unwritable@example.jp");
        bench.jdbc
                .sql("update outbox_mail set secret = null where account_id = :account")
                .param("account", unwritable.accountId())
                .update();
        MailOrder unaddressed = bench.queueCodeFor("unaddressed@example.jp");
        bench.jdbc
                .sql("update outbox_mail set recipient = 'a@example.jp, b@example.jp' where account_id = :account")
                .param("account", unaddressed.accountId())
                .update();
        bench.start();
        good.forEach(bench::queueCodeFor);

        eventually("all are done", () -> bench.count("QUEUED") == 0);
        assertThat(bench.count("SENT")).isEqualTo(200);
        assertThat(bench.count("DEAD")).isEqualTo(3);
        assertThat(server.arrivals)
                .extracting(ScriptedSmtp.Arrival::recipient)
                .containsExactlyInAnyOrderElementsOf(good);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
