package sekisho.server.signin.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sekisho.server.challenge.QuestionText;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.web.ForEveryone;
import sekisho.server.platform.web.PageError;
import sekisho.server.signin.Attempt;
import sekisho.server.signin.AttemptState;
import sekisho.server.signin.OwnQuestion;

/// The page that asks the member's own question at a sign-in; only on sites that want it.
@Controller
@ForEveryone
@ConditionalOnProperty(name = "sekisho.security-question.enabled", havingValue = "true")
class QuestionController {
    private final OwnQuestion ownQuestion;
    private final Steps steps;
    private final MemberCookies cookies;

    QuestionController(OwnQuestion ownQuestion, Steps steps, MemberCookies cookies) {
        this.ownQuestion = ownQuestion;
        this.steps = steps;
        this.cookies = cookies;
    }

    @GetMapping("/signin/question")
    String question(HttpServletRequest request, Model model) {
        return show(request, List.of(), model);
    }

    @PostMapping("/signin/question")
    String answer(
            @RequestParam(defaultValue = "") String answer,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Optional<AccountToken> token = cookies.attempt(request);
        if (token.isEmpty()) {
            return steps.redirect(request);
        }
        if (answer.isBlank()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return show(request, List.of(PageError.at("answer", "question.error.missing")), model);
        }
        return switch (ownQuestion.answer(token.get(), answer, cookies.devices(request), locale)) {
            case OwnQuestion.Result.Passed passed -> {
                cookies.enter(request, response, passed.entry());
                yield "redirect:/done";
            }
            case OwnQuestion.Result.Wrong wrong -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
                yield show(request, List.of(PageError.at("answer", "question.error.wrong", wrong.left())), model);
            }
            case OwnQuestion.Result.UsedUp usedUp -> "redirect:/signin/way";
            case OwnQuestion.Result.Busy busy -> {
                response.setHeader("Retry-After", "5");
                response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
                yield show(request, List.of(PageError.of("signin.error.busy")), model);
            }
            case OwnQuestion.Result.Ended ended -> steps.redirect(request);
        };
    }

    /// Where no answer can be tried any more, the other ways are shown.
    private String show(HttpServletRequest request, List<PageError> errors, Model model) {
        Optional<Attempt> attempt = steps.at(request, AttemptState.QUESTION_ASKED);
        if (attempt.isEmpty()) {
            return steps.redirect(request);
        }
        Optional<QuestionText> question = ownQuestion.question(attempt.get());
        if (question.isEmpty()) {
            return "redirect:/signin/way";
        }
        model.addAttribute(
                "page", new QuestionPage(question.get(), attempt.get().reference(), errors));
        return "signin/question";
    }
}
