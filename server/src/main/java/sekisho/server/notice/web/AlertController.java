package sekisho.server.notice.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import sekisho.engine.Evidence;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;
import sekisho.server.challenge.ChallengeResult;
import sekisho.server.challenge.CodeState;
import sekisho.server.challenge.DeviceChecks;
import sekisho.server.notice.Alert;
import sekisho.server.notice.Alerts;
import sekisho.server.notice.Answer;
import sekisho.server.notice.Answers;
import sekisho.server.notice.web.AlertPage.State;
import sekisho.server.platform.web.ForMembers;
import sekisho.server.platform.web.Moments;
import sekisho.server.platform.web.PageError;
import sekisho.server.record.Outcome;
import sekisho.server.risk.Browsers;
import sekisho.server.risk.Places;
import sekisho.server.risk.web.ClientRequests;
import sekisho.server.session.SignedIn;
import sekisho.server.signin.OtherDevice;
import sekisho.server.signin.web.MemberCookies;

/// The page that asks "Was this you?", and what its buttons do. Looking at it changes nothing.
@Controller
@ForMembers
class AlertController {
    private final Alerts alerts;
    private final Answers answers;
    private final Accounts accounts;
    private final Browsers browsers;
    private final Places places;
    private final Moments moments;
    private final MemberCookies cookies;
    private final OtherDevice otherDevice;
    private final ClientRequests clients;

    AlertController(
            Alerts alerts,
            Answers answers,
            Accounts accounts,
            Browsers browsers,
            Places places,
            Moments moments,
            MemberCookies cookies,
            OtherDevice otherDevice,
            ClientRequests clients) {
        this.alerts = alerts;
        this.answers = answers;
        this.accounts = accounts;
        this.browsers = browsers;
        this.places = places;
        this.moments = moments;
        this.cookies = cookies;
        this.otherDevice = otherDevice;
        this.clients = clients;
    }

    @GetMapping("/alerts/{reference}")
    String alert(
            @AuthenticationPrincipal SignedIn member,
            @PathVariable String reference,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        return show(member, find(member, reference), List.of(), request, locale, model);
    }

    @PostMapping("/alerts/{reference}")
    String answer(
            @AuthenticationPrincipal SignedIn member,
            @PathVariable String reference,
            @RequestParam(defaultValue = "") String answer,
            @RequestParam(defaultValue = "") String number,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        return switch (answer) {
            case "not_me" -> notMe(member, reference, request, response);
            case "me" -> me(member, reference, number, request, response, locale, model);
            case "confirm" -> confirm(member, reference, number, request, response, locale, model);
            case "undo" -> {
                boolean open = answers.sendUndoCode(member, reference, locale).isPresent();
                yield "redirect:/alerts/" + find(member, reference).attempt().reference() + (open ? "/undo" : "");
            }
            default -> "redirect:/alerts/" + find(member, reference).attempt().reference();
        };
    }

