package sekisho.server.testing;

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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A browser without a screen: it keeps cookies, follows redirects of its own accord only when told,
/// and fills in forms with the token that the page holds. Its address and user agent are free to
/// choose.
public final class Visitor {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private static final Pattern CSRF =
            Pattern.compile("name=\"csrf\"\\s+value=\"([^\"]+)\"|value=\"([^\"]+)\"\\s+name=\"csrf\"");

    private final URI base;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String csrf = "";

    public Visitor(URI base) {
        this.base = base;
        headers.put("Accept-Language", "ja");
        headers.put(
                "User-Agent",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36");
    }

    /// What came back.
    public record Answer(int status, String location, String body, HttpResponse<String> raw) {
        public boolean redirectsTo(String path) {
            return (status == 303 || status == 302) && (location.equals(path) || location.startsWith(path + "?"));
        }
    }

    /// Sends this header with each request; the address is sent as the trusted proxy would.
    public Visitor with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    /// Seems to come from this address.
    public Visitor from(String address) {
        return with("X-Forwarded-For", address);
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    /// A second visitor with the same cookies, as a thief or a second tab would have them.
    public Visitor copy() {
        Visitor copy = new Visitor(base);
        copy.cookies.putAll(cookies);
        copy.headers.putAll(headers);
        copy.csrf = csrf;
        return copy;
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    /// Asks for the headers of a page alone, as programs that look ahead do.
    public Answer head(String path) {
        return send(request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
    }

    /// Posts a form with the token of the page seen last; a page is fetched first if none was seen.
    public Answer post(String path, Map<String, String> fields) {
        if (csrf.isEmpty()) {
            get("/signin");
        }
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("csrf", csrf);
        return postRaw(path, encode(all), "application/x-www-form-urlencoded");
    }

    public Answer postRaw(String path, String body, String contentType) {
        return send(request(path).header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public String csrf() {
        return csrf;
    }

    /// Follows redirects until a page comes.
    public Answer follow(Answer answer) {
        Answer now = answer;
        for (int i = 0; i < 10 && now.status() >= 300 && now.status() < 400; i++) {
            now = get(now.location());
        }
        return now;
    }

    public static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(60));
        headers.forEach(request::header);
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            Matcher token = CSRF.matcher(response.body());
            if (token.find()) {
                csrf = Optional.ofNullable(token.group(1)).orElse(token.group(2));
            }
            String location = response.headers().firstValue("Location").orElse("");
            return new Answer(response.statusCode(), location, response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String setCookie) {
        String[] parts = setCookie.split(";", 2);
        String[] pair = parts[0].split("=", 2);
        boolean gone = pair[1].isEmpty() || setCookie.contains("Max-Age=0");
        if (gone) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }
}
