package sekisho.server.platform.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Speaks HTTP/1.1 byte by byte, so that a test can send what no browser or client library would.
public record Wire(int port) {
    /// What came back.
    public record Reply(int status, List<String> headers, String body) {
        /// The first header of that name.
        public Optional<String> header(String name) {
            return all(name).stream().findFirst();
        }

        /// All headers of that name.
        public List<String> all(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .toList();
        }
    }

    /// Gets a page.
    public Reply get(String path, String... headers) {
        return send("GET " + path + " HTTP/1.1", "Host: localhost:" + port, List.of(headers), new byte[0]);
    }

    /// Posts a form.
    public Reply post(String path, String form, String... headers) {
        byte[] body = form.getBytes(StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Content-Length: " + body.length);
        if (all.stream().noneMatch(line -> line.startsWith("Content-Type:"))) {
            all.add("Content-Type: application/x-www-form-urlencoded");
        }
        return send("POST " + path + " HTTP/1.1", "Host: localhost:" + port, all, body);
    }

    /// Sends exactly that and reads until the server closes.
    public Reply send(String requestLine, String host, List<String> headers, byte[] body) {
        StringBuilder head =
                new StringBuilder(requestLine).append("\r\n").append(host).append("\r\nConnection: close\r\n");
        headers.forEach(line -> head.append(line).append("\r\n"));
        head.append("\r\n");
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(head.toString().getBytes(StandardCharsets.UTF_8));
            out.write(body);
            out.flush();
            return read(socket.getInputStream().readAllBytes());
        } catch (IOException failed) {
            throw new AssertionError("no answer to " + requestLine, failed);
        }
    }

    private static Reply read(byte[] bytes) {
        String raw = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = raw.indexOf("\r\n\r\n");
        List<String> lines = List.of(raw.substring(0, end).split("\r\n"));
        byte[] body = raw.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
        boolean chunked = lines.stream().anyMatch(line -> line.equalsIgnoreCase("Transfer-Encoding: chunked"));
        return new Reply(
                Integer.parseInt(lines.getFirst().split(" ")[1]),
                lines.subList(1, lines.size()),
                new String(chunked ? unchunk(body) : body, StandardCharsets.UTF_8));
    }

    private static byte[] unchunk(byte[] body) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int line = at;
            while (body[line] != '\r') {
                line++;
            }
            int size = Integer.parseInt(new String(body, at, line - at, StandardCharsets.US_ASCII), 16);
            if (size == 0) {
                return whole.toByteArray();
            }
            whole.write(body, line + 2, size);
            at = line + 2 + size + 2;
        }
    }
}
