package sekisho.replay;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sekisho.engine.Evidence;

/// Reads what a file says of browser and device, such as `Chrome Mobile 46.0.2490` and `iOS 13.4`, into what
/// the engine looks at. Names are split once.
final class Browsers {
    private static final int MOST_REMEMBERED = 100_000;

    private record Name(
            @Nullable String family,
            @Nullable String version,
            @Nullable Integer major) {}

    private static final Name NOT_KNOWN = new Name(null, null, null);

    private final Map<String, Name> names = new HashMap<>();

    Evidence.Browser read(Login login, boolean all) {
        Name browser = name(login.browser());
        Name system = name(login.system());
        return new Evidence.Browser(
                browser.family,
                browser.major,
                system.family,
                system.version,
                login.deviceType(),
                all ? language(login.acceptLanguage()) : null,
                login.userAgent(),
                all ? login.acceptLanguage() : null,
                all ? login.screen() : null,
                all ? model(login.clientHints()) : null);
    }

    private Name name(@Nullable String text) {
        if (text == null) {
            return NOT_KNOWN;
        }
        if (names.size() == MOST_REMEMBERED) {
            names.clear();
        }
        return names.computeIfAbsent(text, Browsers::split);
    }

    private static Name split(String text) {
        int at = versionAt(text);
        String version = at < 0 ? null : text.substring(at);
        return new Name(family(text), version, version == null ? null : major(version));
    }

    /// The name without its version.
    private static String family(@Nullable String text) {
        if (text == null) {
            return "";
        }
        int at = versionAt(text);
        return at < 0 ? text : text.substring(0, at - 1);
    }

    private static int versionAt(String text) {
        int at = text.lastIndexOf(' ') + 1;
        return at > 0 && at < text.length() && Character.isDigit(text.charAt(at)) ? at : -1;
    }

    private static @Nullable Integer major(String version) {
        int end = 0;
        while (end < version.length() && end < 5 && version.charAt(end) >= '0' && version.charAt(end) <= '9') {
            end++;
        }
        return end == 0 || end == 5 ? null : (Integer) Integer.parseInt(version.substring(0, end));
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

    /// Platform, its version and the model, without the browser's own version.
    private static @Nullable String model(@Nullable String clientHints) {
        if (clientHints == null) {
            return null;
        }
        int at = clientHints.indexOf(';');
        at = at < 0 ? -1 : clientHints.indexOf(';', at + 1);
        return at < 0 ? clientHints : clientHints.substring(at + 1);
    }
}
