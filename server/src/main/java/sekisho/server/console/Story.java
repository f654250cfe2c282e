package sekisho.server.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import sekisho.engine.Assessment;
import sekisho.engine.ResetCause;
import sekisho.server.mail.Outbox;
import sekisho.server.mail.SentMail;
import sekisho.server.record.Label;
import sekisho.server.record.Labels;
import sekisho.server.record.ShownPage;
import sekisho.server.record.ShownPages;
import sekisho.server.record.SignInEntry;
import sekisho.server.record.SignInRecords;
import sekisho.server.risk.ReasonTexts;
import sekisho.server.staff.StaffRole;
import sekisho.server.support.CaseEvent;
import sekisho.server.support.CaseMessage;
import sekisho.server.support.Cases;
import sekisho.server.support.SupportCase;

/// What happened on the sign-in of a case and on the case itself, in plain words, oldest first.
@Component
public class Story {
    /// So many mails with one number are told of.
    public static final int MAILS = 50;

    private final SignInRecords records;
    private final ShownPages pages;
    private final Outbox outbox;
    private final Labels labels;
    private final Cases cases;
    private final ReasonTexts reasons;
    private final MessageSource messages;

    Story(
            SignInRecords records,
            ShownPages pages,
            Outbox outbox,
            Labels labels,
            Cases cases,
            ReasonTexts reasons,
            MessageSource messages) {
        this.records = records;
        this.pages = pages;
        this.outbox = outbox;
        this.labels = labels;
        this.cases = cases;
        this.reasons = reasons;
        this.messages = messages;
    }

    /// One thing that happened.
    public record Line(Instant at, String text) {}

    /// The story of a case.
    ///
    /// @param about its sign-in, if something may be told of one
    public List<Line> of(SupportCase on, Optional<SignInEntry> about, Locale locale) {
        List<Line> lines = new ArrayList<>();
        about.ifPresent(entry -> {
            UUID attemptId = entry.decided().attemptId();
            lines.add(new Line(entry.at(), decided(entry, locale)));
            records.outcomes(on.accountId(), attemptId)
                    .forEach(became ->
                            lines.add(new Line(became.at(), text("record.outcome." + key(became.outcome()), locale))));
            pages.of(on.accountId(), attemptId).forEach(page -> lines.add(new Line(page.at(), shown(page, locale))));
            outbox.withReference(on.accountId(), entry.decided().reference(), MAILS)
                    .forEach(mail -> lines.addAll(mail(mail, locale)));
            labels.find(on.accountId(), attemptId)
                    .ifPresent(label -> lines.add(new Line(label.at(), label(label, locale))));
        });
        outbox.withReference(on.accountId(), on.number(), MAILS).forEach(mail -> lines.addAll(mail(mail, locale)));
        cases.messages(on).stream()
                .filter(message -> message.author() == CaseMessage.Author.MEMBER)
                .forEach(message -> lines.add(new Line(message.at(), text("console.story.wrote", locale))));
        cases.events(on).forEach(event -> lines.add(new Line(event.at(), event(event, locale))));
        lines.sort(Comparator.comparing(Line::at));
        return List.copyOf(lines);
    }

    private String decided(SignInEntry entry, Locale locale) {
        String what = text("console.story.kind." + key(entry.decided().kind()), locale);
        String asked = text("selfservice.asked." + entry.asked().key(), locale);
        ResetCause cause = Avoidance.cause(entry.decided());
        Assessment assessment = entry.decided().assessment();
        Optional<String> why = cause != null
                ? Optional.of(reasons.support(cause, locale))
                : Optional.ofNullable(assessment)
                        .flatMap(found ->
                                found.reasons().stream().findFirst().map(first -> reasons.support(first, locale)));
        return why.filter(because -> Avoidance.questions(entry.decided()))
                .map(because -> text("console.story.decided.because", locale, what, asked, because))
                .orElseGet(() -> text("console.story.decided", locale, what, asked));
    }

    private String shown(ShownPage page, Locale locale) {
        return text("console.story.page", locale, page.title());
    }

    private List<Line> mail(SentMail mail, Locale locale) {
        String subject = Masked.text(mail.subject());
        Line written = new Line(mail.at(), text("console.story.mail.written", locale, subject));
        Instant sentAt = mail.sentAt();
        if (sentAt != null) {
            return List.of(written, new Line(sentAt, text("console.story.mail.sent", locale, subject)));
        }
        return mail.state() == SentMail.State.NOT_CONFIRMED
                ? List.of(written, new Line(mail.at(), text("console.story.mail.not_confirmed", locale, subject)))
                : List.of(written);
    }

    private String label(Label label, Locale locale) {
        return text("console.story.label." + key(label.source()), locale);
    }

    private String event(CaseEvent event, Locale locale) {
        String what = text("console.event." + event.kind().key(), locale);
        return Stream.of(event.reason())
                .filter(reason -> reason != null && !reason.isBlank())
                .map(reason ->
                        text("console.story.event.because", locale, what, role(event, locale), Masked.text(reason)))
                .findFirst()
                .orElseGet(() -> text("console.story.event", locale, what, role(event, locale)));
    }

    private String role(CaseEvent event, Locale locale) {
        return text("staff.role." + StaffRole.key(event.role()), locale);
    }

    private static String key(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    private String text(String key, Locale locale, Object... facts) {
        return messages.getMessage(key, facts, locale);
    }
}
