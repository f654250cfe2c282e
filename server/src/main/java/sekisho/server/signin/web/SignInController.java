package sekisho.server.signin.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
import sekisho.server.account.EmailAddress;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.device.Devices;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.web.ForEveryone;
import sekisho.server.platform.web.ForMembers;
import sekisho.server.platform.web.PageError;
import sekisho.server.platform.web.ReturnTo;
import sekisho.server.record.AttemptKind;
import sekisho.server.record.Outcome;
import sekisho.server.record.SignInEntry;
import sekisho.server.record.SignInRecords;
import sekisho.server.session.Sessions;
import sekisho.server.session.SignedIn;
import sekisho.server.signin.Attempt;
import sekisho.server.signin.AttemptState;
import sekisho.server.signin.Attempts;
import sekisho.server.signin.CodeAnswer;
import sekisho.server.signin.SignIn;
import sekisho.server.signin.web.CodePages.Situation;
import sekisho.server.signin.web.SignInAnswers.Typed;

/// The pages of the sign-in: form, code, done, signed out.
@Controller
class SignInController {
    private final SignIn signIn;
    private final Attempts attempts;
    private final Sessions sessions;
    private final SignInRecords records;
    private final MemberCookies cookies;
    private final CodePages codePages;
    private final Steps steps;
    private final SignInAnswers answers;
    private final Greetings greetings;
    private final Devices devices;

    SignInController(
            SignIn signIn,
            Attempts attempts,
            Sessions sessions,
            SignInRecords records,
            MemberCookies cookies,
            CodePages codePages,
            Steps steps,
            SignInAnswers answers,
            Greetings greetings,
            Devices devices) {
        this.signIn = signIn;
        this.attempts = attempts;
        this.sessions = sessions;
        this.records = records;
        this.cookies = cookies;
        this.codePages = codePages;
        this.steps = steps;
        this.answers = answers;
        this.greetings = greetings;
        this.devices = devices;
    }

    @ForEveryone
    @GetMapping("/")
    String root() {
        return "redirect:/account";
    }

    @ForEveryone
    @GetMapping("/signin")
    String form(
            @RequestParam(name = "return_to", required = false) @Nullable String returnTo,
            @RequestParam(defaultValue = "false") boolean another,
            @AuthenticationPrincipal @Nullable SignedIn member,
            HttpServletRequest request,
            Model model) {
        ReturnTo page = ReturnTo.of(returnTo);
        if (member != null) {
            return "redirect:" + page.path();
        }
        Greeting greeting = greetings.of(request);
        if (!another && !greeting.accounts().isEmpty()) {
            String next = greeting.meant().isPresent() ? "confirm" : "accounts";
            return "redirect:/signin/" + next + RecognisedController.query("?", page);
        }
        return show(
                model,
                new SignInPage(
                        "",
                        true,
                        page.path(),
                        steps.path(request).orElse(null),
                        another ? null : greetings.news(request).orElse(null),
                        List.of()));
    }

