package sekisho.server.selfservice.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sekisho.server.account.EmailAddress;
import sekisho.server.challenge.ChallengePurpose;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.device.Recognition;
import sekisho.server.password.RawPassword;
import sekisho.server.platform.web.ForMembers;
import sekisho.server.platform.web.Moments;
import sekisho.server.platform.web.PageError;
import sekisho.server.risk.ClientRequest;
import sekisho.server.risk.web.ClientRequests;
import sekisho.server.selfservice.Deletion;
import sekisho.server.selfservice.MailboxCheck;
import sekisho.server.selfservice.Reauthentication;
import sekisho.server.session.SignedIn;
import sekisho.server.signin.web.MemberCookies;

/// The pages on which a member deletes his account.
@Controller
@ForMembers
class DeletionController {
    private final Deletion deletion;
    private final MailboxCheck mailbox;
    private final MailedCodes mailedCodes;
    private final Reauthentication reauthentication;
    private final PasswordProblem passwordProblem;
    private final ClientRequests clients;
    private final MemberCookies cookies;
    private final Moments moments;

    DeletionController(
            Deletion deletion,
            MailboxCheck mailbox,
            MailedCodes mailedCodes,
            Reauthentication reauthentication,
            PasswordProblem passwordProblem,
            ClientRequests clients,
            MemberCookies cookies,
            Moments moments) {
        this.deletion = deletion;
        this.mailbox = mailbox;
        this.mailedCodes = mailedCodes;
        this.reauthentication = reauthentication;
        this.passwordProblem = passwordProblem;
        this.clients = clients;
        this.cookies = cookies;
        this.moments = moments;
    }

    @GetMapping("/account/delete")
    String question(@AuthenticationPrincipal SignedIn member, HttpServletRequest request, Locale locale, Model model) {
        return ask(member, device(member, request), null, List.of(), locale, model);
    }

    @PostMapping("/account/delete/code")
    String sendCode(@AuthenticationPrincipal SignedIn member, HttpServletRequest request, Locale locale) {
        mailbox.sendCode(member, ChallengePurpose.DELETION, device(member, request), clients.of(request), locale);
        return "redirect:/account/delete";
    }

    @PostMapping("/account/delete")
    String delete(
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
        return switch (deletion.delete(member, right, code, client)) {
            case Deletion.Result.Deleted deleted -> {
                cookies.leave(request, response);
                model.addAttribute("page", report(deleted, locale));
                yield "selfservice/deleted";
            }
            case Deletion.Result.NotProved notProved ->
                refuse(member, device, notProved.why(), CodeProblems.of(notProved.why()), response, locale, model);
            case Deletion.Result.AddressChangedLately lately ->
                refuse(
                        member,
                        device,
                        null,
                        List.of(PageError.of(
                                "owndata.delete.error.undo",
                                moments.full(lately.until(), locale).text())),
                        response,
                        locale,
                        model);
            case Deletion.Result.PasswordChanged passwordChanged ->
                refuse(member, device, null, List.of(PasswordProblem.wrong()), response, locale, model);
        };
    }

    private static DeletedPage report(Deletion.Result.Deleted deleted, Locale locale) {
        List<DeletedPage.Row> rows = Stream.of(Deletion.Kind.values())
                .map(kind -> new DeletedPage.Row(kind, deleted.rows().getOrDefault(kind, 0)))
                .toList();
        return new DeletedPage(rows, EmailAddress.mask(deleted.noticeTo()));
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
        model.addAttribute(
                "page", new DeletePage(mailedCodes.of(member, ChallengePurpose.DELETION, device, why, locale), errors));
        return "selfservice/delete";
    }

    private Recognition device(SignedIn member, HttpServletRequest request) {
        return reauthentication.device(member.accountId(), cookies.devices(request), clients.of(request));
    }
}
