package sekisho.server.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;

/// Chooses the language of a page: `?lang=`, then the cookie, then `Accept-Language` (RFC 9110
/// §12.5.4), then Japanese.
@Component("localeResolver")
class Languages implements LocaleResolver {
    static final String COOKIE = "lang";

    private static final int LONGEST_HEADER = 256;
    private static final List<Locale> ALL = List.of(Locale.JAPANESE, Locale.ENGLISH);

    private final Cookies cookies;

    Languages(Cookies cookies) {
        this.cookies = cookies;
    }

    static boolean has(String language) {
        return language.equals("ja") || language.equals("en");
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        if (request.getAttribute(InputGuard.LANGUAGE) instanceof String asked) {
            return Locale.of(asked);
        }
        String kept = cookies.read(request, COOKIE);
        if (kept != null && has(kept)) {
            return Locale.of(kept);
        }
        String header = request.getHeader("Accept-Language");
        if (header == null || header.length() > LONGEST_HEADER) {
            return Locale.JAPANESE;
        }
        try {
            Locale best = Locale.lookup(Locale.LanguageRange.parse(header), ALL);
            return best == null ? Locale.JAPANESE : best;
        } catch (IllegalArgumentException malformed) {
            return Locale.JAPANESE;
        }
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new UnsupportedOperationException("the language is chosen by ?lang=");
    }
}
