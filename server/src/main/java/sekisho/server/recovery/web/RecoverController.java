package sekisho.server.recovery.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sekisho.server.account.EmailAddress;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.challenge.RecoveryCode;
import sekisho.server.challenge.WaitingRecoveries;
import sekisho.server.challenge.WaitingRecovery;
import sekisho.server.password.RawPassword;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.web.ForEveryone;
import sekisho.server.platform.web.Moments;
import sekisho.server.platform.web.PageError;
import sekisho.server.recovery.AccountRecovery;
import sekisho.server.recovery.AccountRecovery.Asked;
import sekisho.server.recovery.AccountRecovery.MailboxAnswer;
import sekisho.server.recovery.NewPasswordResult;
import sekisho.server.risk.web.ClientRequests;
import sekisho.server.signin.Attempt;
import sekisho.server.signin.AttemptState;
import sekisho.server.signin.Siblings;
import sekisho.server.signin.web.CodePages;
import sekisho.server.signin.web.CodePages.Situation;
import sekisho.server.signin.web.CodePurpose;
import sekisho.server.signin.web.MemberCookies;
import sekisho.server.signin.web.Steps;

/// The pages of a recovery without the mailbox: the choice, the two ways, the new address, the password.
@Controller
@ForEveryone
class RecoverController {
    private static final String PASSWORD_PATH = "/recover/password";
    private static final String CODE_PATH = "/recover/address/code";

    private final AccountRecovery recovery;
    private final Steps steps;
    private final ClientRequests clients;
    private final MemberCookies cookies;
    private final CodePages codePages;
    private final NewPasswordPages passwordPages;
    private final Siblings siblings;
    private final Moments moments;

    RecoverController(
            AccountRecovery recovery,
            Steps steps,
            ClientRequests clients,
            MemberCookies cookies,
            CodePages codePages,
            NewPasswordPages passwordPages,
            Siblings siblings,
            Moments moments) {
        this.recovery = recovery;
        this.steps = steps;
        this.clients = clients;
        this.cookies = cookies;
        this.codePages = codePages;
        this.passwordPages = passwordPages;
        this.siblings = siblings;
        this.moments = moments;
    }

    @GetMapping("/recover")
    String choices(Model model) {
        model.addAttribute("page", new RecoverPage(WaitingRecoveries.WAIT.toHours(), WaitingRecoveries.OPEN.toDays()));
        return "recovery/recover";
    }

    @GetMapping("/recover/code")
    String savedCode(Model model) {
        return showSavedCode(model, "", List.of());
    }

    @PostMapping("/recover/code")
    String useSavedCode(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String recoveryCode,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<EmailAddress> address = EmailAddress.parse(email);
        Optional<RecoveryCode> code = RecoveryCode.read(recoveryCode);
        List<PageError> errors = new ArrayList<>();
        malformed("email", email, address).ifPresent(errors::add);
        if (code.isEmpty()) {
            errors.add(PageError.at(
                    "recoveryCode",
                    recoveryCode.isBlank() ? "recover.code.error.missing" : "recover.code.error.malformed",
                    RecoveryCode.SIGNS));
        }
        if (address.isEmpty() || code.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return showSavedCode(model, email, errors);
        }
        Optional<AccountToken> attempt =
                recovery.byCode(address.get(), code.get(), clients.of(request), cookies.devices(request));
        if (attempt.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return showSavedCode(model, email, List.of(PageError.of("recover.code.error.wrong")));
        }
        cookies.keepAttempt(response, attempt.get());
        return "redirect:/recover/address";
    }

    @GetMapping("/recover/address")
    String address(HttpServletRequest request, Model model) {
        return cookies.attempt(request)
                .flatMap(recovery::waitingForAddress)
                .map(attempt -> showAddress(model, "", attempt, List.of()))
                .orElseGet(() -> steps.redirectFrom("/recover/address", request));
    }

