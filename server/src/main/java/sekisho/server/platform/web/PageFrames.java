package sekisho.server.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import sekisho.server.platform.SiteProperties;

/// Makes the [PageFrame] of a request.
@Component
class PageFrames {
    private static final Pattern PLAIN_PATH = Pattern.compile("(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+");

    private final SiteProperties site;

    PageFrames(SiteProperties site) {
        this.site = site;
    }

    PageFrame of(HttpServletRequest request, Locale locale, boolean keepParameters) {
        boolean japanese = locale.getLanguage().equals("ja");
        String other = japanese ? "en" : "ja";
        UriComponentsBuilder href = UriComponentsBuilder.fromPath(ownPath(request));
        if (keepParameters && request.getMethod().equals("GET")) {
            Map<String, String[]> parameters = new TreeMap<>(request.getParameterMap());
            parameters.remove("lang");
            parameters.forEach((name, values) -> href.queryParam(name, "{" + name + "}"));
            href.queryParam("lang", other);
            return frame(
                    japanese,
                    other,
                    href.encode().buildAndExpand(firstOf(parameters)).toUriString());
        }
        return frame(japanese, other, href.queryParam("lang", other).toUriString());
    }

    /// The path of the request if it is plain enough to stand in a link; otherwise the sign-in page.
    static String ownPath(HttpServletRequest request) {
        String path = request.getRequestURI();
        return PLAIN_PATH.matcher(path).matches() ? path : "/signin";
    }

    private PageFrame frame(boolean japanese, String other, String href) {
        String name = japanese ? site.siteNameJa() : site.siteNameEn();
        return new PageFrame(name, partsOf(site.issuer().getAuthority()), other, href);
    }

    private static Map<String, Object> firstOf(Map<String, String[]> parameters) {
        Map<String, Object> first = new TreeMap<>();
        parameters.forEach((name, values) -> first.put(name, values[0]));
        return first;
    }

    private static List<String> partsOf(String domain) {
        List<String> parts = new ArrayList<>();
        for (String part : domain.split("(?=\\.)")) {
            parts.add(part);
        }
        return parts;
    }
}
