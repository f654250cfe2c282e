package sekisho.server.selfservice.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.ArrayList;
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
import sekisho.server.account.Account;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;
import sekisho.server.account.FormerAddresses;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.challenge.CodeState;
import sekisho.server.device.Recognition;
import sekisho.server.password.RawPassword;
import sekisho.server.platform.web.ForMembers;
import sekisho.server.platform.web.Moments;
import sekisho.server.platform.web.PageError;
import sekisho.server.risk.ClientRequest;
import sekisho.server.risk.web.ClientRequests;
import sekisho.server.selfservice.EmailChange;
import sekisho.server.selfservice.Reauthentication;
import sekisho.server.session.SignedIn;
import sekisho.server.signin.web.MemberCookies;

/// The pages of another e-mail address, proved by the mailbox before and the new one.
@Controller
@ForMembers
class EmailController {
    private final EmailChange change;
    private final Reauthentication reauthentication;
    private final PasswordProblem passwordProblem;
    private final Accounts accounts;
    private final ClientRequests clients;
    private final MemberCookies cookies;
    private final Moments moments;

    EmailController(
            EmailChange change,
            Reauthentication reauthentication,
            PasswordProblem passwordProblem,
            Accounts accounts,
            ClientRequests clients,
            MemberCookies cookies,
            Moments moments) {
        this.change = change;
        this.reauthentication = reauthentication;
        this.passwordProblem = passwordProblem;
        this.accounts = accounts;
        this.clients = clients;
        this.cookies = cookies;
        this.moments = moments;
    }

    @GetMapping("/account/email")
    String form(@AuthenticationPrincipal SignedIn member, Model model) {
        return show(model, page(member, "", false, List.of()));
    }

    @PostMapping("/account/email")
    String begin(
            @AuthenticationPrincipal SignedIn member,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Optional<EmailAddress> to = EmailAddress.parse(email);
        List<PageError> errors = errors(member, email, to, password);
        if (to.isEmpty() || !errors.isEmpty()) {
            return refuse(model, response, page(member, email, false, errors));
        }
        ClientRequest client = clients.of(request);
        Reauthentication.Result check =
                reauthentication.check(member.accountId(), RawPassword.of(password), cookies.devices(request), client);
        Optional<PageError> problem = passwordProblem.of(check, locale);
        if (problem.isPresent() || !(check instanceof Reauthentication.Result.Right right)) {
            return refuse(
                    model, response, page(member, email, false, problem.stream().toList()));
        }
        return switch (change.begin(member.accountId(), to.get(), right, client, locale)) {
            case EmailChange.Begun.Asked asked -> "redirect:/account/email/code";
            case EmailChange.Begun.TooMany tooMany ->
                refuse(
                        model,
                        response,
                        page(
                                member,
                                email,
                                false,
                                List.of(PageError.of(
                                        "owndata.email.too_many",
                                        moments.full(tooMany.next(), locale).text()))));
            case EmailChange.Begun.PasswordChanged passwordChanged ->
                refuse(model, response, page(member, email, false, List.of(PasswordProblem.wrong())));
        };
    }

    @GetMapping("/account/email/code")
    String code(@AuthenticationPrincipal SignedIn member, HttpServletRequest request, Locale locale, Model model) {
        return code(member, request, null, List.of(), locale, model);
    }

    @PostMapping("/account/email/code")
    String answer(
            @AuthenticationPrincipal SignedIn member,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        EmailChange.Answer answer =
                change.answer(member.accountId(), code, device(member, request), clients.of(request), locale);
        return switch (answer) {
            case EmailChange.Answer.NewAsked newAsked -> "redirect:/account/email/code";
            case EmailChange.Answer.Changed changed -> show(model, page(member, "", true, List.of()));
            case EmailChange.Answer.NotProved notProved -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
                yield code(member, request, wait(notProved.why()), CodeProblems.of(notProved.why()), locale, model);
            }
            case EmailChange.Answer.Ended ended ->
                refuse(model, response, page(member, "", false, List.of(PageError.of("owndata.email.ended"))));
        };
    }

    @PostMapping("/account/email/code/resend")
    String resend(@AuthenticationPrincipal SignedIn member, HttpServletRequest request, Locale locale) {
        change.resend(member.accountId(), device(member, request), clients.of(request), locale);
        return "redirect:/account/email/code";
    }

    private List<PageError> errors(SignedIn member, String email, Optional<EmailAddress> to, String password) {
        List<PageError> errors = new ArrayList<>();
        if (to.isEmpty()) {
            errors.add(PageError.noAddress("email", email));
        } else if (to.get().sameAs(present(member))) {
            errors.add(PageError.at("email", "owndata.email.same"));
        }
        if (password.isEmpty()) {
            errors.add(PasswordProblem.missing());
        }
        return errors;
    }

    private EmailAddress present(SignedIn member) {
        Account account = accounts.find(member.accountId()).orElseThrow();
        return EmailAddress.parse(account.email()).orElseThrow();
    }

    private EmailPage page(SignedIn member, String typed, boolean changed, List<PageError> errors) {
        return new EmailPage(present(member).text(), typed, FormerAddresses.UNDO_DAYS, changed, errors);
    }

    private String code(
            SignedIn member,
            HttpServletRequest request,
            @Nullable Instant waitUntil,
            List<PageError> errors,
            Locale locale,
            Model model) {
        Optional<EmailChange.Pending> pending = change.pending(member.accountId(), device(member, request));
        if (pending.isEmpty()) {
            return "redirect:/account/email";
        }
        EmailChange.Pending found = pending.get();
        CodeState state = found.code();
        Instant wait = waitUntil == null && state.expires() == null ? state.nextSend() : waitUntil;
        model.addAttribute(
                "page",
                new EmailCodePage(
                        found.step(),
                        found.step() == EmailChange.Step.PRESENT ? found.from() : found.to(),
                        found.to(),
                        found.reference(),
                        state.expires() == null ? null : moments.clock(state.expires(), locale),
                        state.sendsLeft(),
                        wait == null ? null : moments.full(wait, locale),
                        errors));
        return "selfservice/email-code";
    }

    private static @Nullable Instant wait(ChallengeResult result) {
        return result instanceof ChallengeResult.TooMany tooMany ? tooMany.next() : null;
    }

    private Recognition device(SignedIn member, HttpServletRequest request) {
        return reauthentication.device(member.accountId(), cookies.devices(request), clients.of(request));
    }

    private static String refuse(Model model, HttpServletResponse response, EmailPage page) {
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return show(model, page);
    }

    private static String show(Model model, EmailPage page) {
        model.addAttribute("page", page);
        return "selfservice/email";
    }
}
