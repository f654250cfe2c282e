package sekisho.server.selfservice.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sekisho.server.mail.Outbox;
import sekisho.server.mail.WrittenMail;
import sekisho.server.platform.web.ForEveryone;
import sekisho.server.platform.web.Moment;
import sekisho.server.platform.web.Moments;
import sekisho.server.platform.web.PageError;
import sekisho.server.risk.web.ClientRequests;
import sekisho.server.selfservice.MailCheck;

/// The public page that tells whether a mail is ours, by its reference number.
@Controller
@ForEveryone
class VerifyMailController {
    private static final int LONGEST_SHOWN = 24;

    private final MailCheck mailCheck;
    private final ClientRequests clients;
    private final Moments moments;
    private final Clock clock;

    VerifyMailController(MailCheck mailCheck, ClientRequests clients, Moments moments, Clock clock) {
        this.mailCheck = mailCheck;
        this.clients = clients;
        this.moments = moments;
        this.clock = clock;
    }

    @GetMapping("/verify-mail")
    String form(Model model) {
        return show(model, null, null, List.of());
    }

    @PostMapping("/verify-mail")
    String check(
            @RequestParam(name = "number", defaultValue = "") String typed,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        if (typed.isBlank()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return show(model, null, null, List.of(PageError.at("number", "message.check.error.missing")));
        }
        return switch (mailCheck.check(clients.of(request).prefix(), typed, locale)) {
            case MailCheck.Answer.Written written -> {
                List<VerifyMailPage.Mail> mails =
                        written.mails().stream().map(mail -> mail(mail, locale)).toList();
                yield show(model, new VerifyMailPage.Answer(written.reference(), mails), null, List.of());
            }
            case MailCheck.Answer.None none ->
                show(model, new VerifyMailPage.Answer(shortened(typed.strip()), List.of()), null, List.of());
            case MailCheck.Answer.TooMany tooMany -> {
                Instant next = tooMany.next().plusSeconds(59).truncatedTo(ChronoUnit.MINUTES);
                response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
                response.setHeader(
                        HttpHeaders.RETRY_AFTER,
                        Long.toString(Math.max(
                                1, Duration.between(clock.instant(), next).toSeconds())));
                yield show(model, null, moments.clock(next, locale), List.of());
            }
        };
    }

    private VerifyMailPage.Mail mail(WrittenMail mail, Locale locale) {
        return new VerifyMailPage.Mail(moments.full(mail.at(), locale), mail.subjects());
    }

    private static String shortened(String typed) {
        return typed.codePointCount(0, typed.length()) <= LONGEST_SHOWN
                ? typed
                : typed.substring(0, typed.offsetByCodePoints(0, LONGEST_SHOWN)) + "…";
    }

    private static String show(
            Model model, VerifyMailPage.@Nullable Answer answer, @Nullable Moment waitUntil, List<PageError> errors) {
        model.addAttribute("page", new VerifyMailPage(Outbox.CHECKED_DAYS, answer, waitUntil, errors));
        return "selfservice/verify-mail";
    }
}
