package sekisho.server.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;

/// Puts the frame around each page and keeps the language that the member chose.
final class FrameInterceptor implements HandlerInterceptor {
    private static final Duration LANGUAGE_KEPT = Duration.ofDays(365);

    private final PageFrames frames;
    private final Languages languages;
    private final Cookies cookies;

    FrameInterceptor(PageFrames frames, Languages languages, Cookies cookies) {
        this.frames = frames;
        this.languages = languages;
        this.cookies = cookies;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(InputGuard.LANGUAGE) instanceof String language
                && request.getMethod().equals("GET")) {
            cookies.set(response, Languages.COOKIE, language, LANGUAGE_KEPT);
        }
        return true;
    }

    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
        if (page == null || page.getViewName() == null || page.getViewName().startsWith("redirect:")) {
            return;
        }
        // The cookie of the token must be set before the first byte of the page leaves.
        if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
            token.getToken();
        }
        page.addObject("frame", frames.of(request, languages.resolveLocale(request), true));
    }
}
