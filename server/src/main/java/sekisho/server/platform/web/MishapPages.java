package sekisho.server.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import sekisho.server.platform.ReferenceNumber;
import tools.jackson.databind.json.JsonMapper;

/// Writes the answer to a request that gets no page of its own: a page for people,
/// `application/problem+json` (RFC 9457) for programs. It never repeats what was sent and never shows
/// what went wrong inside.
@Component
class MishapPages {
    private static final Logger log = LoggerFactory.getLogger(MishapPages.class);

    private final ThymeleafViewResolver views;
    private final MessageSource texts;
    private final Languages languages;
    private final PageFrames frames;
    private final PageHeaders headers;
    private final JsonMapper json;

    MishapPages(
            ThymeleafViewResolver views,
            MessageSource texts,
            Languages languages,
            PageFrames frames,
            PageHeaders headers,
            JsonMapper json) {
        this.views = views;
        this.texts = texts;
        this.languages = languages;
        this.frames = frames;
        this.headers = headers;
        this.json = json;
    }

    void write(Mishap mishap, HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(mishap, request, response, null);
    }

    void write(Mishap mishap, HttpServletRequest request, HttpServletResponse response, @Nullable Throwable cause)
            throws IOException {
        String reference = ReferenceNumber.random();
        if (cause != null) {
            log.error("{} {}", mishap, reference, cause);
        } else {
            log.info("{} {}", mishap, reference);
        }
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        headers.writeHeaders(request, response);
        response.setStatus(mishap.status());
        if (mishap == Mishap.BUSY || mishap == Mishap.TOO_MANY) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "30");
        }
        if (mishap == Mishap.TOO_LARGE) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        Locale locale = languages.resolveLocale(request);
        if (wantsJson(request)) {
            writeProblem(mishap, reference, locale, response);
        } else {
            writePage(mishap, reference, locale, request, response);
        }
    }

    private void writeProblem(Mishap mishap, String reference, Locale locale, HttpServletResponse response)
            throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "/problems/" + mishap.key().replace('_', '-'));
        problem.put("title", texts.getMessage("page.mishap." + mishap.key() + ".title", null, locale));
        problem.put("status", mishap.status());
        problem.put("detail", texts.getMessage("page.mishap." + mishap.key() + ".what", null, locale));
        problem.put("code", mishap.code());
        problem.put("reference", reference);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, locale.getLanguage());
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }

    private void writePage(
            Mishap mishap, String reference, Locale locale, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String start = ConsoleArea.has(request) ? ConsoleArea.HOME : "/signin";
        String again = mishap == Mishap.STALE_PAGE || mishap == Mishap.BUSY ? PageFrames.ownPath(request) : start;
        MishapPage page = new MishapPage(mishap.key(), mishap.code(), reference, again);
        Map<String, Object> model = Map.of("page", page, "frame", frames.of(request, locale, false));
        try {
            View view = views.resolveViewName("mishap", locale);
            if (view == null) {
                throw new IllegalStateException("the page of mishaps is missing");
            }
            view.render(model, request, response);
        } catch (IOException gone) {
            throw gone;
        } catch (Exception broken) {
            throw new IllegalStateException("the page of mishaps can't be shown", broken);
        }
    }

    private static boolean wantsJson(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return request.getRequestURI().equals("/password-policy")
                || (accept != null && accept.contains("json") && !accept.contains("html"));
    }
}
