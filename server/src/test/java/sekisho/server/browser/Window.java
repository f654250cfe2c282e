package sekisho.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.TimeoutError;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sekisho.server.testing.TestMailbox;
import sekisho.server.testing.TestServer;

/// A browser's window with cookies of its own. Whatever page it comes to is inspected; what is wrong
/// with a page is collected, so that one run tells all of it.
final class Window implements AutoCloseable {
    private static final int NARROW = 320;
    private static final String AXE = AxeBuilder.getAxeScript();
    private static final String JUDGE = """
            async () => {
              const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
              const result = await axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']});
              return result.violations.flatMap(rule => rule.nodes.map(node => rule.id + ' at ' + node.target));
            }""";
    private static final String WATCH = """
            addEventListener('securitypolicyviolation',
                event => console.error('CSP ' + event.violatedDirective + ' ' + event.blockedURI));
            """;

    private static final String OUT_OF_SIGHT = """
            () => {
              const box = document.activeElement.getBoundingClientRect();
              const style = getComputedStyle(document.activeElement);
              return box.top < 0 || box.bottom > innerHeight || style.outlineStyle === 'none';
            }""";
    private static final int MOST_TABS = 12;

    private static final boolean PICTURES = Boolean.getBoolean("sekisho.pictures");
    private static final int TALLEST_PICTURE = 1100;
    private static final String SAME_EACH_TIME = """
            () => {
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (texts.nextNode()) {
                texts.currentNode.data = texts.currentNode.data
                    .replace(/\\b[2-9A-Z]{2}-[2-9A-Z]{4}\\b/g, 'K7-4Q2R')
                    .replace(/\\d+年\\d+月\\d+日（.）\\d+時\\d+分/g, '2026年11月22日（日）14時22分')
                    .replace(/\\d+ [A-Z][a-z]+ \\d+, \\d+:\\d+/g, '22 November 2026, 14:22')
                    .replace(/\\d+時\\d+分まで/g, '14時32分まで')
                    .replace(/until \\d+:\\d+/g, 'until 14:32')
                    .replace(/localhost:\\d+/g, 'localhost:8080')
                    .replace(/m••••\\d+@/g, 'h••••o@')
                    .replace(/member\\d+@/g, 'hanako@');
              }
              for (const input of document.querySelectorAll('input[readonly]')) input.value = 'hanako@mail.example';
            }""";

    private final TestServer server;
    private final Look look;
    private final String email;
    private final List<String> faults;
    private final BrowserContext context;
    private final Page page;
    private int loads;

