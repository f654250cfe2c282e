package sekisho.server.selfservice.web;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import sekisho.server.account.EmailAddress;
import sekisho.server.mail.Outbox;
import sekisho.server.mail.SentMail;
import sekisho.server.platform.web.ForMembers;
import sekisho.server.platform.web.Moments;
import sekisho.server.session.SignedIn;

/// The message centre: every mail that was sent to the member, to compare with what arrived.
@Controller
@ForMembers
class MessagesController {
    private static final int MOST_ROWS = 100;

    private final Outbox outbox;
    private final CallViews calls;
    private final Moments moments;

    MessagesController(Outbox outbox, CallViews calls, Moments moments) {
        this.outbox = outbox;
        this.calls = calls;
        this.moments = moments;
    }

    @GetMapping("/account/messages")
    String messages(
            @AuthenticationPrincipal SignedIn member,
            @RequestParam(defaultValue = "false") boolean denied,
            Locale locale,
            Model model) {
        List<MessagesPage.Row> rows = outbox.sentTo(member.accountId(), MOST_ROWS).stream()
                .map(mail -> row(mail, locale))
                .toList();
        model.addAttribute(
                "page", new MessagesPage(rows, Outbox.SHOWN_DAYS, MOST_ROWS, calls.of(member, locale), denied));
        return "selfservice/messages";
    }

    @GetMapping("/account/messages/{id}")
    String message(@AuthenticationPrincipal SignedIn member, @PathVariable UUID id, Locale locale, Model model) {
        SentMail mail = outbox.find(member.accountId(), id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute(
                "page", new MessagePage(row(mail, locale), EmailAddress.mask(mail.recipient()), mail.body()));
        return "selfservice/message";
    }

    @PostMapping("/account/caller-check/deny")
    String deny(@AuthenticationPrincipal SignedIn member, @RequestParam UUID check) {
        return "redirect:/account/messages" + (calls.deny(member, check) ? "?denied=true" : "");
    }

    private MessagesPage.Row row(SentMail mail, Locale locale) {
        return new MessagesPage.Row(
                mail.id(),
                moments.full(mail.at(), locale),
                mail.subject(),
                mail.language().getLanguage(),
                mail.reference(),
                mail.state());
    }
}
