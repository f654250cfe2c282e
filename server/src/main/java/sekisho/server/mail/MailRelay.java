package sekisho.server.mail;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// The worker that brings queued mails to the mail server: under a lease, so that any number of
/// processes may run one; each mail by itself, so that a bad one holds up no other; and never more than
/// twice when an answer is lost.
final class MailRelay implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(MailRelay.class);
    private static final Duration PAUSE_WITHOUT_DATABASE = Duration.ofSeconds(5);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(10);

    private final OutboxStore store;
    private final MailWriter writer;
    private final SmtpPost post;
    private final Pace pace;
    private final MeterRegistry meters;
    private final Semaphore bell = new Semaphore(0);
    private final Semaphore connections;
    private @Nullable ExecutorService senders;
    private @Nullable Thread round;
    private volatile boolean running;

    MailRelay(OutboxStore store, MailWriter writer, SmtpPost post, Pace pace, MeterRegistry meters) {
        this.store = store;
        this.writer = writer;
        this.post = post;
        this.pace = pace;
        this.meters = meters;
        this.connections = new Semaphore(pace.connections());
    }

    /// Looks for due mails now instead of at the next poll.
    void wake() {
        bell.release();
    }

    @Override
    public synchronized void start() {
        running = true;
        ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
        this.senders = senders;
        round = Thread.ofPlatform().name("mail-relay").daemon().start(() -> work(senders));
    }

    /// Ends after the web server, so that the mails of the last requests still go out; what isn't
    /// handed over by then stays in the outbox.
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public synchronized void stop() {
        running = false;
        wake();
        try {
            if (round != null) {
                round.join(PATIENCE_AT_STOP);
            }
            if (senders != null) {
                senders.shutdown();
                if (!senders.awaitTermination(PATIENCE_AT_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                    senders.shutdownNow();
                    senders.awaitTermination(1, TimeUnit.SECONDS);
                }
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void work(ExecutorService senders) {
        while (running) {
            Duration pause = pace.poll();
            try {
                store.giveUp().forEach(this::mourn);
                takeDue(senders);
            } catch (DataAccessException | TransactionException databaseAway) {
                LOG.warn("The outbox can't be read; mails wait. {}", databaseAway.getMessage());
                pause = PAUSE_WITHOUT_DATABASE;
            } catch (RuntimeException bug) {
                LOG.error("The mail relay stumbled and goes on.", bug);
                pause = PAUSE_WITHOUT_DATABASE;
            }
            try {
                if (bell.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    bell.drainPermits();
                }
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void takeDue(ExecutorService senders) {
        int free = connections.availablePermits();
        if (free == 0) {
            return;
        }
        List<Lease> due = store.lease(free, pace.lease());
        for (Lease lease : due) {
            connections.acquireUninterruptibly();
            senders.submit(() -> {
                try {
                    deliver(lease);
                } catch (RuntimeException bookKeeping) {
                    LOG.warn(
                            "What became of mail {} couldn't be noted; its lease will lapse. {}",
                            lease.mailId(),
                            bookKeeping.getMessage());
                } finally {
                    connections.release();
                    wake();
                }
            });
        }
    }

    private void deliver(Lease lease) {
        MailWriter.Message message;
        try {
            message = writer.write(lease.mail(), post.session());
        } catch (MessagingException | RuntimeException unwritable) {
            settle(lease, false, new Delivery.Refused("can't be written: " + unwritable.getMessage()));
            return;
        }
        boolean[] begun = {false};
        Delivery delivery;
        try {
            delivery = post.send(message, () -> begun[0] = store.beginHandOver(lease));
        } catch (InterruptedException stopping) {
            delivery = begun[0]
                    ? new Delivery.Doubtful("the server stopped while handing over")
                    : new Delivery.Deferred("the server stopped");
        }
        settle(lease, begun[0], delivery);
    }

    private void settle(Lease lease, boolean begun, Delivery delivery) {
        switch (delivery) {
            case Delivery.Accepted accepted -> {
                store.accepted(lease);
                meters.counter("sekisho.mail.accepted").increment();
            }
            case Delivery.Deferred deferred -> {
                String said = presentable(deferred.why(), lease.mail());
                store.deferred(lease, begun, pace.pauseAfter(lease.tries()), said);
                warn(lease, "deferred", said);
            }
            case Delivery.Doubtful doubtful -> {
                String said = presentable(doubtful.why(), lease.mail());
                boolean givenUp = store.doubtful(lease, pace.pauseAfter(lease.tries()), said);
                warn(lease, givenUp ? "dead" : "doubtful", said);
            }
            case Delivery.Refused refused -> {
                String said = presentable(refused.why(), lease.mail());
                store.refused(lease, said);
                warn(lease, "dead", said);
            }
            case Delivery.NotOurs notOurs -> LOG.debug("Mail {} is another worker's by now.", lease.mailId());
        }
    }

    private void warn(Lease lease, String outcome, String why) {
        meters.counter("sekisho.mail.failures", "outcome", outcome).increment();
        LOG.warn(
                "Mail {} ({}) to {}: {} at try {}: {}",
                lease.mailId(),
                lease.mail().kind(),
                Recipient.masked(lease.mail().recipient()),
                outcome,
                lease.tries(),
                why);
    }

    private void mourn(DeadLetter letter) {
        meters.counter("sekisho.mail.failures", "outcome", "dead").increment();
        LOG.warn("Mail {} ({}): dead after {} tries: {}", letter.mailId(), letter.kind(), letter.tries(), letter.why());
    }

    /// What a mail server says may repeat the address and the code.
    private static String presentable(String why, StoredMail mail) {
        String bare = why.replace(mail.recipient(), Recipient.masked(mail.recipient()));
        return Facts.clean(mail.secret() == null ? bare : bare.replace(mail.secret(), MailText.CODE_PLACE));
    }
}
