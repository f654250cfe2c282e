package sekisho.server.staff.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sekisho.server.password.RawPassword;
import sekisho.server.platform.web.ConsoleArea;
import sekisho.server.platform.web.ForEveryone;
import sekisho.server.platform.web.ForSupportRead;
import sekisho.server.platform.web.PageError;
import sekisho.server.staff.StaffMember;
import sekisho.server.staff.StaffSessions;
import sekisho.server.staff.StaffSignIn;

/// How staff come in and go.
@Controller
class StaffSignInController {
    private final StaffSignIn signIn;
    private final StaffSessions sessions;
    private final StaffCookies cookies;

    StaffSignInController(StaffSignIn signIn, StaffSessions sessions, StaffCookies cookies) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.cookies = cookies;
    }

    @ForEveryone
    @GetMapping(ConsoleArea.SIGN_IN)
    String form(
            @RequestParam(required = false) @Nullable String news,
            @AuthenticationPrincipal @Nullable StaffMember member,
            Model model) {
        if (member != null) {
            return "redirect:" + ConsoleArea.HOME;
        }
        boolean known = "joined".equals(news) || "out".equals(news);
        return show(model, new StaffSignInPage("", known ? news : null, List.of()));
    }

    @ForEveryone
    @PostMapping(ConsoleArea.SIGN_IN)
    String send(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return switch (signIn.signIn(
                name, RawPassword.of(password), code, cookies.browser(request).orElse(null))) {
            case StaffSignIn.Result.In in -> {
                cookies.enter(request, response, in.session());
                yield "redirect:" + ConsoleArea.HOME;
            }
            case StaffSignIn.Result.Wrong wrong -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
                yield show(model, new StaffSignInPage(name, null, List.of(PageError.of("staff.signin.error.wrong"))));
            }
            case StaffSignIn.Result.Busy busy -> {
                response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
                response.setHeader(HttpHeaders.RETRY_AFTER, "5");
                yield show(model, new StaffSignInPage(name, null, List.of(PageError.of("staff.error.busy"))));
            }
        };
    }

    @ForSupportRead
    @PostMapping("/console/sign-out")
    String signOut(
            @AuthenticationPrincipal StaffMember member, HttpServletRequest request, HttpServletResponse response) {
        sessions.signOut(member);
        cookies.leave(request, response);
        return "redirect:" + ConsoleArea.SIGN_IN + "?news=out";
    }

    private static String show(Model model, StaffSignInPage page) {
        model.addAttribute("page", page);
        return "staff/sign-in";
    }
}
