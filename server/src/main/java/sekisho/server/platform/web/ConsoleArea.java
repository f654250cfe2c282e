package sekisho.server.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/// The pages below `/console`: for staff, whose sessions are worth nothing elsewhere, as those of members are worth
/// nothing here.
public final class ConsoleArea {
    /// Its first page.
    public static final String HOME = "/console";

    /// Where staff sign in.
    public static final String SIGN_IN = "/console/sign-in";

    private static final RequestMatcher PATHS =
            PathPatternRequestMatcher.withDefaults().matcher(HOME + "/**");

    private ConsoleArea() {}

    /// Whether a request asks for one of them.
    public static boolean has(HttpServletRequest request) {
        return PATHS.matches(request);
    }
}
