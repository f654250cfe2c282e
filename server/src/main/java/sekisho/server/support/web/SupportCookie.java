package sekisho.server.support.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.stereotype.Component;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.web.Cookies;
import sekisho.server.signin.web.MemberCookies;
import sekisho.server.support.SupportAccesses;

/// The cookie of a browser in which somebody writes without signing in.
@Component
class SupportCookie {
    private final Cookies cookies;

    SupportCookie(Cookies cookies) {
        this.cookies = cookies;
    }

    Optional<AccountToken> read(HttpServletRequest request) {
        return Optional.ofNullable(cookies.read(request, MemberCookies.SUPPORT)).flatMap(AccountToken::parse);
    }

    void keep(HttpServletResponse response, AccountToken token) {
        cookies.set(response, MemberCookies.SUPPORT, token.text(), SupportAccesses.OPEN);
    }

    void clear(HttpServletResponse response) {
        cookies.clear(response, MemberCookies.SUPPORT);
    }
}
