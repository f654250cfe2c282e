package sekisho.server.risk;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sekisho.engine.Evidence;

/// Reads browser, system and device type from User-Agent and client hints. A fixed number of plain
/// substring searches over at most 512 characters: the work is linear and no text can make it more.
/// What browsers freeze on purpose (Windows `10.0`, macOS `10_15_7`, Android `10; K`, iOS `18_6`) is
/// `null`.
final class UserAgent {
    /// A token of the User-Agent and the family that it names.
    private record Token(String token, String family) {}

    /// In this order: whoever imitates others names himself in addition.
    private static final List<Token> TOKENS = List.of(
            new Token("HeadlessChrome/", "Headless Chrome"),
            new Token(" Line/", "LINE"),
            new Token("YJApp-", "Yahoo! JAPAN"),
            new Token("Instagram ", "Instagram"),
            new Token("FBAV/", "Facebook"),
            new Token("Edg/", "Edge"),
            new Token("EdgA/", "Edge"),
            new Token("EdgiOS/", "Edge"),
            new Token("Edge/", "Edge"),
            new Token("OPR/", "Opera"),
            new Token("OPT/", "Opera"),
            new Token("SamsungBrowser/", "Samsung Internet"),
            new Token("Vivaldi/", "Vivaldi"),
            new Token("YaBrowser/", "Yandex"),
            new Token("CriOS/", "Chrome iOS"),
            new Token("FxiOS/", "Firefox iOS"),
            new Token("Firefox/", "Firefox"),
            new Token("Chrome/", "Chrome"));

    private static final Map<String, String> BRANDS = Map.of(
            "Google Chrome", "Chrome",
            "Microsoft Edge", "Edge",
            "Opera", "Opera",
            "Brave", "Brave",
            "Samsung Internet", "Samsung Internet",
            "Vivaldi", "Vivaldi",
            "Yandex", "Yandex",
            "HeadlessChrome", "Headless Chrome",
            "Android WebView", "Android WebView");

    private static final List<String> ROBOTS = List.of(
            "crawl",
            "spider",
            "curl/",
            "wget/",
            "python",
            "go-http-client",
            "okhttp",
            "headless",
            "phantomjs",
            "java/",
            "java-http",
            "libwww",
            "axios/",
            "node-fetch");

    private final String text;
    private final Map<String, String> hints;

    UserAgent(@Nullable String userAgent, Map<String, String> hints) {
        text = userAgent == null ? "" : userAgent;
        this.hints = hints;
    }

    Evidence.Browser read(@Nullable String acceptLanguage) {
        String family = null;
        Integer version = null;
        for (Token token : TOKENS) {
            int at = text.indexOf(token.token);
            if (at >= 0) {
                family = token.family;
                version = number(text, at + token.token.length());
                break;
            }
        }
        if (family == null && has("Safari/") && has("Version/")) {
            family = has("Mobile/") ? "Mobile Safari" : "Safari";
            version = numberAfter("Version/");
        }
        if ("Chrome".equals(family) && has("; wv)")) {
            family = "Android WebView";
        }
        Brand brand = brand();
        if (brand != null && (family == null || family.equals("Chrome"))) {
            family = brand.family;
            version = brand.version == null ? version : brand.version;
        }
        boolean robot = isRobot();
        if (robot && family == null) {
            family = "Bot";
        }
        String system = system();
        return new Evidence.Browser(
                family,
                version,
                system,
                systemVersion(system, family, version),
                robot ? "bot" : deviceType(system),
                language(acceptLanguage),
                emptyIsNotKnown(text),
                emptyIsNotKnown(acceptLanguage),
                null,
                model());
    }

    private static @Nullable String emptyIsNotKnown(@Nullable String header) {
        return header == null || header.isEmpty() ? null : header;
    }

    /// Platform, its version and the model; `null` where neither of the last two came: every Chromium sends
    /// the platform by itself, and it would look like another device as soon as the others come too.
    private @Nullable String model() {
        String version = unquoted(ClientHint.PLATFORM_VERSION);
        String model = unquoted(ClientHint.MODEL);
        return version.isEmpty() && model.isEmpty()
                ? null
                : unquoted(ClientHint.PLATFORM) + ";" + version + ";" + model;
    }

    private record Brand(String family, @Nullable Integer version) {}

    /// The first brand we know in `"Not.A/Brand";v="8", "Chromium";v="126", "Google Chrome";v="126"`.
    private @Nullable Brand brand() {
        String brands = hints.getOrDefault(ClientHint.BRANDS, "");
        int from = brands.indexOf('"');
        while (from >= 0) {
            int to = brands.indexOf('"', from + 1);
            if (to < 0) {
                return null;
            }
            String family = BRANDS.get(brands.substring(from + 1, to));
            if (family != null) {
                boolean versioned = brands.startsWith(";v=\"", to + 1);
                return new Brand(family, versioned ? number(brands, to + 5) : null);
            }
            from = brands.indexOf('"', to + 1);
        }
        return null;
    }

