package sekisho.server.selfservice.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
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
import sekisho.server.challenge.FoldedAnswer;
import sekisho.server.challenge.QuestionText;
import sekisho.server.challenge.SecurityQuestions;
import sekisho.server.challenge.SecurityQuestions.Chosen;
import sekisho.server.device.Recognition;
import sekisho.server.password.RawPassword;
import sekisho.server.platform.web.ForMembers;
import sekisho.server.platform.web.Moments;
import sekisho.server.platform.web.PageError;
import sekisho.server.risk.web.ClientRequests;
import sekisho.server.selfservice.MailboxCheck;
import sekisho.server.selfservice.QuestionSetting;
import sekisho.server.selfservice.Reauthentication;
import sekisho.server.session.SignedIn;
import sekisho.server.signin.web.MemberCookies;

/// The page on which a member sets, changes and removes his security question; only on sites that want it.
@Controller
@ForMembers
@ConditionalOnProperty(name = "sekisho.security-question.enabled", havingValue = "true")
class OwnQuestionController {
    private final QuestionSetting setting;
    private final SecurityQuestions questions;
    private final Reauthentication reauthentication;
    private final PasswordProblem passwordProblem;
    private final MailboxCheck mailbox;
    private final MailedCodes mailedCodes;
    private final Accounts accounts;
    private final ClientRequests clients;
    private final MemberCookies cookies;
    private final Moments moments;

    OwnQuestionController(
            QuestionSetting setting,
            SecurityQuestions questions,
            Reauthentication reauthentication,
            PasswordProblem passwordProblem,
            MailboxCheck mailbox,
            MailedCodes mailedCodes,
            Accounts accounts,
            ClientRequests clients,
            MemberCookies cookies,
            Moments moments) {
        this.setting = setting;
        this.questions = questions;
        this.reauthentication = reauthentication;
        this.passwordProblem = passwordProblem;
        this.mailbox = mailbox;
        this.mailedCodes = mailedCodes;
        this.accounts = accounts;
        this.clients = clients;
        this.cookies = cookies;
        this.moments = moments;
    }

    @GetMapping("/account/question")
    String question(
            @AuthenticationPrincipal SignedIn member,
            @RequestParam(required = false) @Nullable String saved,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        String known = "set".equals(saved) || "removed".equals(saved) ? saved : null;
        return show(member, device(member, request), null, null, known, List.of(), locale, model);
    }

    @PostMapping("/account/question/code")
    String sendCode(@AuthenticationPrincipal SignedIn member, HttpServletRequest request, Locale locale) {
        mailbox.sendCode(
                member, ChallengePurpose.SECURITY_QUESTION, device(member, request), clients.of(request), locale);
        return "redirect:/account/question";
    }

    @PostMapping("/account/question")
    String set(
            @AuthenticationPrincipal SignedIn member,
            @RequestParam(defaultValue = "") String question,
            @RequestParam(defaultValue = "") String answer,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Recognition device = device(member, request);
        Optional<QuestionText> text = Stream.of(QuestionText.values())
                .filter(one -> one.key().equals(question))
                .findFirst();
        FoldedAnswer folded = FoldedAnswer.of(answer);
        List<PageError> errors = new ArrayList<>();
        if (text.isEmpty()) {
            errors.add(PageError.at("question", "question.own.error.none"));
        }
        setting.fault(member.accountId(), folded, password)
                .map(fault -> PageError.at(
                        "answer", "question.own.error." + fault.name().toLowerCase(Locale.ROOT), FoldedAnswer.SHORTEST))
                .ifPresent(errors::add);
        errors.addAll(PasswordProblem.missing(password, code, device));
        if (text.isEmpty() || !errors.isEmpty()) {
            return refuse(member, device, text.orElse(null), null, errors, response, locale, model);
        }
        Reauthentication.Result checked = check(member, password, request);
        if (!(checked instanceof Reauthentication.Result.Right right)) {
            return refuse(member, device, text.get(), null, problem(checked, locale), response, locale, model);
        }
        return switch (setting.set(member, right, text.get(), folded, code, clients.of(request))) {
            case QuestionSetting.Result.Done done -> "redirect:/account/question?saved=set";
            case QuestionSetting.Result.NotProved no ->
                refuse(member, device, text.get(), no.why(), CodeProblems.of(no.why()), response, locale, model);
            case QuestionSetting.Result.NotNow notNow ->
                refuse(member, device, text.get(), null, busy(), response, locale, model);
        };
    }

    @PostMapping("/account/question/remove")
    String remove(
            @AuthenticationPrincipal SignedIn member,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Recognition device = device(member, request);
        if (password.isEmpty()) {
            return refuse(member, device, null, null, List.of(PasswordProblem.missing()), response, locale, model);
        }
        Reauthentication.Result checked = check(member, password, request);
        if (!(checked instanceof Reauthentication.Result.Right right)) {
            return refuse(member, device, null, null, problem(checked, locale), response, locale, model);
        }
        return setting.remove(member, right, clients.of(request))
                ? "redirect:/account/question?saved=removed"
                : refuse(member, device, null, null, busy(), response, locale, model);
    }

    private Reauthentication.Result check(SignedIn member, String password, HttpServletRequest request) {
        return reauthentication.check(
                member.accountId(), RawPassword.of(password), cookies.devices(request), clients.of(request));
    }

    private List<PageError> problem(Reauthentication.Result checked, Locale locale) {
        return passwordProblem.of(checked, locale).stream().toList();
    }

    private static List<PageError> busy() {
        return List.of(PageError.of("owndata.password.busy"));
    }

    private Recognition device(SignedIn member, HttpServletRequest request) {
        return reauthentication.device(member.accountId(), cookies.devices(request), clients.of(request));
    }

    private String refuse(
            SignedIn member,
            Recognition device,
            @Nullable QuestionText chosen,
            @Nullable ChallengeResult why,
            List<PageError> errors,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return show(member, device, chosen, why, null, errors, locale, model);
    }

    private String show(
            SignedIn member,
            Recognition device,
            @Nullable QuestionText chosen,
            @Nullable ChallengeResult why,
            @Nullable String saved,
            List<PageError> errors,
            Locale locale,
            Model model) {
        Optional<Chosen> now = questions.find(member.accountId());
        model.addAttribute(
                "page",
                new OwnQuestionPage(
                        now.map(Chosen::text).orElse(null),
                        now.map(set -> moments.full(set.since(), locale)).orElse(null),
                        List.of(QuestionText.values()),
                        chosen,
                        saved,
                        FoldedAnswer.SHORTEST,
                        accounts.find(member.accountId()).orElseThrow().email(),
                        mailedCodes.of(member, ChallengePurpose.SECURITY_QUESTION, device, why, locale),
                        errors));
        return "selfservice/question";
    }
}
