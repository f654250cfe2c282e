package sekisho.server.support.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import sekisho.server.platform.ReferenceNumber;
import sekisho.server.platform.web.ForEveryone;
import sekisho.server.platform.web.Moments;
import sekisho.server.platform.web.PageError;
import sekisho.server.session.SignedIn;
import sekisho.server.support.CaseEvent;
import sekisho.server.support.CaseMessage;
import sekisho.server.support.CaseNumber;
import sekisho.server.support.Inquiries;
import sekisho.server.support.SecretScan;
import sekisho.server.support.SupportAccess;
import sekisho.server.support.SupportAccesses;
import sekisho.server.support.SupportCase;
import sekisho.server.support.Topic;
import sekisho.server.support.Writer;

/// The pages on which a member asks support, and reads what it answered and did.
@Controller
@ForEveryone
class SupportController {
    private static final int MOST_CHARACTERS = 1500;

    private final Inquiries inquiries;
    private final SupportAccesses accesses;
    private final SupportAccessController mailboxes;
    private final SupportCookie cookie;
    private final Moments moments;

    SupportController(
            Inquiries inquiries,
            SupportAccesses accesses,
            SupportAccessController mailboxes,
            SupportCookie cookie,
            Moments moments) {
        this.inquiries = inquiries;
        this.accesses = accesses;
        this.mailboxes = mailboxes;
        this.cookie = cookie;
        this.moments = moments;
    }

    @GetMapping("/support")
    String cases(
            @AuthenticationPrincipal @Nullable SignedIn member,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        Writer writer = writer(member, request);
        if (writer == null) {
            return mailboxes.ask(request, model, "", "", "", null, List.of());
        }
        List<CasesPage.Row> rows = inquiries.cases(writer).stream()
                .map(one ->
                        new CasesPage.Row(one.number(), one.topic(), one.state(), moments.full(one.openedAt(), locale)))
                .toList();
        Optional<SupportAccess> access =
                writer instanceof Writer.Mailbox mailbox ? accesses.proved(mailbox.token()) : Optional.empty();
        model.addAttribute(
                "page",
                new CasesPage(
                        rows,
                        access.map(open -> moments.clock(open.expires(), locale))
                                .orElse(null)));
        return "support/cases";
    }

    @GetMapping("/support/new")
    String form(
            @AuthenticationPrincipal @Nullable SignedIn member,
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(required = false) @Nullable String ref,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        Writer writer = writer(member, request);
        if (writer == null) {
            return mailboxes.ask(request, model, orEmpty(topic), orEmpty(ref), "", null, List.of());
        }
        Optional<SupportAccess> access = writer instanceof Writer.Mailbox mailbox && topic == null && ref == null
                ? accesses.proved(mailbox.token())
                : Optional.empty();
        Topic about = access.map(SupportAccess::topic).orElseGet(() -> Topic.ofKey(topic));
        String reference = access.map(SupportAccess::reference)
                .or(() -> ReferenceNumber.read(orEmpty(ref)))
                .orElse("");
        String account = reference.isEmpty() ? "" : inquiries.accountOf(writer, reference);
        return show(writer, about, reference, account, "", List.of(), List.of(), locale, model);
    }

