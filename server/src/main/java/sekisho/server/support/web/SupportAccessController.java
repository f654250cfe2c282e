package sekisho.server.support.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
import sekisho.server.challenge.CodeState;
import sekisho.server.platform.AccountToken;
import sekisho.server.platform.ReferenceNumber;
import sekisho.server.platform.web.ForEveryone;
import sekisho.server.platform.web.Moments;
import sekisho.server.platform.web.PageError;
import sekisho.server.risk.ClientRequest;
import sekisho.server.risk.web.ClientRequests;
import sekisho.server.signin.Attempt;
import sekisho.server.signin.web.CodePages.Situation;
import sekisho.server.signin.web.MemberCookies;
import sekisho.server.signin.web.Steps;
import sekisho.server.support.Inquiries;
import sekisho.server.support.SupportAccess;
import sekisho.server.support.SupportAccesses;
import sekisho.server.support.Topic;
import sekisho.server.support.Writer;

/// The pages on which a mailbox is proved, to write to support without signing in.
@Controller
@ForEveryone
class SupportAccessController {
    private final SupportAccesses accesses;
    private final Inquiries inquiries;
    private final SupportCookie cookie;
    private final MemberCookies memberCookies;
    private final ClientRequests clients;
    private final Steps steps;
    private final Moments moments;

    SupportAccessController(
            SupportAccesses accesses,
            Inquiries inquiries,
            SupportCookie cookie,
            MemberCookies memberCookies,
            ClientRequests clients,
            Steps steps,
            Moments moments) {
        this.accesses = accesses;
        this.inquiries = inquiries;
        this.cookie = cookie;
        this.memberCookies = memberCookies;
        this.clients = clients;
        this.steps = steps;
        this.moments = moments;
    }

    /// The form stands at `/support` and `/support/new`; this is where its language switch leads to after an error.
    @GetMapping("/support/mailbox")
    String mailbox() {
        return "redirect:/support/new";
    }

    @PostMapping("/support/mailbox")
    String sendCode(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "false") boolean known,
            @RequestParam(defaultValue = "") String topic,
            @RequestParam(defaultValue = "") String ref,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Optional<EmailAddress> address =
                known ? underWay(request).flatMap(EmailAddress::parse) : EmailAddress.parse(email);
        if (address.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return ask(request, model, topic, ref, email, null, List.of(PageError.noAddress("email", email)));
        }
        String reference = ReferenceNumber.read(ref).orElse(null);
        ClientRequest client = clients.of(request);
        return switch (accesses.begin(
                address.get(), Topic.ofKey(topic), reference, client, memberCookies.devices(request), locale)) {
            case SupportAccesses.Begun.Open open -> {
                cookie.keep(response, open.token());
                yield "redirect:/support/code";
            }
            case SupportAccesses.Begun.TooMany tooMany -> {
                Instant next = tooMany.next().plusSeconds(59).truncatedTo(ChronoUnit.MINUTES);
                response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
                PageError error = PageError.of(
                        "support.error.network", moments.clock(next, locale).text());
                yield ask(request, model, topic, ref, email, null, List.of(error));
            }
        };
    }

    /// The page that asks for the mailbox.
    ///
    /// @param unsent what was written and not kept
    String ask(
            HttpServletRequest request,
            Model model,
            String topic,
            String reference,
            String email,
            @Nullable String unsent,
            List<PageError> errors) {
        model.addAttribute(
                "page",
                new SupportMailboxPage(
                        Topic.ofKey(topic),
                        ReferenceNumber.read(reference).orElse(""),
                        email,
                        underWay(request).map(EmailAddress::mask).orElse(null),
                        unsent,
                        errors));
        return "support/mailbox";
    }

    /// Where the codes go of what is under way in this browser. Pages show it masked, so this one does, too.
    private Optional<String> underWay(HttpServletRequest request) {
        return steps.current(request).map(Attempt::sentTo);
    }

    @GetMapping("/support/code")
    String code(HttpServletRequest request, Locale locale, Model model) {
        return show(request, Situation.PLAIN, locale, model);
    }

    @PostMapping("/support/code")
    String answer(
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Optional<AccountToken> token = cookie.read(request);
        Optional<SupportAccess> waiting = token.flatMap(accesses::waiting);
        if (token.isEmpty() || waiting.isEmpty()) {
            return "redirect:/support";
        }
        return switch (accesses.answer(token.get(), code, clients.of(request), memberCookies.devices(request))) {
            case SupportAccesses.Answer.Proved proved -> {
                cookie.keep(response, proved.token());
                yield "redirect:" + next(waiting.get(), new Writer.Mailbox(proved.token()));
            }
            case SupportAccesses.Answer.NotProved notProved -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
                yield show(request, Situation.of(notProved.why(), false), locale, model);
            }
            case SupportAccesses.Answer.Ended ended -> "redirect:/support";
        };
    }

    /// Whoever comes from no page and has asked something before wants to read.
    private String next(SupportAccess access, Writer writer) {
        boolean reads = access.topic() == Topic.OTHER
                && access.reference() == null
                && !inquiries.cases(writer).isEmpty();
        return reads ? "/support" : "/support/new";
    }

    @GetMapping("/support/code/resend")
    String resent() {
        return "redirect:/support/code";
    }

    @PostMapping("/support/code/resend")
    String resend(HttpServletRequest request, Locale locale, Model model) {
        boolean sent = cookie.read(request)
                .filter(token -> accesses.resend(token, clients.of(request), memberCookies.devices(request), locale))
                .isPresent();
        return show(request, sent ? Situation.RESENT : Situation.PLAIN, locale, model);
    }

    /// Closes this browser before its hour is over.
    @PostMapping("/support/leave")
    String leave(HttpServletRequest request, HttpServletResponse response) {
        cookie.read(request).ifPresent(accesses::end);
        cookie.clear(response);
        return "redirect:/support";
    }

    private String show(HttpServletRequest request, Situation situation, Locale locale, Model model) {
        Optional<SupportAccess> waiting = cookie.read(request).flatMap(accesses::waiting);
        if (waiting.isEmpty()) {
            return "redirect:/support";
        }
        SupportAccess access = waiting.get();
        CodeState state = accesses.codeState(access, clients.of(request), memberCookies.devices(request));
        Instant wait =
                situation.waitUntil() == null && state.expires() == null ? state.nextSend() : situation.waitUntil();
        model.addAttribute(
                "page",
                new SupportCodePage(
                        EmailAddress.mask(access.mailbox().text()),
                        state.expires() == null ? null : moments.clock(state.expires(), locale),
                        state.sendsLeft(),
                        situation.resent(),
                        SupportAccesses.reference(access),
                        wait == null ? null : moments.full(wait, locale),
                        situation.errors()));
        return "support/code";
    }
}
