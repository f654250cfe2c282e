package sekisho.server.recovery.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sekisho.engine.ResetCause;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.challenge.OneTimeCodes.Sending;
import sekisho.server.password.RawPassword;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.web.ForEveryone;
import sekisho.server.platform.web.Moments;
import sekisho.server.platform.web.PageError;
import sekisho.server.record.AttemptKind;
import sekisho.server.recovery.NewPasswordResult;
import sekisho.server.recovery.Recovery;
import sekisho.server.recovery.Recovery.ResetCodeAnswer;
import sekisho.server.risk.web.ClientRequests;
import sekisho.server.signin.Attempt;
import sekisho.server.signin.AttemptState;
import sekisho.server.signin.Siblings;
import sekisho.server.signin.web.CodePages;
import sekisho.server.signin.web.CodePages.Situation;
import sekisho.server.signin.web.CodePurpose;
import sekisho.server.signin.web.MemberCookies;
import sekisho.server.signin.web.SiblingView;
import sekisho.server.signin.web.Steps;

/// The pages of a reset: why, code, new password; and "I forgot my password".
@Controller
@ForEveryone
class RecoveryController {
    private static final String ACCOUNT_PATH = "/reset/account";
    private static final String PASSWORD_PATH = "/reset/password";

    private final Recovery recovery;
    private final Steps steps;
    private final Accounts accounts;
    private final ClientRequests clients;
    private final MemberCookies cookies;
    private final CodePages codePages;
    private final NewPasswordPages passwordPages;
    private final Siblings siblings;
    private final Moments moments;

    RecoveryController(
            Recovery recovery,
            Steps steps,
            Accounts accounts,
            ClientRequests clients,
            MemberCookies cookies,
            CodePages codePages,
            NewPasswordPages passwordPages,
            Siblings siblings,
            Moments moments) {
        this.recovery = recovery;
        this.steps = steps;
        this.accounts = accounts;
        this.clients = clients;
        this.cookies = cookies;
        this.codePages = codePages;
        this.passwordPages = passwordPages;
        this.siblings = siblings;
        this.moments = moments;
    }

    @GetMapping("/forgot")
    String forgot(HttpServletRequest request, Model model) {
        model.addAttribute("page", new ForgotPage("", steps.path(request).orElse(null), List.of()));
        return "recovery/forgot";
    }

    @PostMapping("/forgot")
    String forgot(
            @RequestParam(defaultValue = "") String email,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Optional<EmailAddress> address = EmailAddress.parse(email);
        if (address.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("page", new ForgotPage(email, null, List.of(PageError.noAddress("email", email))));
            return "recovery/forgot";
        }
        cookies.keepAttempt(
                response, recovery.forgot(address.get(), clients.of(request), cookies.devices(request), locale));
        return "redirect:/reset/code";
    }

    @GetMapping("/reset")
    String why(HttpServletRequest request, Model model) {
        return steps.at(request, AttemptState.RESET_ASKED)
                .map(attempt -> why(model, attempt))
                .orElseGet(() -> steps.redirect(request));
    }

    @PostMapping("/reset")
    String sendCode(HttpServletRequest request, Locale locale, Model model) {
        Optional<AccountToken> token = cookies.attempt(request);
        if (token.isEmpty()) {
            return steps.redirect(request);
        }
        // The attempt has moved on to the code whether a mail could be sent or not; the page of the code says which.
        recovery.sendCode(token.get(), cookies.devices(request), locale);
        return steps.redirect(request);
    }

    @GetMapping("/reset/code")
    String code(HttpServletRequest request, Locale locale, Model model) {
        return steps.at(request, AttemptState.RESET_CODE_ASKED)
                .map(attempt -> code(request, model, attempt, locale, Situation.PLAIN))
                .orElseGet(() -> steps.redirect(request));
    }

    @PostMapping("/reset/code")
    String answer(
            @RequestParam(defaultValue = "") String code, HttpServletRequest request, Locale locale, Model model) {
        Optional<AccountToken> token = cookies.attempt(request);
        if (token.isEmpty()) {
            return steps.redirect(request);
        }
        return switch (recovery.answer(token.get(), code, cookies.devices(request))) {
            case ResetCodeAnswer.Proved proved -> steps.redirect(request);
            case ResetCodeAnswer.NotProved notProved -> {
                boolean newerSent = notProved.why() instanceof ChallengeResult.Expired
                        && sent(recovery.sendCode(token.get(), cookies.devices(request), locale));
                yield steps.at(request, AttemptState.RESET_CODE_ASKED)
                        .map(attempt -> code(request, model, attempt, locale, Situation.of(notProved.why(), newerSent)))
                        .orElseGet(() -> steps.redirect(request));
            }
            case ResetCodeAnswer.Ended ended -> steps.redirect(request);
        };
    }

    /// The page after a resend stands at this address: its language switch, or a bookmark of it, leads on.
    @GetMapping("/reset/code/resend")
    String resent(HttpServletRequest request) {
        return steps.redirect(request);
    }