    @ForEveryone
    @PostMapping("/signin")
    String send(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "false") boolean stay,
            @RequestParam(name = "return_to", required = false) @Nullable String returnTo,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        ReturnTo page = ReturnTo.of(returnTo);
        Optional<EmailAddress> address = EmailAddress.parse(email);
        List<PageError> errors = errors(email, address, password);
        if (address.isEmpty() || !errors.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return show(model, new SignInPage(email, stay, page.path(), null, null, errors));
        }
        return answers.answer(
                new Typed(address.get(), password, stay, page, null),
                request,
                response,
                locale,
                model,
                error -> show(model, new SignInPage(email, stay, page.path(), null, null, List.of(error))));
    }

    @ForEveryone
    @GetMapping("/signin/code")
    String code(HttpServletRequest request, Locale locale, Model model) {
        return steps.at(request, AttemptState.CODE_ASKED)
                .map(attempt ->
                        show(model, codePages.of(request, attempt, CodePurpose.SIGN_IN, locale, Situation.PLAIN)))
                .orElseGet(() -> steps.redirect(request));
    }

    @ForEveryone
    @PostMapping("/signin/code")
    String answer(
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Optional<AccountToken> token = cookies.attempt(request);
        if (token.isEmpty()) {
            return steps.redirect(request);
        }
        return switch (signIn.answer(token.get(), code, cookies.devices(request), locale)) {
            case CodeAnswer.Passed passed -> {
                cookies.enter(request, response, passed.entry());
                yield "redirect:/done";
            }
            case CodeAnswer.NotPassed notPassed -> {
                ChallengeResult why = notPassed.why();
                boolean newerSent = why instanceof ChallengeResult.Expired
                        && signIn.resend(token.get(), cookies.devices(request), locale);
                yield steps.at(request, AttemptState.CODE_ASKED)
                        .map(attempt -> show(
                                model,
                                codePages.of(
                                        request, attempt, CodePurpose.SIGN_IN, locale, Situation.of(why, newerSent))))
                        .orElseGet(() -> steps.redirect(request));
            }
            case CodeAnswer.Ended ended -> steps.redirect(request);
        };
    }

    /// The page after a resend stands at this address: its language switch, or a bookmark of it, leads on.
    @ForEveryone
    @GetMapping("/signin/code/resend")
    String resent(HttpServletRequest request) {
        return steps.redirect(request);
    }

    @ForEveryone
    @PostMapping("/signin/code/resend")
    String resend(HttpServletRequest request, Locale locale, Model model) {
        Optional<AccountToken> token = cookies.attempt(request);
        if (token.isEmpty()) {
            return steps.redirect(request);
        }
        Situation situation =
                signIn.resend(token.get(), cookies.devices(request), locale) ? Situation.RESENT : Situation.PLAIN;
        return steps.at(request, AttemptState.CODE_ASKED)
                .map(attempt -> show(model, codePages.of(request, attempt, CodePurpose.SIGN_IN, locale, situation)))
                .orElseGet(() -> steps.redirect(request));
    }

    @ForMembers
    @GetMapping("/done")
    String done(@AuthenticationPrincipal SignedIn member, Model model) {
        Optional<SignInEntry> entry = records.findEntry(member.accountId(), member.attemptId());
        String next = attempts.find(member.accountId(), member.attemptId(), AttemptState.SIGNED_IN)
                .map(Attempt::returnTo)
                .orElse(null);
        model.addAttribute(
                "page",
                new DonePage(
                        entry.map(SignInController::kind).orElse(DonePage.Kind.SIGNED_IN),
                        sessions.countEndedBy(member.accountId(), member.sessionId()),
                        member.deviceId() == null ? null : (int) Devices.REMEMBERED_FOR.toDays(),
                        entry.map(found -> found.decided().reference()).orElse(null),
                        ReturnTo.of(next).path()));
        return "signin/done";
    }

    @ForEveryone
    @PostMapping("/signout")
    String signOut(
            @AuthenticationPrincipal @Nullable SignedIn member,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (member != null) {
            sessions.end(member.accountId(), member.sessionId(), Sessions.EndCause.SIGNED_OUT);
        }
        cookies.leave(request, response);
        return "redirect:/signed-out";
    }

    @ForEveryone
    @GetMapping("/signed-out")
    String signedOut(HttpServletRequest request, Model model) {
        model.addAttribute(
                "page",
                new SignedOutPage(devices.accounts(cookies.devices(request)).size()));
        return "signin/signed-out";
    }

    private static DonePage.Kind kind(SignInEntry entry) {
        if (entry.decided().kind() == AttemptKind.REGISTRATION) {
            return DonePage.Kind.REGISTERED;
        }
        if (entry.outcomes().contains(Outcome.ADDRESS_CHANGED)) {
            return DonePage.Kind.RECOVERED;
        }
        return entry.outcomes().contains(Outcome.PASSWORD_CHANGED)
                ? DonePage.Kind.PASSWORD_CHANGED
                : DonePage.Kind.SIGNED_IN;
    }

    /// What is missing or can't be an address; that no account has it is never said.
    private static List<PageError> errors(String email, Optional<EmailAddress> address, String password) {
        List<PageError> errors = new ArrayList<>();
        if (address.isEmpty()) {
            errors.add(PageError.noAddress("email", email));
        }
        if (password.isEmpty()) {
            errors.add(PageError.at("password", "signin.error.password.missing"));
        }
        return errors;
    }

    private static String show(Model model, SignInPage page) {
        model.addAttribute("page", page);
        return "signin/sign-in";
    }

    private static String show(Model model, CodePage page) {
        model.addAttribute("page", page);
        return "signin/code";
    }
}
