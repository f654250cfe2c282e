package sekisho.server.risk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import sekisho.engine.Evidence;

/// Names browsers: for the engine from what a request showed, for members in their words.
@Component
public class Browsers {
    private static final int REMEMBERED = 4096;

    private record Shown(
            @Nullable String userAgent, @Nullable String acceptLanguage, Map<String, String> clientHints) {}

    private final Cache<Shown, Evidence.Browser> read =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final MessageSource messages;

    Browsers(MessageSource messages) {
        this.messages = messages;
    }

    /// What the request said about browser and device; parsed once for equal headers.
    public Evidence.Browser read(ClientRequest request) {
        return read.get(
                new Shown(request.userAgent(), request.acceptLanguage(), request.clientHints()),
                shown -> new UserAgent(shown.userAgent, shown.clientHints).read(shown.acceptLanguage));
    }

    /// The browser in a member's words, such as `iPhone・Safari` or `Windows PC, Chrome`.
    public String describe(Evidence.Browser browser, Locale locale) {
        String device = device(browser);
        String family = browser.family() == null || device.equals("bot") ? null : familyName(browser.family());
        String deviceText = messages.getMessage("risk.device." + device, null, locale);
        if (family == null) {
            return deviceText;
        }
        if (device.equals("unknown")) {
            return family;
        }
        return messages.getMessage("risk.browser", new Object[] {deviceText, family}, locale);
    }

    private static String device(Evidence.Browser browser) {
        if ("bot".equals(browser.deviceType())) {
            return "bot";
        }
        String system = browser.system() == null ? "" : browser.system();
        return switch (system) {
            case "iOS" -> "iphone";
            case "iPadOS" -> "ipad";
            case "Android" -> "phone".equals(browser.deviceType()) ? "android_phone" : "android_tablet";
            case "Windows" -> "windows";
            case "macOS" -> "mac";
            case "ChromeOS" -> "chromebook";
            case "Linux" -> "desktop".equals(browser.deviceType()) ? "linux" : "unknown";
            default -> "unknown";
        };
    }

    /// The name that members know a family by.
    static String familyName(String family) {
        return switch (family) {
            case "Mobile Safari" -> "Safari";
            case "Chrome iOS" -> "Chrome";
            case "Firefox iOS" -> "Firefox";
            default -> family;
        };
    }

    /// The device keys that texts exist for; a test looks for each in every language.
    static final List<String> DEVICES = List.of(
            "iphone",
            "ipad",
            "android_phone",
            "android_tablet",
            "windows",
            "mac",
            "chromebook",
            "linux",
            "bot",
            "unknown");
}
