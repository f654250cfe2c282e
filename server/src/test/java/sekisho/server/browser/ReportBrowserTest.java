package sekisho.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sekisho.replay.ReplayCommand;
import sekisho.replay.world.WorldCommand;
import sekisho.server.testing.Axe;

/// The report of a replay, opened as a file in a real browser: in both languages, on a desktop, on a phone and on
/// paper.
class ReportBrowserTest {
    @TempDir
    Path dir;

    @Test
    void aReportCanBeReadByEverybodyOnScreenAndOnPaper() {
        String world = dir.resolve("world.csv").toString();
        assertThat(new CommandLine(new WorldCommand()).execute("--out", world, "--members", "60", "--seed", "3"))
                .isZero();
        assertThat(new CommandLine(new ReplayCommand())
                        .execute(world, "--report", dir.resolve("report").toString()))
                .isZero();
        List<String> faults = new ArrayList<>();
        try (Chromium chromium = Chromium.start();
                BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.onConsoleMessage(message -> faults.add("console: " + message.text()));
            page.onRequest(request -> {
                if (!request.url().startsWith("file:")) {
                    faults.add("loads " + request.url());
                }
            });
            page.navigate(dir.resolve("report/report.html").toUri().toString());
            for (String language : List.of("ja", "en")) {
                page.locator("label[lang=" + language + "]").click();
                for (int width : List.of(1280, 375)) {
                    page.setViewportSize(width, 800);
                    faults.addAll(Axe.faults(page, language + " at " + width));
                }
                page.setViewportSize(320, 640);
                if (Boolean.TRUE.equals(page.evaluate("document.documentElement.scrollWidth > 320"))) {
                    faults.add(language + " scrolls sideways at 320 px");
                }
            }
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            page.setViewportSize(794, 1123);
            if (Boolean.TRUE.equals(page.evaluate("document.documentElement.scrollWidth > 794"))) {
                faults.add("is cut off on paper");
            }
        }
        assertThat(faults).isEmpty();
    }
}
