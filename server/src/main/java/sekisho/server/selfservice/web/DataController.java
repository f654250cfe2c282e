package sekisho.server.selfservice.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
import sekisho.server.platform.web.ForMembers;
import sekisho.server.platform.web.PageError;
import sekisho.server.risk.web.ClientRequests;
import sekisho.server.selfservice.OwnData;
import sekisho.server.selfservice.Reauthentication;
import sekisho.server.session.SignedIn;
import sekisho.server.signin.web.MemberCookies;

/// Lets a member take everything along that is kept of him.
@Controller
@ForMembers
class DataController {
    private final OwnData ownData;
    private final Reauthentication reauthentication;
    private final PasswordProblem passwordProblem;
    private final ClientRequests clients;
    private final MemberCookies cookies;

    DataController(
            OwnData ownData,
            Reauthentication reauthentication,
            PasswordProblem passwordProblem,
            ClientRequests clients,
            MemberCookies cookies) {
        this.ownData = ownData;
        this.reauthentication = reauthentication;
        this.passwordProblem = passwordProblem;
        this.clients = clients;
        this.cookies = cookies;
    }

    @GetMapping("/account/data")
    String data(Model model) {
        return show(model, List.of());
    }

    private static String show(Model model, List<PageError> errors) {
        model.addAttribute("page", new DataPage(OwnData.MOST, errors));
        return "selfservice/data";
    }

    /// The page after a password that didn't do stands at this address: its language switch leads on.
    @GetMapping("/account/data/export")
    String notExported() {
        return "redirect:/account/data";
    }

    /// A copied cookie isn't enough for everything at once: the password is asked for once more.
    @PostMapping("/account/data/export")
    @Nullable
    String export(
            @AuthenticationPrincipal SignedIn member,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model)
            throws IOException {
        Optional<PageError> problem = password.isEmpty()
                ? Optional.of(PasswordProblem.missing())
                : passwordProblem.of(
                        reauthentication.check(
                                member.accountId(),
                                RawPassword.of(password),
                                cookies.devices(request),
                                clients.of(request)),
                        locale);
        if (problem.isPresent()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return show(model, problem.stream().toList());
        }
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"account-data.json\"");
        ownData.write(member.accountId(), locale, response.getOutputStream());
        return null;
    }
}
