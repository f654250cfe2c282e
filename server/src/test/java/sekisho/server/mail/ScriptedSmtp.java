package sekisho.server.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// A mail server that misbehaves as the test says.
final class ScriptedSmtp implements AutoCloseable {
    /// An answer that is none: the connection ends.
    static final String DROP = "DROP";

    /// An answer that comes one character at a time and never ends.
    static final String DRIP = "DRIP";

    /// What is answered to `RCPT TO`, and to the text; given the recipient.
    volatile Function<String, String> atRecipient = to -> "250 fine";

    volatile Function<String, String> atText = to -> "250 fine";

    /// Every text that arrived whole, whatever was answered.
    final List<Arrival> arrivals = new CopyOnWriteArrayList<>();

    /// Every recipient that was named.
    final List<String> named = new CopyOnWriteArrayList<>();

    private final ServerSocket listener;
    private final ExecutorService talks = Executors.newVirtualThreadPerTaskExecutor();

    /// @param answer what the mail server said to it
    record Arrival(String recipient, String text, String answer) {
        String header(String name) {
            return text.lines()
                    .takeWhile(line -> !line.isEmpty())
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse("");
        }
    }

    ScriptedSmtp() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        talks.submit(() -> {
            while (!listener.isClosed()) {
                Socket client = listener.accept();
                talks.submit(() -> talk(client));
            }
            return null;
        });
    }

    int port() {
        return listener.getLocalPort();
    }

    List<Arrival> arrivalsFor(String recipient) {
        return arrivals.stream()
                .filter(one -> one.recipient().equals(recipient))
                .toList();
    }

    private void talk(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                OutputStream out = client.getOutputStream()) {
            say(out, "220 scripted");
            String recipient = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("EHLO") || line.startsWith("HELO") || line.startsWith("MAIL")) {
                    say(out, "250 fine");
                } else if (line.startsWith("RCPT")) {
                    recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                    named.add(recipient);
                    if (!say(out, atRecipient.apply(recipient))) {
                        return;
                    }
                } else if (line.equals("DATA")) {
                    say(out, "354 go on");
                    StringBuilder text = new StringBuilder();
                    for (String row = in.readLine(); !".".equals(row); row = in.readLine()) {
                        if (row == null) {
                            return;
                        }
                        text.append(row).append('\n');
                    }
                    String answer = atText.apply(recipient);
                    arrivals.add(new Arrival(recipient, text.toString(), answer));
                    if (!say(out, answer)) {
                        return;
                    }
                } else if (line.equals("QUIT")) {
                    say(out, "221 bye");
                    return;
                } else {
                    say(out, "250 fine");
                }
            }
        } catch (IOException gone) {
            // The client went away: what it thinks of that is what the tests look at.
        }
    }

    private static boolean say(OutputStream out, String answer) throws IOException {
        if (answer.equals(DROP)) {
            return false;
        }
        if (answer.equals(DRIP)) {
            while (true) {
                out.write('2');
                out.flush();
                try {
                    Thread.sleep(20);
                } catch (InterruptedException closed) {
                    return false;
                }
            }
        }
        out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return true;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        talks.shutdownNow();
    }
}
