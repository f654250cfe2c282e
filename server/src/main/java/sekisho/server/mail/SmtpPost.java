package sekisho.server.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/// The way to the mail server: one connection a mail, each step within a time limit, and a clear answer
/// to the question who has the mail afterwards (RFC 5321 §4.2.5, §6.1).
final class SmtpPost implements AutoCloseable {
    private final JavaMailSenderImpl server;
    private final Session session;
    private final String protocol;
    private final Pace pace;

    /// Virtual threads: interrupting one closes the socket that it waits for, which ends a dripping
    /// connection.
    private final ExecutorService steps = Executors.newVirtualThreadPerTaskExecutor();

    SmtpPost(JavaMailSenderImpl server, Pace pace) {
        this.server = server;
        this.pace = pace;
        this.protocol = server.getProtocol() == null ? JavaMailSenderImpl.DEFAULT_PROTOCOL : server.getProtocol();
        Properties properties = server.getJavaMailProperties();
        String prefix = "mail." + protocol + ".";
        properties.putIfAbsent(
                prefix + "connectiontimeout", Long.toString(pace.connectLimit().toMillis()));
        properties.putIfAbsent(
                prefix + "timeout", Long.toString(pace.sendLimit().toMillis()));
        this.session = server.getSession();
    }

    Session session() {
        return session;
    }

    /// Hands one message over.
    ///
    /// @param mayBegin asked once the mail server is reached, just before the hand-over
    Delivery send(MailWriter.Message message, BooleanSupplier mayBegin) throws InterruptedException {
        Transport transport;
        try {
            transport = session.getTransport(protocol);
            within(pace.connectLimit(), () -> {
                transport.connect(server.getHost(), server.getPort(), server.getUsername(), server.getPassword());
                return transport;
            });
        } catch (MessagingException unreachable) {
            return new Delivery.Deferred("mail server not reached: " + unreachable.getMessage());
        } catch (TimeoutException slow) {
            return new Delivery.Deferred("mail server not reached within " + pace.connectLimit());
        }
        try {
            if (!mayBegin.getAsBoolean()) {
                return new Delivery.NotOurs();
            }
            Address[] to = message.getAllRecipients();
            within(pace.sendLimit(), () -> {
                transport.sendMessage(message, to);
                return transport;
            });
            return new Delivery.Accepted();
        } catch (TimeoutException slow) {
            return new Delivery.Doubtful("no answer from the mail server within " + pace.sendLimit());
        } catch (MessagingException failed) {
            return judged(failed, message.begun());
        } finally {
            steps.submit(() -> {
                transport.close();
                return transport;
            });
        }
    }

    private static Delivery judged(MessagingException failed, boolean begun) {
        for (@Nullable Throwable cause = failed; cause != null; cause = next(cause)) {
            int code = 0;
            boolean aboutThisMail = true;
            if (cause instanceof SMTPAddressFailedException address) {
                code = address.getReturnCode();
            } else if (cause instanceof SMTPSendFailedException command) {
                code = command.getReturnCode();
                aboutThisMail = begun || command.getCommand().startsWith("DATA");
            }
            if (code >= 500 && code < 600 && aboutThisMail) {
                return new Delivery.Refused("refused: " + cause.getMessage());
            }
            if (code >= 400 && code < 600) {
                return new Delivery.Deferred("not now: " + cause.getMessage());
            }
        }
        return begun
                ? new Delivery.Doubtful("connection lost while handing over: " + failed.getMessage())
                : new Delivery.Deferred("connection lost: " + failed.getMessage());
    }

    private static @Nullable Throwable next(Throwable cause) {
        return cause instanceof MessagingException chained ? chained.getNextException() : cause.getCause();
    }

    private void within(Duration limit, Callable<Transport> step)
            throws MessagingException, TimeoutException, InterruptedException {
        Future<Transport> running = steps.submit(step);
        try {
            running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof MessagingException known) {
                throw known;
            }
            throw new MessagingException("unexpected: " + failed.getCause(), failed);
        } finally {
            running.cancel(true);
        }
    }

    @Override
    public void close() {
        steps.shutdownNow();
    }
}
