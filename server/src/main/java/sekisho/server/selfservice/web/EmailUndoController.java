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
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sekisho.server.account.EmailAddress;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.challenge.CodeState;
import sekisho.server.platform.ReferenceNumber;
import sekisho.server.platform.web.ForEveryone;
import sekisho.server.platform.web.Moments;
import sekisho.server.platform.web.PageError;
import sekisho.server.risk.web.ClientRequests;
import sekisho.server.selfservice.EmailUndo;

/// The pages on which a changed address is undone, by whoever reads the mails of the one before: for a member
/// who can't sign in any more.
@Controller
@ForEveryone
class EmailUndoController {
    private final EmailUndo undo;
    private final ClientRequests clients;
    private final Moments moments;

    EmailUndoController(EmailUndo undo, ClientRequests clients, Moments moments) {
        this.undo = undo;
        this.clients = clients;
        this.moments = moments;
    }

    @GetMapping("/email-undo")
    String form(Model model) {
        return show(model, new EmailUndoPage("", "", false, null, 0, null, List.of()));
    }

    @PostMapping("/email-undo")
    String sendCode(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String reference,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Optional<EmailUndo.Claim> claim = claim(email, reference);
        if (claim.isEmpty()) {
            return refuse(email, reference, response, model);
        }
        undo.sendCode(claim.get(), clients.of(request), locale);
        return show(model, page(claim.get(), null, List.of(), locale));
    }

    /// The page after a code stands at this address: its language switch, or a bookmark of it, leads on.
    @GetMapping("/email-undo/code")
    String code() {
        return "redirect:/email-undo";
    }

    @PostMapping("/email-undo/code")
    String answer(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String reference,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Optional<EmailUndo.Claim> claim = claim(email, reference);
        if (claim.isEmpty()) {
            return refuse(email, reference, response, model);
        }
        return switch (undo.answer(claim.get(), code, clients.of(request))) {
            case EmailUndo.Answer.Restored restored -> undone(claim.get(), true, model);
            case EmailUndo.Answer.AddressTaken taken -> undone(claim.get(), false, model);
            case EmailUndo.Answer.NotProved notProved -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
                yield show(model, page(claim.get(), wait(notProved.why()), CodeProblems.of(notProved.why()), locale));
            }
        };
    }

    private EmailUndoPage page(
            EmailUndo.Claim claim, @Nullable Instant waitUntil, List<PageError> errors, Locale locale) {
        CodeState state = undo.codeState(claim);
        Instant wait = waitUntil == null && state.expires() == null ? state.nextSend() : waitUntil;
        return new EmailUndoPage(
                claim.old().text(),
                claim.reference(),
                true,
                state.expires() == null ? null : moments.clock(state.expires(), locale),
                state.sendsLeft(),
                wait == null ? null : moments.full(wait, locale),
                errors);
    }

    private static Optional<EmailUndo.Claim> claim(String email, String reference) {
        return EmailAddress.parse(email)
                .flatMap(
                        address -> ReferenceNumber.read(reference).map(number -> new EmailUndo.Claim(address, number)));
    }

    private static String refuse(String email, String reference, HttpServletResponse response, Model model) {
        List<PageError> errors = new ArrayList<>();
        if (EmailAddress.parse(email).isEmpty()) {
            errors.add(PageError.noAddress("email", email));
        }
        if (ReferenceNumber.read(reference).isEmpty()) {
            errors.add(PageError.at("reference", "owndata.undo.reference.missing"));
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return show(model, new EmailUndoPage(email, reference, false, null, 0, null, errors));
    }

    private static String undone(EmailUndo.Claim claim, boolean restored, Model model) {
        model.addAttribute("page", new EmailUndonePage(claim.old().text(), restored));
        return "selfservice/email-undone";
    }

    private static @Nullable Instant wait(ChallengeResult result) {
        return result instanceof ChallengeResult.TooMany tooMany ? tooMany.next() : null;
    }

    private static String show(Model model, EmailUndoPage page) {
        model.addAttribute("page", page);
        return "selfservice/email-undo";
    }
}
