package sekisho.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import sekisho.server.platform.web.EdgeApp;
import sekisho.server.platform.web.Wire;
import sekisho.server.testing.Axe;

/// Every member page with sample data, in both languages: as text, and in a browser.
@ActiveProfiles("edge")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        classes = {EdgeApp.class, PreviewController.class},
        properties = {
            "sekisho.issuer=http://localhost:8080",
            "management.server.port=0",
            "management.endpoint.health.validate-group-membership=false"
        })
class PagesTest {
    private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");
    private static final Pattern LABEL = Pattern.compile("<label for=\"([^\"]+)\"");

    @LocalServerPort
    private int port;

    static Stream<Arguments> pages() {
        return Stream.of("ja", "en")
                .flatMap(language -> PreviewController.samples(Locale.of(language)).keySet().stream()
                        .map(name -> Arguments.of(name, language)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("pages")
    void speaksOneLanguageAndMissesNoText(String name, String language) {
        Wire.Reply reply = new Wire(port).get("/preview/" + name + "?lang=" + language);
        String html = reply.body();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(html).contains("<html lang=\"" + language + "\"").doesNotContain("??", "{0}");
        assertThat(html).containsOnlyOnce("<h1").containsOnlyOnce("<main").containsOnlyOnce("<title>");
        assertThat(html).doesNotContain(" style=", "<style", " onclick", "<th:block", " th:", "http://");
        List<String> ids = all(ID, html);
        assertThat(ids).doesNotHaveDuplicates().containsAll(all(LABEL, html));
        assertThat(html.contains("role=\"alert\""))
                .isEqualTo(html.contains(language.equals("ja") ? "<title>エラー：" : "<title>Error: "));
        if (language.equals("en")) {
            String text = html.replaceAll("(?s)<head>.*?</head>", "").replaceAll("<[^>]*>", "");
            text = text.replace("日本語", "")
                    .replace("山田 花子", "")
                    .replace("山", "")
                    .replace("確認コード ●●●●●●（照合番号 K7-4Q2）", "");
            assertThat(text).doesNotContainPattern("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}&&[^・]]");
        }
    }

    /// Help is found at the same place on all pages (WCAG 3.2.6), and knows from which one the member comes.
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("pages")
    void leadsToSupport(String name, String language) {
        String template = Objects.requireNonNull(
                        PreviewController.samples(Locale.of(language)).get(name))
                .template();
        if (template.matches("(?:console|staff|demo)/.*")) {
            return;
        }
        String html =
                new Wire(port).get("/preview/" + name + "?lang=" + language).body();
        assertThat(html).contains("<a href=\"/support\">" + (language.equals("ja") ? "お問い合わせ" : "Support"));
        boolean asks = html.contains("method=\"post\"") && !template.startsWith("support/");
        if (asks) {
            assertThat(html)
                    .containsPattern(
                            "<p class=\"ask\"><a href=\"/support/new\\?topic=[a-z_]+[^\"]*\">[^<]+</a></p>\\s*</main>");
        }
        Matcher reference = Pattern.compile("id=\"genuine-h\".*?<b class=\"ref nb\">([^<]+)</b>", Pattern.DOTALL)
                .matcher(html);
        if (asks && reference.find()) {
            assertThat(html).contains("&amp;ref=" + reference.group(1) + "\"");
        }
    }

    /// WCAG 2.2 A and AA by axe, no sideways scrolling at 320 px, and the button of the main pages
    /// above the fold of a small phone.
    @Test
    void isAccessibleOnAPhone() {
        List<String> faults = new ArrayList<>();
        Playwright.CreateOptions options =
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        try (Playwright playwright = Playwright.create(options);
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(Path.of("/usr/bin/chromium"))
                                .setArgs(List.of("--no-sandbox")));
                BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    faults.add(page.url() + " " + message.text());
                }
            });
            page.onRequest(request -> {
                if (!request.url().startsWith("http://localhost:" + port + "/")) {
                    faults.add("K33: " + page.url() + " asks " + request.url());
                }
            });
            pages().forEach(arguments -> {
                String name = (String) arguments.get()[0] + "?lang=" + arguments.get()[1];
                page.setViewportSize(375, 667);
                page.navigate("http://localhost:" + port + "/preview/" + name);
                faults.addAll(Axe.faults(page, name));
                if (name.startsWith("sign-in?")
                        || name.startsWith("confirm-not")
                        || name.startsWith("code-sign_in?")
                        || name.startsWith("reset-b")) {
                    double bottom = ((Number) page.evaluate(
                                    "document.querySelector('.btn.primary').getBoundingClientRect().bottom"))
                            .doubleValue();
                    if (bottom > 667) {
                        faults.add(name + " has its button at " + bottom);
                    }
                }
                page.setViewportSize(320, 640);
                Object sideways = page.evaluate("document.documentElement.scrollWidth > 320");
                if (Boolean.TRUE.equals(sideways)) {
                    faults.add(name + " scrolls sideways at 320 px");
                }
            });
        }
        assertThat(faults).isEmpty();
    }

    private static List<String> all(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