    @PostMapping("/recover/address")
    String chooseAddress(
            @RequestParam(defaultValue = "") String newEmail,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Optional<AccountToken> token = cookies.attempt(request);
        Optional<Attempt> attempt = token.flatMap(recovery::waitingForAddress);
        if (token.isEmpty() || attempt.isEmpty()) {
            return steps.redirectFrom("/recover/address", request);
        }
        Optional<EmailAddress> address = EmailAddress.parse(newEmail);
        if (address.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return showAddress(
                    model,
                    newEmail,
                    attempt.get(),
                    malformed("newEmail", newEmail, address).stream().toList());
        }
        return switch (recovery.newAddress(token.get(), address.get(), cookies.devices(request), locale)) {
            case Asked.Code asked -> "redirect:" + CODE_PATH;
            case Asked.TooMany tooMany -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
                yield showAddress(
                        model,
                        newEmail,
                        attempt.get(),
                        List.of(PageError.at(
                                "newEmail",
                                "recover.error.mails",
                                moments.clock(tooMany.next(), locale).text())));
            }
            case Asked.Ended ended -> steps.redirectFrom("/recover/address", request);
        };
    }

    @GetMapping("/recover/wait")
    String waiting(Model model) {
        return showWait(model, "", "", "", List.of());
    }

    @PostMapping("/recover/wait")
    String askForWaiting(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String newEmail,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Optional<EmailAddress> address = EmailAddress.parse(email);
        Optional<EmailAddress> newAddress = EmailAddress.parse(newEmail);
        List<PageError> errors = new ArrayList<>();
        malformed("email", email, address).ifPresent(errors::add);
        malformed("newEmail", newEmail, newAddress).ifPresent(errors::add);
        if (address.isPresent() && newAddress.isPresent() && address.get().sameAs(newAddress.get())) {
            errors.add(PageError.at("newEmail", "recover.error.same"));
        }
        if (address.isEmpty() || newAddress.isEmpty() || !errors.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return showWait(model, email, name, newEmail, errors);
        }
        return switch (recovery.byWaiting(
                address.get(), name, newAddress.get(), clients.of(request), cookies.devices(request), locale)) {
            case Asked.Code asked -> {
                cookies.keepAttempt(response, asked.attempt());
                yield "redirect:" + CODE_PATH;
            }
            case Asked.TooMany tooMany -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
                yield showWait(
                        model,
                        email,
                        name,
                        newEmail,
                        List.of(PageError.at(
                                "newEmail",
                                "recover.error.mails",
                                moments.clock(tooMany.next(), locale).text())));
            }
            case Asked.Ended ended -> steps.redirect(request);
        };
    }

    @GetMapping(CODE_PATH)
    String code(HttpServletRequest request, Locale locale, Model model) {
        return showCode(request, locale, model, Situation.PLAIN);
    }

    @PostMapping(CODE_PATH)
    String answer(
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Optional<AccountToken> token = cookies.attempt(request);
        Optional<Attempt> attempt = steps.at(request, AttemptState.RECOVERY_CODE_ASKED);
        if (token.isEmpty() || attempt.isEmpty()) {
            return steps.redirect(request);
        }
        return switch (recovery.answer(token.get(), code, cookies.devices(request), locale)) {
            case MailboxAnswer.PasswordNext next -> "redirect:" + PASSWORD_PATH;
            case MailboxAnswer.Waits waits -> "redirect:/recover/waiting";
            case MailboxAnswer.Nothing nothing -> showWaiting(model, attempt.get(), null, locale);
            case MailboxAnswer.Taken taken -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
                List<PageError> errors = List.of(PageError.at("newEmail", "recover.error.taken"));
                String typed = Objects.requireNonNull(attempt.get().sentTo());
                yield taken.byCode()
                        ? showAddress(model, typed, attempt.get(), errors)
                        : showWait(model, "", "", typed, errors);
            }
            case MailboxAnswer.TooMany tooMany -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
                String date = moments.date(tooMany.next(), locale).text();
                String typed = Objects.requireNonNull(attempt.get().sentTo());
                yield showWait(model, "", "", typed, List.of(PageError.of("recover.error.too_many", date)));
            }
            case MailboxAnswer.NotProved notProved -> {
                boolean newerSent = notProved.why() instanceof ChallengeResult.Expired
                        && recovery.resend(token.get(), cookies.devices(request), locale);
                yield showCode(request, locale, model, Situation.of(notProved.why(), newerSent));
            }
            case MailboxAnswer.Ended ended -> steps.redirect(request);
        };
    }

    /// The page after a resend stands at this address: its language switch, or a bookmark of it, leads on.
    @GetMapping(CODE_PATH + "/resend")
    String resent(HttpServletRequest request) {
        return steps.redirect(request);
    }

    @PostMapping(CODE_PATH + "/resend")
    String resend(HttpServletRequest request, Locale locale, Model model) {
        Optional<AccountToken> token = cookies.attempt(request);
        if (token.isEmpty()) {
            return steps.redirect(request);
        }
        Situation situation =
                recovery.resend(token.get(), cookies.devices(request), locale) ? Situation.RESENT : Situation.PLAIN;
        return showCode(request, locale, model, situation);
    }

    @GetMapping("/recover/waiting")
    String waits(HttpServletRequest request, Locale locale, Model model) {
        return steps.at(request, AttemptState.RECOVERY_WAITS)
                .map(attempt ->
                        showWaiting(model, attempt, recovery.waitingOf(attempt).orElse(null), locale))
                .orElseGet(() -> steps.redirect(request));
    }

    @GetMapping(PASSWORD_PATH)
    String password(HttpServletRequest request, Locale locale, Model model) {
        return cookies.attempt(request)
                .flatMap(recovery::waitingForPassword)
                .map(attempt -> passwordPages.show(model, whose(attempt), locale))
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
        Optional<Attempt> attempt = token.flatMap(recovery::waitingForPassword);
        if (token.isEmpty() || attempt.isEmpty()) {
            return steps.redirectFrom(PASSWORD_PATH, request);
        }
        if (NewPasswordPages.ofOtherTab(whose(attempt.get()), account)) {
            return passwordPages.answerOtherTab(whose(attempt.get()), response, locale, model);
        }
        NewPasswordResult result =
                recovery.choose(token.get(), RawPassword.of(newPassword), cookies.devices(request), locale);
        return passwordPages.answer(result, whose(attempt.get()), request, response, locale, model);
    }

    private PasswordFor whose(Attempt attempt) {
        return new PasswordFor(PASSWORD_PATH, Objects.requireNonNull(attempt.sentTo()), siblings.handle(attempt), null);
    }

    /// What is wrong with the form of an address; that no account has it is never said.
    private static Optional<PageError> malformed(String field, String typed, Optional<EmailAddress> address) {
        return address.isPresent() ? Optional.empty() : Optional.of(PageError.noAddress(field, typed));
    }

    private String showCode(HttpServletRequest request, Locale locale, Model model, Situation situation) {
        return steps.at(request, AttemptState.RECOVERY_CODE_ASKED)
                .map(attempt -> {
                    model.addAttribute("page", codePages.of(request, attempt, CodePurpose.RECOVERY, locale, situation));
                    return "signin/code";
                })
                .orElseGet(() -> steps.redirect(request));
    }

    private static String showSavedCode(Model model, String email, List<PageError> errors) {
        model.addAttribute("page", new RecoveryCodePage(email, errors));
        return "recovery/code";
    }

    private static String showAddress(Model model, String newEmail, Attempt attempt, List<PageError> errors) {
        model.addAttribute("page", new NewAddressPage(newEmail, attempt.reference(), errors));
        return "recovery/new-address";
    }

    private static String showWait(Model model, String email, String name, String newEmail, List<PageError> errors) {
        model.addAttribute(
                "page",
                new WaitingFormPage(
                        email,
                        name,
                        newEmail,
                        WaitingRecoveries.WAIT.toHours(),
                        WaitingRecoveries.OPEN.toDays(),
                        errors));
        return "recovery/wait";
    }

    private String showWaiting(Model model, Attempt attempt, @Nullable WaitingRecovery waiting, Locale locale) {
        model.addAttribute(
                "page",
                new WaitingPage(
                        EmailAddress.mask(Objects.requireNonNull(attempt.sentTo())),
                        waiting == null ? null : moments.full(waiting.ripeAt(), locale),
                        waiting == null ? null : moments.full(waiting.expiresAt(), locale),
                        waiting == null ? attempt.reference() : waiting.reference()));
        return "recovery/waiting";
    }
}
