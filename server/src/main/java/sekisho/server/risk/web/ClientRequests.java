package sekisho.server.risk.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.server.platform.web.Cookies;
import sekisho.server.risk.ClientHint;
import sekisho.server.risk.ClientRequest;
import sekisho.server.risk.TrustedProxies;

/// Reads from a servlet request what it shows of its client. The only place that reads `X-Forwarded-For`.
@Component
public class ClientRequests {
    private final TrustedProxies proxies;
    private final Cookies cookies;

    public ClientRequests(TrustedProxies proxies, Cookies cookies) {
        this.proxies = proxies;
        this.cookies = cookies;
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
                hints,
                browserKey(cookies.read(request, "csrf")));
    }

    /// Address and user agent would not do: another client may share or choose them, and so take a code
    /// over.
    private static @Nullable String browserKey(@Nullable String csrf) {
        if (csrf == null) {
            return null;
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(csrf.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
