package sekisho.server.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses a POST that a page of another site made, whatever token it brings: also a sign-in with
/// somebody else's password. `Origin: null` says nothing here, because under our own `Referrer-Policy:
/// no-referrer` browsers send it with each form (Fetch §3.2); then `Sec-Fetch-Site` and the CSRF token
/// decide.
final class OriginGuard extends OncePerRequestFilter {
    private final Hosts hosts;
    private final MishapPages mishaps;

    OriginGuard(Hosts hosts, MishapPages mishaps) {
        this.hosts = hosts;
        this.mishaps = mishaps;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (fromElsewhere(request)) {
            mishaps.write(Mishap.FORBIDDEN, request, response);
            return;
        }
        chain.doFilter(request, response);
    }

    private boolean fromElsewhere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return true;
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        String host = request.getHeader(HttpHeaders.HOST);
        return origin != null && !origin.equals("null") && (host == null || !hosts.isOwnOrigin(origin, host));
    }
}
