package sekisho.server.staff.web;

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
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.web.ConsoleArea;
import sekisho.server.staff.StaffMember;
import sekisho.server.staff.StaffSessions;

/// Says who of the staff a request below `/console` comes from, by its session cookie.
final class StaffFilter extends OncePerRequestFilter {
    private final StaffSessions sessions;
    private final StaffCookies cookies;

    StaffFilter(StaffSessions sessions, StaffCookies cookies) {
        this.sessions = sessions;
        this.cookies = cookies;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<AccountToken> token = cookies.session(request);
        Optional<StaffMember> member = token.flatMap(sessions::find);
        if (member.isPresent()) {
            authenticate(member.get());
        } else if (token.isPresent()) {
            cookies.dropSession(response);
        }
        chain.doFilter(request, response);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !ConsoleArea.has(request);
    }

    private static void authenticate(StaffMember member) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                member, null, List.of(new SimpleGrantedAuthority(member.role().authority()))));
        SecurityContextHolder.setContext(context);
    }
}