    private boolean isRobot() {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("bot") && !lower.contains("cubot")) {
            return true;
        }
        for (String robot : ROBOTS) {
            if (lower.contains(robot)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String system() {
        String hinted = switch (unquoted(ClientHint.PLATFORM)) {
            case "Windows" -> "Windows";
            case "macOS" -> "macOS";
            case "Android" -> "Android";
            case "Chrome OS", "Chromium OS" -> "ChromeOS";
            case "Linux" -> "Linux";
            case "iOS" -> "iOS";
            default -> "";
        };
        if (!hinted.isEmpty()) {
            return hinted;
        }
        if (has("iPhone") || has("iPod")) {
            return "iOS";
        }
        if (has("iPad")) {
            return "iPadOS";
        }
        if (has("Android")) {
            return "Android";
        }
        if (has("Windows")) {
            return "Windows";
        }
        if (has("Macintosh")) {
            return "macOS";
        }
        if (has("CrOS")) {
            return "ChromeOS";
        }
        return has("Linux") || has("X11") ? "Linux" : null;
    }

    private @Nullable String systemVersion(
            @Nullable String system, @Nullable String family, @Nullable Integer browserVersion) {
        if (system == null) {
            return null;
        }
        Integer hinted = number(unquoted(ClientHint.PLATFORM_VERSION), 0);
        return switch (system) {
            case "Windows" -> windowsVersion(hinted);
            case "macOS" -> hinted != null ? hinted.toString() : macVersion();
            case "Android" -> {
                Integer version = hinted != null ? hinted : numberAfter("Android ");
                yield version == null || hinted == null && version == 10 ? null : version.toString();
            }
            case "iOS", "iPadOS" -> iosVersion("Mobile Safari".equals(family) ? browserVersion : null);
            default -> null;
        };
    }

    /// The hint counts Windows 10 as 1 to 10 and Windows 11 as 13 and higher.
    private @Nullable String windowsVersion(@Nullable Integer hinted) {
        if (hinted != null && hinted > 0) {
            return hinted >= 13 ? "11" : "10";
        }
        int at = text.indexOf("Windows NT ");
        if (at < 0) {
            return null;
        }
        String version = text.substring(at + 11, Math.min(text.length(), at + 14));
        return switch (version) {
            case "6.1" -> "7";
            case "6.2" -> "8";
            case "6.3" -> "8.1";
            default -> null;
        };
    }

    private @Nullable String macVersion() {
        Integer version = numberAfter("Mac OS X ");
        return version == null || version == 10 ? null : version.toString();
    }

    private @Nullable String iosVersion(@Nullable Integer safari) {
        int at = text.indexOf(" OS ");
        Integer version = at < 0 ? null : number(text, at + 4);
        if (version == null) {
            return null;
        }
        boolean frozen = text.startsWith("18_6", at + 4) || text.startsWith("18_7", at + 4);
        if (frozen) {
            return safari != null && safari >= 26 ? safari.toString() : null;
        }
        return version.toString();
    }

    private @Nullable String deviceType(@Nullable String system) {
        if (system == null) {
            return text.isEmpty() ? null : "other";
        }
        return switch (system) {
            case "iOS" -> "phone";
            case "iPadOS" -> "tablet";
            case "Android" -> has("Mobile") || "?1".equals(hints.get(ClientHint.MOBILE)) ? "phone" : androidOther();
            case "Linux" -> has("Web0S") || has("Tizen") || has("SmartTV") ? "other" : "desktop";
            default -> "desktop";
        };
    }

    private String androidOther() {
        return has(" TV") ? "other" : "tablet";
    }

    private static @Nullable String language(@Nullable String acceptLanguage) {
        if (acceptLanguage == null) {
            return null;
        }
        int end = 0;
        while (end < acceptLanguage.length() && isLetter(acceptLanguage.charAt(end))) {
            end++;
        }
        return end < 2 || end > 3 ? null : acceptLanguage.substring(0, end).toLowerCase(Locale.ROOT);
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private String unquoted(String hint) {
        String value = hints.getOrDefault(hint, "");
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    private boolean has(String part) {
        return text.contains(part);
    }

    private @Nullable Integer numberAfter(String token) {
        int at = text.indexOf(token);
        return at < 0 ? null : number(text, at + token.length());
    }

    /// The decimal number that starts there, at most four digits; `null` for none or a longer one.
    private static @Nullable Integer number(String text, int from) {
        int value = 0;
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            if (at - from == 4) {
                return null;
            }
            value = value * 10 + text.charAt(at) - '0';
            at++;
        }
        return at == from ? null : value;
    }
}