    @PostMapping("/reset/code/resend")
    String resend(HttpServletRequest request, Locale locale, Model model) {
        Optional<AccountToken> token = cookies.attempt(request);
        if (token.isEmpty()) {
            return steps.redirect(request);
        }
        Situation situation = sent(recovery.sendCode(token.get(), cookies.devices(request), locale))
                ? Situation.RESENT
                : Situation.PLAIN;
        return steps.at(request, AttemptState.RESET_CODE_ASKED)
                .map(attempt -> code(request, model, attempt, locale, situation))
                .orElseGet(() -> steps.redirect(request));
    }

    @GetMapping(ACCOUNT_PATH)
    String whichAccount(HttpServletRequest request, Locale locale, Model model) {
        return steps.at(request, AttemptState.RESET_ACCOUNT_ASKED)
                .filter(attempt -> !recovery.choices(attempt).isEmpty())
                .map(attempt -> whichAccount(model, attempt, locale, List.of()))
                .orElseGet(() -> steps.redirectFrom(ACCOUNT_PATH, request));
    }

    @PostMapping(ACCOUNT_PATH)
    String chooseAccount(
            @RequestParam(defaultValue = "") String account,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Optional<AccountToken> token = cookies.attempt(request);
        if (token.isEmpty()) {
            return steps.redirect(request);
        }
        return switch (recovery.chooseAccount(token.get(), account)) {
            case Recovery.Chosen.Account chosen -> {
                cookies.keepAttempt(response, chosen.attempt());
                yield "redirect:" + PASSWORD_PATH;
            }
            case Recovery.Chosen.None none -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
                PageError error = PageError.of("recovery.which.error.none");
                yield steps.at(request, AttemptState.RESET_ACCOUNT_ASKED)
                        .map(attempt -> whichAccount(model, attempt, locale, List.of(error)))
                        .orElseGet(() -> steps.redirect(request));
            }
            case Recovery.Chosen.Ended ended -> steps.redirect(request);
        };
    }

    private String whichAccount(Model model, Attempt attempt, Locale locale, List<PageError> errors) {
        List<SiblingView> choices = recovery.choices(attempt).stream()
                .map(sibling -> SiblingView.of(sibling, moments, locale))
                .toList();
        String address = Objects.requireNonNull(attempt.sentTo()).toLowerCase(Locale.ROOT);
        model.addAttribute(
                "page", new WhichAccountPage(choices, EmailAddress.mask(address), attempt.reference(), errors));
        return "recovery/which-account";
    }

    @GetMapping(PASSWORD_PATH)
    String password(HttpServletRequest request, Locale locale, Model model) {
        return waiting(request)
                .map(whose -> passwordPages.show(model, whose, locale))
                .orElseGet(() -> steps.redirectFrom(PASSWORD_PATH, request));
    }

    @PostMapping(PASSWORD_PATH)
    String choose(
            @RequestParam(defaultValue = "") String newPassword,
            @RequestParam(defaultValue = "") String account,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Optional<AccountToken> token = cookies.attempt(request);
        Optional<PasswordFor> whose = waiting(request);
        if (token.isEmpty() || whose.isEmpty()) {
            return steps.redirect(request);
        }
        if (NewPasswordPages.ofOtherTab(whose.get(), account)) {
            return passwordPages.answerOtherTab(whose.get(), response, locale, model);
        }
        NewPasswordResult result =
                recovery.choose(token.get(), RawPassword.of(newPassword), cookies.devices(request), locale);
        return passwordPages.answer(result, whose.get(), request, response, locale, model);
    }

    private String why(Model model, Attempt attempt) {
        model.addAttribute(
                "page",
                new ResetRequiredPage(
                        accounts.find(attempt.accountId())
                                .map(account -> EmailAddress.mask(account.email()))
                                .orElse(""),
                        attempt.resetCause() == ResetCause.BREACHED
                                ? ResetRequiredPage.Cause.BREACHED
                                : ResetRequiredPage.Cause.SWITCHED_OFF,
                        attempt.reference(),
                        null,
                        List.of()));
        return "recovery/reset-required";
    }

    private String code(HttpServletRequest request, Model model, Attempt attempt, Locale locale, Situation situation) {
        CodePurpose purpose = attempt.kind() == AttemptKind.FORGOT_PASSWORD ? CodePurpose.FORGOT : CodePurpose.RESET;
        model.addAttribute("page", codePages.of(request, attempt, purpose, locale, situation));
        return "signin/code";
    }

    private Optional<PasswordFor> waiting(HttpServletRequest request) {
        return cookies.attempt(request)
                .flatMap(recovery::waitingForPassword)
                .flatMap(attempt -> accounts.find(attempt.accountId())
                        .map(account -> new PasswordFor(
                                PASSWORD_PATH,
                                account.email(),
                                siblings.handle(attempt),
                                accounts.toldApart(account.id()).orElse(null))));
    }

    private static boolean sent(Optional<Sending> sending) {
        return sending.isPresent() && sending.get() instanceof Sending.Sent;
    }
}
