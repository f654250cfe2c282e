package sekisho.server.session.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import sekisho.server.device.Devices;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.web.Cookies;
import sekisho.server.session.Sessions;
import sekisho.server.session.SignedIn;

/// Says who a request comes from, by its session cookie. A cookie that opens nothing is taken away.
class SessionFilter extends OncePerRequestFilter {
    private static final List<SimpleGrantedAuthority> MEMBER = List.of(new SimpleGrantedAuthority("ROLE_MEMBER"));

    private final Sessions sessions;
    private final Devices devices;
    private final Cookies cookies;

    SessionFilter(Sessions sessions, Devices devices, Cookies cookies) {
        this.sessions = sessions;
        this.devices = devices;
        this.cookies = cookies;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String cookie = cookies.read(request, "session");
        if (cookie != null) {
            Optional<SignedIn> member = AccountToken.parse(cookie).flatMap(sessions::find);
            if (member.isPresent()) {
                authenticate(member.get());
                renew(member.get(), cookie, request, response);
            } else {
                cookies.clear(response, "session");
            }
        }
        chain.doFilter(request, response);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/assets/");
    }

    /// Being used keeps the session and the browser's recognition alive, here and in the browser.
    private void renew(SignedIn member, String cookie, HttpServletRequest request, HttpServletResponse response) {
        if (!sessions.renew(member)) {
            return;
        }
        cookies.set(response, "session", cookie, member.stay() ? Sessions.STAY : null);
        String deviceCookie = cookies.read(request, "device");
        if (member.deviceId() != null && deviceCookie != null) {
            devices.keep(member.accountId(), member.deviceId());
            cookies.set(response, "device", deviceCookie, Devices.REMEMBERED_FOR);
        }
    }

    private static void authenticate(SignedIn member) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(member, null, MEMBER));
        SecurityContextHolder.setContext(context);
    }
}
