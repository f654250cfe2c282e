package sekisho.server.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A browser that fills in forms of this server by real HTTP, as anybody does: the page, its token, the
/// form. It keeps cookies and follows nothing.
final class StagedBrowser {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\"[^>]*value=\"([^\"]+)\"");

    private final URI server;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> setCookies = new LinkedHashMap<>();

    StagedBrowser(URI server) {
        this.server = server;
    }

    /// Holds a cookie from the start.
    StagedBrowser with(String name, String value) {
        cookies.put(name, value);
        return this;
    }

    /// Signs in, staying signed in.
    ///
    /// @return the path that the server led to; the sign-in page itself if it led nowhere
    String signIn(String email, String password) {
        return submit("/signin?another=true", "/signin", Map.of("email", email, "password", password, "stay", "true"));
    }

    /// Looks at a page.
    void open(String path) {
        send(request(path).GET());
    }

    /// Types the code of a mail.
    void enterCode(String code) {
        submit("/signin/code", "/signin/code", Map.of("code", code));
    }

    /// Signs in to the console.
    ///
    /// @return whether that led in
    boolean enterConsole(String name, String password, String code) {
        return submit("/console/sign-in", "/console/sign-in", Map.of("name", name, "password", password, "code", code))
                .equals("/console");
    }

    /// Signs out all devices but this one.
    void endOthers() {
        submit("/account/sessions/end-others", "/account/sessions/end-others", Map.of());
    }

    private String submit(String page, String action, Map<String, String> fields) {
        Matcher token = TOKEN.matcher(send(request(page).GET()).body());
        if (!token.find()) {
            throw new IllegalStateException(page + " has no token");
        }
        Map<String, String> form = new LinkedHashMap<>(fields);
        form.put("csrf", token.group(1));
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(action)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .headers()
                .firstValue("Location")
                .orElse(action);
    }

    /// The last `Set-Cookie` line of each cookie that the server gave and didn't take away again, by name.
    Map<String, String> given() {
        return Map.copyOf(setCookies);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return response;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private void keep(String setCookie) {
        String pair = setCookie.split(";", 2)[0];
        int equals = pair.indexOf('=');
        String name = pair.substring(0, equals);
        String value = pair.substring(equals + 1);
        if (value.isEmpty()) {
            cookies.remove(name);
            setCookies.remove(name);
        } else {
            cookies.put(name, value);
            setCookies.put(name, setCookie);
        }
    }
}