    private String notMe(SignedIn member, String reference, HttpServletRequest request, HttpServletResponse response) {
        return switch (answers.notMe(member, reference)) {
            case DONE -> "redirect:/alerts/" + find(member, reference).attempt().reference();
            case SIGNED_OUT -> {
                cookies.leave(request, response);
                yield "redirect:/signed-out";
            }
            case NONE -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    private String me(
            SignedIn member,
            String reference,
            String number,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Answers.Claim claim = answers.me(member, reference, number);
        Alert alert = find(member, reference);
        if (claim instanceof Answers.Claim.WrongNumber wrong) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            PageError error = wrong.left() > 0
                    ? PageError.at("number", "notice.error.number", wrong.left())
                    : PageError.of("notice.error.number.last");
            return show(member, alert, List.of(error), request, locale, model);
        }
        return "redirect:/alerts/" + alert.attempt().reference();
    }

    /// The sign-in waits to be confirmed here, by the number that it shows.
    private String confirm(
            SignedIn member,
            String reference,
            String number,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        UUID attemptId = find(member, reference).attempt().id();
        PageError error = switch (otherDevice.confirm(
                member, attemptId, number, cookies.devices(request), clients.of(request))) {
            case DeviceChecks.Answer.Confirmed confirmed -> null;
            case DeviceChecks.Answer.Closed closed -> PageError.of("notice.error.confirm.closed");
            case DeviceChecks.Answer.Malformed malformed -> PageError.at("number", "notice.error.confirm.digits");
            case DeviceChecks.Answer.Wrong wrong ->
                wrong.left() > 0
                        ? PageError.at("number", "notice.error.number", wrong.left())
                        : PageError.of("notice.error.confirm.last");
        };
        Alert alert = find(member, reference);
        if (error == null) {
            return "redirect:/alerts/" + alert.attempt().reference();
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return show(member, alert, List.of(error), request, locale, model);
    }

    @GetMapping("/alerts/{reference}/undo")
    String undo(@AuthenticationPrincipal SignedIn member, @PathVariable String reference, Locale locale, Model model) {
        return showUndo(member, find(member, reference), null, List.of(), locale, model);
    }

    @PostMapping("/alerts/{reference}/undo")
    String undo(
            @AuthenticationPrincipal SignedIn member,
            @PathVariable String reference,
            @RequestParam(defaultValue = "") String code,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Answers.Undo undo = answers.undo(member, reference, code);
        Alert alert = find(member, reference);
        if (undo instanceof Answers.Undo.NotProved notProved) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return showUndo(member, alert, waitUntil(notProved.why()), errors(notProved.why()), locale, model);
        }
        return "redirect:/alerts/" + alert.attempt().reference();
    }

    private Alert find(SignedIn member, String reference) {
        return alerts.find(member.accountId(), reference)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private String show(
            SignedIn member,
            Alert alert,
            List<PageError> errors,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        Evidence evidence = alert.entry().decided().evidence();
        Answer answer = alert.answer();
        State state = state(alert);
        Instant until = state.isOpen() ? alert.attempt().expires() : answer.undoUntil();
        boolean thisSignIn = alert.attempt().id().equals(member.attemptId());
        model.addAttribute("creditsDbIp", places.creditsDbIp());
        model.addAttribute(
                "page",
                new AlertPage(
                        state,
                        moments.full(alert.entry().at(), locale),
                        browsers.describe(evidence.browser(), locale),
                        places.describe(evidence.network(), locale),
                        alert.attempt().reference(),
                        thisSignIn
                                || alert.deviceId() != null && alert.deviceId().equals(member.deviceId()),
                        thisSignIn,
                        until == null ? null : moments.clock(until, locale),
                        alert.showsNumber() && state == State.WAITING ? Answers.numberTriesLeft(answer) : 0,
                        state == State.WAITING || state == State.CLAIMED ? confirmTries(member, alert, request) : 0,
                        answer.passwordOff(),
                        answer.sessionsEnded(),
                        answer.undone() != null,
                        errors));
        return "notice/alert";
    }

    private int confirmTries(SignedIn member, Alert alert, HttpServletRequest request) {
        return otherDevice
                .check(alert.attempt())
                .filter(check -> check.stage() == DeviceChecks.Stage.WAITING)
                .filter(check ->
                        otherDevice.mayConfirm(member, alert.attempt(), cookies.devices(request), clients.of(request)))
                .map(DeviceChecks.Check::triesLeft)
                .orElse(0);
    }

    private static State state(Alert alert) {
        List<Outcome> outcomes = alert.entry().outcomes();
        return switch (alert.stage()) {
            case WAITING -> {
                if (outcomes.contains(Outcome.DEVICE_CONFIRMED)) {
                    yield State.CONFIRMED;
                }
                yield alert.answer().claimed() == null ? State.WAITING : State.CLAIMED;
            }
            case FINISHED -> {
                if (outcomes.contains(Outcome.PASSWORD_CHANGED)) {
                    yield State.FINISHED_BY_NEW_PASSWORD;
                }
                if (!outcomes.contains(Outcome.PROVED)) {
                    yield State.FINISHED_UNASKED;
                }
                yield switch (alert.entry().askedLast()) {
                    case DEVICE_ASKED -> State.FINISHED_BY_DEVICE;
                    case QUESTION_ASKED -> State.FINISHED_BY_ANSWER;
                    default -> State.FINISHED_BY_CODE;
                };
            }
            case STOPPED -> State.STOPPED;
            case REPORTED -> State.REPORTED;
        };
    }

    private String showUndo(
            SignedIn member,
            Alert alert,
            @Nullable Instant waitUntil,
            List<PageError> errors,
            Locale locale,
            Model model) {
        Instant until = alert.answer().undoUntil();
        if (until == null) {
            return "redirect:/alerts/" + alert.attempt().reference();
        }
        CodeState code = answers.undoCode(member, alert);
        Instant wait = waitUntil == null && code.expires() == null ? code.nextSend() : waitUntil;
        if (wait == null && code.expires() == null && errors.isEmpty()) {
            return "redirect:/alerts/" + alert.attempt().reference();
        }
        String email = accounts.find(member.accountId()).orElseThrow().email();
        model.addAttribute(
                "page",
                new UndoPage(
                        alert.attempt().reference(),
                        EmailAddress.mask(email),
                        moments.clock(until, locale),
                        wait == null ? null : moments.clock(wait, locale),
                        errors));
        return "notice/undo";
    }

    private static @Nullable Instant waitUntil(ChallengeResult why) {
        return why instanceof ChallengeResult.TooMany tooMany ? tooMany.next() : null;
    }

    private static List<PageError> errors(ChallengeResult why) {
        return switch (why) {
            case ChallengeResult.Accepted accepted -> List.of();
            case ChallengeResult.Wrong wrong -> List.of(PageError.at("code", "signin.code.error.wrong", wrong.left()));
            case ChallengeResult.Malformed malformed ->
                List.of(PageError.at("code", "signin.code.error.length", malformed.digits()));
            case ChallengeResult.Expired expired -> List.of(PageError.at("code", "notice.error.expired"));
            case ChallengeResult.NoneSent noneSent -> List.of(PageError.at("code", "notice.error.expired"));
            case ChallengeResult.TooMany tooMany -> List.of();
        };
    }
}
