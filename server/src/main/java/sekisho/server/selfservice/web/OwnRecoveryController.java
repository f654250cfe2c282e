package sekisho.server.selfservice.web;

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
import sekisho.server.account.Accounts;
import sekisho.server.challenge.ChallengePurpose;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.challenge.RecoveryCode;
import sekisho.server.challenge.RecoveryCodes;
import sekisho.server.device.Recognition;
import sekisho.server.password.RawPassword;
import sekisho.server.platform.web.ForMembers;
import sekisho.server.platform.web.Moments;
import sekisho.server.platform.web.PageError;
import sekisho.server.recovery.AccountRecovery;
import sekisho.server.risk.ClientRequest;
import sekisho.server.risk.web.ClientRequests;
import sekisho.server.selfservice.MailboxCheck;
import sekisho.server.selfservice.Reauthentication;
import sekisho.server.selfservice.RecoveryCodeSets;
import sekisho.server.selfservice.RecoveryCodeSets.Made;
import sekisho.server.session.SignedIn;
import sekisho.server.signin.web.MemberCookies;

/// What a member who is signed in does for the day when the mailbox is lost, and against somebody who
/// says that it is.
@Controller
@ForMembers
class OwnRecoveryController {
    private final RecoveryCodeSets sets;
    private final Reauthentication reauthentication;
    private final PasswordProblem passwordProblem;
    private final RecoveryCodes codes;
    private final AccountRecovery recovery;
    private final Accounts accounts;
    private final ClientRequests clients;
    private final MemberCookies cookies;
    private final MailboxCheck mailbox;
    private final MailedCodes mailedCodes;
    private final Moments moments;

    OwnRecoveryController(
            RecoveryCodeSets sets,
            Reauthentication reauthentication,
            PasswordProblem passwordProblem,
            RecoveryCodes codes,
            AccountRecovery recovery,
            Accounts accounts,
            ClientRequests clients,
            MemberCookies cookies,
            MailboxCheck mailbox,
            MailedCodes mailedCodes,
            Moments moments) {
        this.sets = sets;
        this.reauthentication = reauthentication;
        this.passwordProblem = passwordProblem;
        this.codes = codes;
        this.recovery = recovery;
        this.accounts = accounts;
        this.clients = clients;
        this.cookies = cookies;
        this.mailbox = mailbox;
        this.mailedCodes = mailedCodes;
        this.moments = moments;
    }

    @GetMapping("/account/recovery-codes")
    String state(@AuthenticationPrincipal SignedIn member, HttpServletRequest request, Locale locale, Model model) {
        return ask(member, device(member, request), null, List.of(), locale, model);
    }

    @PostMapping("/account/recovery-codes/code")
    String sendCode(@AuthenticationPrincipal SignedIn member, HttpServletRequest request, Locale locale) {
        mailbox.sendCode(member, ChallengePurpose.RECOVERY_CODES, device(member, request), clients.of(request), locale);
        return "redirect:/account/recovery-codes";
    }

    /// The codes stand on the answer itself: behind a redirect they would have to be kept readable.
    @PostMapping("/account/recovery-codes")
    String make(
            @AuthenticationPrincipal SignedIn member,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        ClientRequest client = clients.of(request);
        Recognition device = device(member, request);
        List<PageError> missing = PasswordProblem.missing(password, code, device);
        if (!missing.isEmpty()) {
            return refuse(member, device, null, missing, response, locale, model);
        }
        Reauthentication.Result check =
                reauthentication.check(member.accountId(), RawPassword.of(password), cookies.devices(request), client);
        Optional<PageError> problem = passwordProblem.of(check, locale);
        if (problem.isPresent() || !(check instanceof Reauthentication.Result.Right right)) {
            return refuse(member, device, null, problem.stream().toList(), response, locale, model);
        }
        return switch (sets.make(member, right, code, client)) {
            case Made.Codes made -> show(model, page(member, made.codes(), null, List.of(), locale));
            case Made.NotProved notProved ->
                refuse(member, device, notProved.why(), CodeProblems.of(notProved.why()), response, locale, model);
            case Made.PasswordChanged passwordChanged ->
                refuse(member, device, null, List.of(PasswordProblem.wrong()), response, locale, model);
        };
    }

    @PostMapping("/account/recovery/stop")
    String stop(@AuthenticationPrincipal SignedIn member) {
        recovery.stop(member.accountId());
        return "redirect:/account";
    }

    private String refuse(
            SignedIn member,
            Recognition device,
            @Nullable ChallengeResult why,
            List<PageError> errors,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return ask(member, device, why, errors, locale, model);
    }

    private String ask(
            SignedIn member,
            Recognition device,
            @Nullable ChallengeResult why,
            List<PageError> errors,
            Locale locale,
            Model model) {
        MailedCode mailed = mailedCodes.of(member, ChallengePurpose.RECOVERY_CODES, device, why, locale);
        return show(model, page(member, List.of(), mailed, errors, locale));
    }

    private RecoveryCodesPage page(
            SignedIn member,
            List<RecoveryCode> made,
            @Nullable MailedCode mailed,
            List<PageError> errors,
            Locale locale) {
        Optional<RecoveryCodes.Saved> saved = codes.saved(member.accountId());
        return new RecoveryCodesPage(
                made.stream().map(RecoveryCode::text).toList(),
                saved.map(RecoveryCodes.Saved::left).orElse(0),
                saved.map(set -> moments.full(set.since(), locale)).orElse(null),
                email(member),
                mailed,
                errors);
    }

    private String email(SignedIn member) {
        return accounts.find(member.accountId()).orElseThrow().email();
    }

    private Recognition device(SignedIn member, HttpServletRequest request) {
        return reauthentication.device(member.accountId(), cookies.devices(request), clients.of(request));
    }

    private static String show(Model model, RecoveryCodesPage page) {
        model.addAttribute("page", page);
        return "selfservice/recovery-codes";
    }
}
