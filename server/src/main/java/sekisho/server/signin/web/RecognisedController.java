package sekisho.server.signin.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sekisho.server.account.EmailAddress;
import sekisho.server.device.Devices;
import sekisho.server.device.RememberedAccount;
import sekisho.server.platform.web.ForEveryone;
import sekisho.server.platform.web.ForMembers;
import sekisho.server.platform.web.PageError;
import sekisho.server.platform.web.ReturnTo;
import sekisho.server.session.Sessions;
import sekisho.server.session.SignedIn;
import sekisho.server.signin.web.SignInAnswers.Typed;

/// The pages for a browser that is known, but not signed in: the password again, the choice among
/// accounts, and what takes an account away from the browser.
@Controller
class RecognisedController {
    private final SignInAnswers answers;
    private final Greetings greetings;
    private final Devices devices;
    private final Sessions sessions;
    private final MemberCookies cookies;
    private final Steps steps;

    RecognisedController(
            SignInAnswers answers,
            Greetings greetings,
            Devices devices,
            Sessions sessions,
            MemberCookies cookies,
            Steps steps) {
        this.answers = answers;
        this.greetings = greetings;
        this.devices = devices;
        this.sessions = sessions;
        this.cookies = cookies;
        this.steps = steps;
    }

    @ForEveryone
    @GetMapping("/signin/confirm")
    String confirm(
            @RequestParam(required = false) @Nullable String account,
            @RequestParam(name = "return_to", required = false) @Nullable String returnTo,
            @AuthenticationPrincipal @Nullable SignedIn member,
            HttpServletRequest request,
            Model model) {
        ReturnTo page = ReturnTo.of(returnTo);
        if (member != null) {
            return "redirect:" + page.path();
        }
        Greeting greeting = greetings.of(request);
        if (account == null) {
            return greeting.meant()
                    .map(meant -> ask(request, model, greeting, meant, true, page, List.of()))
                    .orElse("redirect:/signin" + query("?", page));
        }
        return greeting.find(account)
                .map(found -> ask(request, model, greeting, found, true, page, List.of()))
                .orElseGet(() -> stale(model, page));
    }

    @ForEveryone
    @PostMapping("/signin/confirm")
    String send(
            @RequestParam(defaultValue = "") String account,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "false") boolean stay,
            @RequestParam(name = "return_to", required = false) @Nullable String returnTo,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        ReturnTo page = ReturnTo.of(returnTo);
        Greeting greeting = greetings.of(request);
        Optional<RememberedAccount> found = greeting.find(account);
        if (found.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return stale(model, page);
        }
        if (password.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            PageError missing = PageError.at("password", "signin.error.password.missing");
            return ask(request, model, greeting, found.get(), stay, page, List.of(missing));
        }
        EmailAddress email = EmailAddress.parse(found.get().email()).orElseThrow();
        return answers.answer(
                new Typed(email, password, stay, page, found.get().accountId()),
                request,
                response,
                locale,
                model,
                error -> ask(request, model, greeting, found.get(), stay, page, List.of(error)));
    }

    @ForEveryone
    @GetMapping("/signin/accounts")
    String accounts(
            @RequestParam(name = "return_to", required = false) @Nullable String returnTo,
            @AuthenticationPrincipal @Nullable SignedIn member,
            HttpServletRequest request,
            Model model) {
        ReturnTo page = ReturnTo.of(returnTo);
        if (member != null) {
            return "redirect:" + page.path();
        }
        List<AccountsPage.Choice> choices = greetings.of(request).accounts().stream()
                .map(account -> new AccountsPage.Choice(
                        account.handle(), account.name(), account.label(), EmailAddress.mask(account.email())))
                .toList();
        model.addAttribute("page", new AccountsPage(choices, page.path(), plainForm(page)));
        return "signin/accounts";
    }

    @ForEveryone
    @PostMapping("/signin/accounts/hide")
    String hide(
            @RequestParam(defaultValue = "") String account,
            @RequestParam(name = "return_to", required = false) @Nullable String returnTo,
            HttpServletRequest request) {
        greetings
                .of(request)
                .find(account)
                .ifPresent(found -> devices.hideName(found.accountId(), found.deviceId(), true));
        return "redirect:/signin/accounts" + query("?", ReturnTo.of(returnTo));
    }

    @ForEveryone
    @PostMapping("/signin/accounts/remove")
    String remove(
            @RequestParam(defaultValue = "") String account,
            @RequestParam(name = "return_to", required = false) @Nullable String returnTo,
            HttpServletRequest request,
            HttpServletResponse response) {
        greetings.of(request).find(account).ifPresent(found -> {
            devices.remove(found.accountId(), found.deviceId());
            cookies.forget(request, response, found.accountId());
        });
        return "redirect:/signin/accounts" + query("?", ReturnTo.of(returnTo));
    }

    /// Out for good: the session ends, and this browser no longer knows the account.
    @ForMembers
    @PostMapping("/signout/remove")
    String signOutAndRemove(
            @AuthenticationPrincipal SignedIn member, HttpServletRequest request, HttpServletResponse response) {
        sessions.end(member.accountId(), member.sessionId(), Sessions.EndCause.SIGNED_OUT);
        if (member.deviceId() != null) {
            devices.remove(member.accountId(), member.deviceId());
        }
        cookies.forget(request, response, member.accountId());
        cookies.leave(request, response);
        return "redirect:/signed-out";
    }

    private String ask(
            HttpServletRequest request,
            Model model,
            Greeting greeting,
            RememberedAccount account,
            boolean stay,
            ReturnTo page,
            List<PageError> errors) {
        String accounts = "/signin/accounts" + query("?", page);
        model.addAttribute(
                "page",
                new ConfirmPage(
                        account.handle(),
                        account.name(),
                        account.label(),
                        EmailAddress.mask(account.email()),
                        greetings.cause(request, account),
                        stay,
                        page.path(),
                        greeting.several() ? accounts : plainForm(page),
                        accounts,
                        steps.path(request).orElse(null),
                        errors));
        return "signin/confirm";
    }

    /// The account was removed or its cookie replaced since the page was made.
    private static String stale(Model model, ReturnTo page) {
        model.addAttribute(
                "page",
                new SignInPage("", true, page.path(), null, null, List.of(PageError.of("signin.accounts.stale"))));
        return "signin/sign-in";
    }

    static String plainForm(ReturnTo page) {
        return "/signin?another=true" + query("&", page);
    }

    /// Carries the wanted page along, if any was wanted.
    static String query(String before, ReturnTo page) {
        return page.equals(ReturnTo.HOME) ? "" : before + "return_to=" + page.path();
    }
}