    /// @param address from where the window seems to come
    /// @param email the member; no page may show a code that was mailed to him
    Window(
            Browser browser,
            TestServer server,
            Look look,
            String userAgent,
            String address,
            String email,
            List<String> faults) {
        this.server = server;
        this.look = look;
        this.email = email;
        this.faults = faults;
        context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(look.screen().width, look.screen().height)
                .setLocale(look.japanese() ? "ja-JP" : "en-GB")
                .setUserAgent(userAgent)
                .setJavaScriptEnabled(look.script())
                .setExtraHTTPHeaders(Map.of("X-Forwarded-For", address)));
        context.setDefaultTimeout(20_000);
        context.addInitScript(WATCH);
        page = context.newPage();
        page.onConsoleMessage(this::heard);
        page.onPageError(error -> fault("throws " + error));
        page.onRequest(this::asked);
        page.onResponse(this::answered);
        page.onLoad(loaded -> loads++);
    }

    Page page() {
        return page;
    }

    Locator find(String selector) {
        return page.locator(selector);
    }

    String text(String selector) {
        return page.locator(selector).first().innerText();
    }

    /// Opens a page and inspects whatever comes.
    Window open(String path) {
        page.navigate(server.base().resolve(path).toString());
        inspect();
        return this;
    }

    /// Registers the member of this window, with [TestServer#PASSWORD].
    Window register() {
        open("/register").type("name", "山田 花子").type("email", email).press();
        type("code", server.mailbox().code(email, 1)).press();
        return type("newPassword", TestServer.PASSWORD).press().at("/done");
    }

    /// Types into the field of this id.
    Window type(String field, String text) {
        page.fill("#" + field, text);
        return this;
    }

    /// Presses the main button of the page and inspects what comes.
    Window press() {
        return press("main .btn.primary");
    }

    /// Presses this button or link, waits for the next page and inspects it.
    Window press(String selector) {
        return follow(() -> page.locator(selector).first().click());
    }

    /// Does what leads to another page, and inspects that page.
    Window follow(Runnable action) {
        int before = loads;
        action.run();
        page.waitForCondition(() -> loads > before);
        inspect();
        return this;
    }

    /// The page is this one.
    Window at(String path) {
        assertThat(URI.create(page.url()).getPath()).as(page.title()).isEqualTo(path);
        return this;
    }

    /// Moves with the Tab key to what this selector names, as it must be reached without a pointer.
    Window tabTo(String selector) {
        for (int i = 0; i < MOST_TABS; i++) {
            page.keyboard().press("Tab");
            if (Boolean.TRUE.equals(page.evaluate(
                    "selector => document.activeElement === document.querySelector(selector)", selector))) {
                if (Boolean.TRUE.equals(page.evaluate(OUT_OF_SIGHT))) {
                    fault("hides its focus at " + selector);
                }
                return this;
            }
        }
        throw new AssertionError(page.url() + ": no way to " + selector + " by " + MOST_TABS + " times Tab");
    }

    /// Types into what has the focus.
    Window keys(String text) {
        page.keyboard().type(text);
        return this;
    }

    /// Presses a key that leads to another page, and inspects that page.
    Window key(String key) {
        return follow(() -> page.keyboard().press(key));
    }

    /// Takes a picture for the READMEs, when asked to by `-Dsekisho.pictures=true`. Numbers and times
    /// that differ between runs are written alike.
    Window picture(String name) {
        return picture(name, "body");
    }

    /// The same of the part of the page that begins with what this selector names.
    Window picture(String name, String from) {
        if (PICTURES && look.thorough()) {
            page.evaluate(SAME_EACH_TIME);
            int height = ((Number) page.evaluate("document.documentElement.scrollHeight")).intValue();
            int top = ((Number) page.evaluate(
                            "from => Math.floor(document.querySelector(from).getBoundingClientRect().top + scrollY)",
                            from))
                    .intValue();
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setClip(0, top, look.screen().width, Math.min(height - top, TALLEST_PICTURE))
                    .setPath(Path.of("../docs/pictures", name + "-" + look.language() + ".png")));
        }
        return this;
    }

    private void inspect() {
        if (!page.getAttribute("html", "lang").equals(look.language())) {
            fault("isn't in the member's language");
        }
        String content = page.content();
        for (TestMailbox.Mail mail : server.mailbox().to(email)) {
            if (Inbox.hasCode(mail) && content.contains(TestMailbox.codeIn(mail))) {
                fault("shows the code");
            }
        }
        inspectFocus();
        inspectErrors();
        page.setViewportSize(NARROW, 640);
        if (Boolean.TRUE.equals(page.evaluate("document.documentElement.scrollWidth > innerWidth"))) {
            fault("scrolls sideways at 320 px");
        }
        if (look.thorough()) {
            page.evaluate(AXE);
            for (Look.Screen screen : Look.Screen.values()) {
                page.setViewportSize(screen.width, screen.height);
                if (page.evaluate(JUDGE) instanceof List<?> violations) {
                    violations.forEach(violation -> fault(violation + " (" + screen + ")"));
                }
            }
        }
        page.setViewportSize(look.screen().width, look.screen().height);
    }

    /// The reader starts at the heading, or at the errors where there are any.
    private void inspectFocus() {
        String expected = find("#summary").count() > 0 ? "summary" : "h1";
        try {
            // The browser sets it when it paints, which may be after the load.
            page.waitForCondition(
                    () -> expected.equals(focused()), new Page.WaitForConditionOptions().setTimeout(5_000));
        } catch (TimeoutError never) {
            fault("has its focus on " + focused());
        }
    }

    private String focused() {
        return (String) page.evaluate("document.activeElement.id || document.activeElement.localName");
    }

    /// Each error of the summary leads to a field that is marked and described by the same text.
    private void inspectErrors() {
        boolean announced = page.title().startsWith(look.japanese() ? "エラー：" : "Error: ");
        if (announced != (find("#summary").count() > 0)) {
            fault("has a title that doesn't fit: " + page.title());
        }
        for (Locator error : find("#summary a").all()) {
            Locator field = find(error.getAttribute("href"));
            String described = field.getAttribute("aria-describedby");
            List<String> texts = new ArrayList<>();
            for (String id : described.split(" ")) {
                texts.addAll(find("[id='" + id + "']").allInnerTexts());
            }
            String text = error.innerText();
            if (!"true".equals(field.getAttribute("aria-invalid"))
                    || texts.stream().noneMatch(part -> part.contains(text))) {
                fault("doesn't describe its field by: " + text);
            }
        }
    }

    private void heard(ConsoleMessage message) {
        boolean refusedForm = message.text().startsWith("Failed to load resource")
                && message.text().contains("422");
        if (message.type().equals("error") && !refusedForm) {
            fault("says " + message.text());
        }
    }

    private void asked(Request request) {
        if (!request.url().startsWith(server.base() + "/")) {
            fault("K33: asks " + request.url());
        }
    }

    private void answered(Response response) {
        if (response.status() >= 400 && !response.request().isNavigationRequest()) {
            fault("gets " + response.status() + " for " + response.url());
        }
    }

    private void fault(String what) {
        faults.add(look + ": " + page.url().replace(server.base().toString(), "") + " " + what);
    }

    @Override
    public void close() {
        context.close();
    }
}
