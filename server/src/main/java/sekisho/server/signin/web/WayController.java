package sekisho.server.signin.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sekisho.engine.Authenticator;
import sekisho.server.account.EmailAddress;
import sekisho.server.challenge.DeviceChecks.Check;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.web.ForEveryone;
import sekisho.server.platform.web.Moments;
import sekisho.server.platform.web.PageError;
import sekisho.server.signin.Attempt;
import sekisho.server.signin.AttemptState;
import sekisho.server.signin.Entry;
import sekisho.server.signin.OtherDevice;
import sekisho.server.signin.Ways;
import sekisho.server.signin.web.DevicePage.State;
import sekisho.server.signin.web.WayPage.Way;

/// The pages on which a member chooses how to confirm a sign-in, and waits for his other device.
@Controller
@ForEveryone
class WayController {
    /// How often the waiting page looks by itself, in seconds.
    private static final int REFRESH_SECONDS = 5;

    private final Ways ways;
    private final OtherDevice otherDevice;
    private final CodePages codePages;
    private final Steps steps;
    private final MemberCookies cookies;
    private final Moments moments;

    WayController(
            Ways ways,
            OtherDevice otherDevice,
            CodePages codePages,
            Steps steps,
            MemberCookies cookies,
            Moments moments) {
        this.ways = ways;
        this.otherDevice = otherDevice;
        this.codePages = codePages;
        this.steps = steps;
        this.cookies = cookies;
        this.moments = moments;
    }

    @GetMapping("/signin/way")
    String choice(HttpServletRequest request, Locale locale, Model model) {
        return steps.current(request)
                .filter(WayController::canChoose)
                .map(attempt -> show(attempt, List.of(), locale, model))
                .orElseGet(() -> steps.redirect(request));
    }

    @PostMapping("/signin/way")
    String choose(
            @RequestParam(defaultValue = "") String way,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Optional<AccountToken> token = cookies.attempt(request);
        Optional<Attempt> attempt = steps.current(request).filter(WayController::canChoose);
        if (token.isEmpty() || attempt.isEmpty()) {
            return steps.redirect(request);
        }
        Optional<Way> chosen =
                Stream.of(Way.values()).filter(one -> one.key().equals(way)).findFirst();
        if (chosen.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return show(attempt.get(), List.of(PageError.at("way", "way.error.none")), locale, model);
        }
        return switch (ways.choose(token.get(), authenticator(chosen.get()), cookies.devices(request), locale)) {
            case MOVED, ENDED -> steps.redirect(request);
            case CLOSED -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
                yield show(attempt.get(), List.of(PageError.at("way", "way.error.closed")), locale, model);
            }
        };
    }

    @GetMapping("/signin/device")
    String device(
            @RequestParam(defaultValue = "false") boolean still,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        Optional<Attempt> attempt = steps.current(request);
        Optional<DevicePage> page = attempt.flatMap(found -> page(found, still, locale));
        if (page.isEmpty()) {
            return steps.redirect(request);
        }
        model.addAttribute("page", page.get());
        if (page.get().refreshes()) {
            model.addAttribute("refresh", REFRESH_SECONDS);
        }
        return "signin/device";
    }

    /// The waiting browser goes on after it was confirmed; nobody else can do that for it.
    @PostMapping("/signin/device")
    String enter(HttpServletRequest request, HttpServletResponse response, Locale locale) {
        Optional<Entry> entry =
                cookies.attempt(request).flatMap(token -> otherDevice.enter(token, cookies.devices(request), locale));
        if (entry.isEmpty()) {
            return steps.redirect(request);
        }
        cookies.enter(request, response, entry.get());
        return "redirect:/done";
    }

    @PostMapping("/signin/device/cancel")
    String cancel(HttpServletRequest request) {
        cookies.attempt(request).ifPresent(otherDevice::cancel);
        return "redirect:/signin/device";
    }

    private Optional<DevicePage> page(Attempt attempt, boolean still, Locale locale) {
        if (attempt.state() == AttemptState.CANCELLED && !attempt.ways().isEmpty()) {
            return Optional.of(new DevicePage(State.CANCELLED, "", attempt.reference(), null, false));
        }
        return otherDevice.check(attempt).map((Check check) -> {
            State state = switch (check.stage()) {
                case WAITING -> State.WAITING;
                case CONFIRMED -> State.CONFIRMED;
                case EXPIRED -> State.EXPIRED;
                case CLOSED -> State.CLOSED;
            };
            boolean waits = state == State.WAITING;
            return new DevicePage(
                    state,
                    otherDevice.number(attempt),
                    attempt.reference(),
                    waits ? moments.clock(check.expires(), locale) : null,
                    waits && !still);
        });
    }

    private String show(Attempt attempt, List<PageError> errors, Locale locale, Model model) {
        Set<Authenticator> open = ways.open(attempt);
        List<Way> shown = Stream.of(Way.values())
                .filter(way -> open.contains(authenticator(way)))
                .toList();
        List<Way> closed = Stream.of(Way.values())
                .filter(way -> attempt.ways().contains(authenticator(way)) && !shown.contains(way))
                .toList();
        String to = attempt.sentTo() == null ? "" : attempt.sentTo();
        model.addAttribute(
                "page",
                new WayPage(
                        shown,
                        closed,
                        shown.size() == 1 ? shown.getFirst() : null,
                        EmailAddress.mask(to),
                        codePages.coarseReasons(attempt, locale),
                        attempt.reference(),
                        errors));
        return "signin/way";
    }

    private static boolean canChoose(Attempt attempt) {
        return !attempt.ways().isEmpty() && !attempt.state().ended();
    }

    private static Authenticator authenticator(Way way) {
        return switch (way) {
            case DEVICE -> Authenticator.SIGNED_IN_DEVICE;
            case MAIL -> Authenticator.EMAIL_CODE;
            case QUESTION -> Authenticator.SECURITY_QUESTION;
        };
    }
}
