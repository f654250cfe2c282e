package sekisho.server.demo;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import sekisho.server.platform.web.Cookies;
import sekisho.server.risk.ClientHint;

/// The stage, before all other filters. A browser that plays a scene seems to be the scene's device at
/// the scene's address; all that comes after is what members get. The lobby below `/demo` is not on the
/// stage: it has a token against forged forms of its own, so that a sign-in on the stage doesn't make
/// its buttons stale.
final class StageFilter extends OncePerRequestFilter {
    static final String SCENE_COOKIE = "scene";

    private static final String CSRF = "csrf";
    private static final String LOBBY_CSRF = "lobby-csrf";

    private final Cookies cookies;

    StageFilter(Cookies cookies) {
        this.cookies = cookies;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isLobby(request.getRequestURI())) {
            chain.doFilter(new LobbyRequest(request), new LobbyResponse(response));
            return;
        }
        Optional<Scene> scene = Scene.find(cookies.read(request, SCENE_COOKIE));
        chain.doFilter(scene.isPresent() ? new StagedRequest(request, scene.get()) : request, response);
    }

    private static boolean isLobby(String path) {
        return path.equals("/demo") || path.startsWith("/demo/");
    }

    private final class LobbyRequest extends HttpServletRequestWrapper {
        LobbyRequest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Cookie @Nullable [] getCookies() {
            Cookie[] all = super.getCookies();
            if (all == null) {
                return null;
            }
            List<Cookie> own = new ArrayList<>();
            for (Cookie cookie : all) {
                if (cookie.getName().equals(cookies.realName(LOBBY_CSRF))) {
                    own.add(new Cookie(cookies.realName(CSRF), cookie.getValue()));
                } else if (!cookie.getName().equals(cookies.realName(CSRF))) {
                    own.add(cookie);
                }
            }
            return own.toArray(Cookie[]::new);
        }
    }

    private final class LobbyResponse extends HttpServletResponseWrapper {
        LobbyResponse(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void addCookie(Cookie cookie) {
            if (!cookie.getName().equals(cookies.realName(CSRF))) {
                super.addCookie(cookie);
                return;
            }
            Cookie own = new Cookie(cookies.realName(LOBBY_CSRF), cookie.getValue());
            cookie.getAttributes().forEach(own::setAttribute);
            super.addCookie(own);
        }

        @Override
        public void addHeader(String name, String value) {
            super.addHeader(name, name.equalsIgnoreCase(HttpHeaders.SET_COOKIE) ? own(value) : value);
        }

        @Override
        public void setHeader(String name, String value) {
            super.setHeader(name, name.equalsIgnoreCase(HttpHeaders.SET_COOKIE) ? own(value) : value);
        }

        private String own(String setCookie) {
            String name = cookies.realName(CSRF) + "=";
            return setCookie.startsWith(name)
                    ? cookies.realName(LOBBY_CSRF) + "=" + setCookie.substring(name.length())
                    : setCookie;
        }
    }

    /// The visitor's request as the scene's device would have sent it.
    private static final class StagedRequest extends HttpServletRequestWrapper {
        private static final String FORWARDED = "forwarded";
        private static final String FORWARDED_FOR = "x-forwarded-for";

        private final String address;
        private final Map<String, @Nullable String> staged = new HashMap<>();

        StagedRequest(HttpServletRequest request, Scene scene) {
            super(request);
            address = scene.address();
            ClientHint.NAMES.forEach(name -> staged.put(name, null));
            staged.put(FORWARDED, null);
            staged.put(FORWARDED_FOR, null);
            staged.putAll(scene.gear().clientHints());
            staged.put("user-agent", scene.gear().userAgent());
            staged.put("accept-language", scene.gear().acceptLanguage());
        }

        @Override
        public String getRemoteAddr() {
            return address;
        }

        @Override
        public String getRemoteHost() {
            return address;
        }

        @Override
        public @Nullable String getHeader(String name) {
            String key = name.toLowerCase(Locale.ROOT);
            return staged.containsKey(key) ? staged.get(key) : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            String key = name.toLowerCase(Locale.ROOT);
            if (!staged.containsKey(key)) {
                return super.getHeaders(name);
            }
            String value = staged.get(key);
            return value == null ? Collections.emptyEnumeration() : Collections.enumeration(List.of(value));
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            List<String> names = new ArrayList<>();
            for (String name : Collections.list(super.getHeaderNames())) {
                if (!staged.containsKey(name.toLowerCase(Locale.ROOT))) {
                    names.add(name);
                }
            }
            staged.forEach((name, value) -> {
                if (value != null) {
                    names.add(name);
                }
            });
            return Collections.enumeration(names);
        }
    }
}