    @PostMapping("/support/new")
    String ask(
            @AuthenticationPrincipal @Nullable SignedIn member,
            @RequestParam(defaultValue = "") String topic,
            @RequestParam(defaultValue = "") String ref,
            @RequestParam(defaultValue = "") String account,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String checked,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Writer writer = writer(member, request);
        if (writer == null) {
            return tooLate(request, response, model, topic, ref, text);
        }
        Topic about = Topic.ofKey(topic);
        List<PageError> errors = new ArrayList<>();
        Optional<String> reference = ReferenceNumber.read(ref);
        if (!ref.isBlank() && reference.isEmpty()) {
            errors.add(PageError.at("ref", "support.error.reference"));
        }
        checkLength(text, errors);
        Optional<SecretScan.Masked> lookedThrough = inquiries.mask(writer, text.strip(), checked);
        if (lookedThrough.isEmpty()) {
            return tooLate(request, response, model, topic, ref, text);
        }
        SecretScan.Masked masked = lookedThrough.get();
        if (!masked.found().isEmpty()) {
            errors.add(PageError.at("text", "support.masked"));
        }
        if (errors.isEmpty()) {
            Inquiries.Sent sent = inquiries.ask(
                    writer, new Inquiries.Question(about, reference.orElse(null), account, locale, masked.text()));
            switch (sent) {
                case Inquiries.Sent.Kept kept -> {
                    return "redirect:/support/" + kept.number() + "?received=true";
                }
                case Inquiries.Sent.Ended ended -> {
                    return tooLate(request, response, model, topic, ref, text);
                }
                case Inquiries.Sent.NoAccount none -> errors.add(PageError.at("account", "support.error.account"));
                case Inquiries.Sent.Full full ->
                    errors.add(PageError.of(
                            "support.error.full",
                            moments.full(full.next(), locale).text()));
                case Inquiries.Sent.TooMany tooMany -> errors.add(tooMany(tooMany, locale));
            }
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return show(writer, about, ref, account, masked.text(), masked.found(), errors, locale, model);
    }

    private String show(
            Writer writer,
            Topic topic,
            String reference,
            String account,
            String text,
            List<SecretScan.Kind> masked,
            List<PageError> errors,
            Locale locale,
            Model model) {
        List<NewInquiryPage.Account> accounts = inquiries.choices(writer).stream()
                .map(choice -> new NewInquiryPage.Account(
                        choice.handle(), choice.name(), choice.label(), moments.month(choice.created(), locale)))
                .toList();
        model.addAttribute(
                "page",
                new NewInquiryPage(
                        topic,
                        reference,
                        accounts,
                        account,
                        text,
                        seal(writer, text),
                        masked,
                        MOST_CHARACTERS,
                        errors));
        return "support/new";
    }

    @GetMapping("/support/{number}")
    String thread(
            @AuthenticationPrincipal @Nullable SignedIn member,
            @PathVariable String number,
            @RequestParam(defaultValue = "false") boolean received,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        Writer writer = writer(member, request);
        if (writer == null) {
            return "redirect:/support";
        }
        return show(find(writer, number), writer, received, "", List.of(), List.of(), locale, model);
    }

    @PostMapping("/support/{number}")
    String add(
            @AuthenticationPrincipal @Nullable SignedIn member,
            @PathVariable String number,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String checked,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Writer writer = writer(member, request);
        if (writer == null) {
            return tooLate(request, response, model, "", "", text);
        }
        SupportCase to = find(writer, number);
        List<PageError> errors = new ArrayList<>();
        checkLength(text, errors);
        Optional<SecretScan.Masked> lookedThrough = inquiries.mask(writer, text.strip(), checked);
        if (lookedThrough.isEmpty()) {
            return tooLate(request, response, model, "", "", text);
        }
        SecretScan.Masked masked = lookedThrough.get();
        if (!masked.found().isEmpty()) {
            errors.add(PageError.at("text", "support.masked"));
        }
        if (errors.isEmpty()) {
            switch (inquiries.add(writer, to.number(), masked.text())) {
                case Inquiries.Sent.Kept kept -> {
                    return "redirect:/support/" + kept.number();
                }
                case Inquiries.Sent.TooMany tooMany -> errors.add(tooMany(tooMany, locale));
                case Inquiries.Sent.Ended ended -> {
                    return tooLate(request, response, model, "", "", text);
                }
                case Inquiries.Sent.NoAccount none -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
                case Inquiries.Sent.Full full -> throw new IllegalStateException("a further message is no new case");
            }
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return show(to, writer, false, masked.text(), masked.found(), errors, locale, model);
    }

    private static void checkLength(String text, List<PageError> errors) {
        int length = text.strip().length();
        if (length == 0) {
            errors.add(PageError.at("text", "support.error.text"));
        } else if (length > MOST_CHARACTERS) {
            errors.add(PageError.at("text", "support.error.long", MOST_CHARACTERS, length));
        }
    }

    private SupportCase find(Writer writer, String number) {
        return CaseNumber.read(number)
                .flatMap(read -> inquiries.find(writer, read))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private String show(
            SupportCase of,
            Writer writer,
            boolean received,
            String text,
            List<SecretScan.Kind> masked,
            List<PageError> errors,
            Locale locale,
            Model model) {
        model.addAttribute(
                "page",
                new CasePage(
                        of.number(),
                        of.topic(),
                        of.state(),
                        of.reference(),
                        entries(of, locale),
                        received,
                        text,
                        seal(writer, text),
                        masked,
                        MOST_CHARACTERS,
                        errors));
        return "support/case";
    }

    private record Dated(Instant at, CasePage.Entry entry) {}

    private List<CasePage.Entry> entries(SupportCase of, Locale locale) {
        Stream<Dated> written = inquiries.messages(of).stream().map(message -> dated(message, locale));
        // An answer is told by its text.
        Stream<Dated> done = inquiries.events(of).stream()
                .filter(event -> event.kind() != CaseEvent.Kind.REPLIED)
                .map(event -> new Dated(
                        event.at(),
                        new CasePage.Entry(
                                event.kind().key(), role(event.role()), null, moments.full(event.at(), locale))));
        return Stream.concat(written, done)
                .sorted(Comparator.comparing(Dated::at))
                .map(Dated::entry)
                .toList();
    }

    private Dated dated(CaseMessage message, Locale locale) {
        String role = message.role();
        return new Dated(
                message.at(),
                new CasePage.Entry(
                        message.author().name().toLowerCase(Locale.ROOT),
                        role == null ? null : role(role),
                        message.text(),
                        moments.full(message.at(), locale)));
    }

    private static String role(String authority) {
        return authority.substring(authority.lastIndexOf('.') + 1);
    }

    /// A text that a page shows again was looked through in this request.
    private String seal(Writer writer, String text) {
        return text.isEmpty() ? "" : inquiries.seal(writer, text);
    }

    private String tooLate(
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            String topic,
            String reference,
            String text) {
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return mailboxes.ask(request, model, topic, reference, "", text, List.of(PageError.of("support.error.ended")));
    }

    private PageError tooMany(Inquiries.Sent.TooMany tooMany, Locale locale) {
        return tooMany.next() == null
                ? PageError.of("support.error.waiting", Inquiries.MOST_WAITING)
                : PageError.of(
                        "support.error.many",
                        moments.full(tooMany.next(), locale).text());
    }

    private @Nullable Writer writer(@Nullable SignedIn member, HttpServletRequest request) {
        Writer writer = Writer.of(
                member == null ? null : member.accountId(), cookie.read(request).orElse(null));
        return writer != null && inquiries.isOpen(writer) ? writer : null;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
