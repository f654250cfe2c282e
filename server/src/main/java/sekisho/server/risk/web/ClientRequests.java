package sekisho.server.risk.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import sekisho.server.risk.ClientHint;
import sekisho.server.risk.ClientRequest;
import sekisho.server.risk.TrustedProxies;

/// Reads from a servlet request what it shows of its client. The only place that reads `X-Forwarded-For`.
@Component
public class ClientRequests {
    private final TrustedProxies proxies;

    public ClientRequests(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    /// What this request showed.
    public ClientRequest of(HttpServletRequest request) {
        List<String> forwardedFor = Collections.list(request.getHeaders("X-Forwarded-For"));
        Map<String, String> hints = new HashMap<>();
        for (String name : ClientHint.NAMES) {
            String value = request.getHeader(name);
            if (value != null) {
                hints.put(name, value);
            }
        }
        return new ClientRequest(
                proxies.clientAddress(request.getRemoteAddr(), forwardedFor),
                request.getHeader("User-Agent"),
                request.getHeader("Accept-Language"),
                hints);
    }
}
