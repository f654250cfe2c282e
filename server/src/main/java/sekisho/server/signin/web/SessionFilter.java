package sekisho.server.signin.web;

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
import sekisho.server.platform.web.ConsoleArea;
import sekisho.server.risk.web.ClientRequests;
import sekisho.server.session.Sessions;
import sekisho.server.session.SignedIn;
import sekisho.server.signin.RunningSessions;

/// Says who a request comes from, by its session cookie. The cookie of a session that has ended stays
/// until the next sign-in, because the page that asks for the password names the cause by it; one that
/// nobody remembers is taken away.
class SessionFilter extends OncePerRequestFilter {
    private static final List<SimpleGrantedAuthority> MEMBER = List.of(new SimpleGrantedAuthority("ROLE_MEMBER"));

    private final RunningSessions running;
    private final Sessions sessions;
    private final Devices devices;
    private final ClientRequests clients;
    private final MemberCookies cookies;

    SessionFilter(
            RunningSessions running,
            Sessions sessions,
            Devices devices,
            ClientRequests clients,
            MemberCookies cookies) {
        this.running = running;
        this.sessions = sessions;
        this.devices = devices;
        this.clients = clients;
        this.cookies = cookies;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (cookies.hasSession(request)) {
            Optional<AccountToken> token = cookies.session(request);
            Optional<SignedIn> member = token.flatMap(found -> running.find(found, clients.of(request)));
            if (member.isPresent()) {
                authenticate(member.get());
                renew(member.get(), request, response);
            } else if (token.flatMap(sessions::findEnding).isEmpty()) {
                cookies.dropSession(response);
            }
        }
        chain.doFilter(request, response);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/assets/") || ConsoleArea.has(request);
    }

    /// Being used keeps the session and the browser's recognition alive, here and in the browser.
    private void renew(SignedIn member, HttpServletRequest request, HttpServletResponse response) {
        if (!sessions.renew(member)) {
            return;
        }
        if (member.deviceId() != null) {
            devices.keep(member.accountId(), member.deviceId());
        }
        cookies.renew(request, response, member.stay());
    }

    private static void authenticate(SignedIn member) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(member, null, MEMBER));
        SecurityContextHolder.setContext(context);
    }
}
