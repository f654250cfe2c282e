package sekisho.server.selfservice.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sekisho.server.account.Accounts;
import sekisho.server.challenge.RecoveryCode;
import sekisho.server.challenge.RecoveryCodes;
import sekisho.server.password.RawPassword;
import sekisho.server.platform.web.ForMembers;
import sekisho.server.platform.web.Moments;
import sekisho.server.platform.web.PageError;
import sekisho.server.recovery.AccountRecovery;
import sekisho.server.risk.web.ClientRequests;
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
    private final RecoveryCodes codes;
    private final AccountRecovery recovery;
    private final Accounts accounts;
    private final ClientRequests clients;
    private final MemberCookies cookies;
    private final Moments moments;

    OwnRecoveryController(
            RecoveryCodeSets sets,
            RecoveryCodes codes,
            AccountRecovery recovery,
            Accounts accounts,
            ClientRequests clients,
            MemberCookies cookies,
            Moments moments) {
        this.sets = sets;
        this.codes = codes;
        this.recovery = recovery;
        this.accounts = accounts;
        this.clients = clients;
        this.cookies = cookies;
        this.moments = moments;
    }

    @GetMapping("/account/recovery-codes")
    String state(@AuthenticationPrincipal SignedIn member, Locale locale, Model model) {
        return show(model, page(member, List.of(), List.of(), locale));
    }

    /// The codes stand on the answer itself: behind a redirect they would have to be kept readable.
    @PostMapping("/account/recovery-codes")
    String make(
            @AuthenticationPrincipal SignedIn member,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        if (password.isEmpty()) {
            return refuse(member, "recover.codes.error.missing", response, locale, model);
        }
        return switch (sets.make(member, RawPassword.of(password), clients.of(request), cookies.devices(request))) {
            case Made.Codes made ->
                show(
                        model,
                        page(
                                member,
                                made.codes().stream().map(RecoveryCode::text).toList(),
                                List.of(),
                                locale));
            case Made.WrongPassword wrong -> refuse(member, "recover.codes.error.wrong", response, locale, model);
            case Made.TooMany tooMany -> {
                String clock = moments.clock(tooMany.next(), locale).text();
                yield refuse(member, "recover.codes.error.too_many", response, locale, model, clock);
            }
            case Made.Busy busy -> {
                String view = refuse(member, "recover.codes.error.busy", response, locale, model);
                response.setHeader("Retry-After", "5");
                response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
                yield view;
            }
        };
    }

    @PostMapping("/account/recovery/stop")
    String stop(@AuthenticationPrincipal SignedIn member) {
        return recovery.stop(member.accountId()) ? "redirect:/account?stopped=true" : "redirect:/account";
    }

    private String refuse(
            SignedIn member, String key, HttpServletResponse response, Locale locale, Model model, Object... facts) {
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return show(model, page(member, List.of(), List.of(PageError.at("password", key, facts)), locale));
    }

    private RecoveryCodesPage page(SignedIn member, List<String> made, List<PageError> errors, Locale locale) {
        Optional<RecoveryCodes.Saved> saved = codes.saved(member.accountId());
        return new RecoveryCodesPage(
                made,
                saved.map(RecoveryCodes.Saved::left).orElse(0),
                saved.map(set -> moments.full(set.since(), locale)).orElse(null),
                accounts.find(member.accountId()).orElseThrow().email(),
                errors);
    }

    private static String show(Model model, RecoveryCodesPage page) {
        model.addAttribute("page", page);
        return "selfservice/recovery-codes";
    }
}
