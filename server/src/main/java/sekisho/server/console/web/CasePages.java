package sekisho.server.console.web;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sekisho.engine.Assessment;
import sekisho.engine.Finding;
import sekisho.engine.ResetCause;
import sekisho.server.account.Accounts;
import sekisho.server.account.EmailAddress;
import sekisho.server.console.Avoidance;
import sekisho.server.console.Masked;
import sekisho.server.console.Replies;
import sekisho.server.console.ReplyTemplates;
import sekisho.server.console.Story;
import sekisho.server.console.SuggestedReply;
import sekisho.server.mail.Outbox;
import sekisho.server.platform.web.Moments;
import sekisho.server.platform.web.PageError;
import sekisho.server.platform.web.Reason;
import sekisho.server.record.Decided;
import sekisho.server.record.ShownPages;
import sekisho.server.record.SignInEntry;
import sekisho.server.record.SignInRecords;
import sekisho.server.risk.Browsers;
import sekisho.server.risk.Places;
import sekisho.server.risk.ReasonTexts;
import sekisho.server.staff.StaffMember;
import sekisho.server.staff.StaffRole;
import sekisho.server.support.CaseMessage;
import sekisho.server.support.Cases;
import sekisho.server.support.SupportCase;

/// Gathers all that an agent sees of a case.
@Component
class CasePages {
    private final Cases cases;
    private final Accounts accounts;
    private final SignInRecords records;
    private final ShownPages shown;
    private final Outbox outbox;
    private final Story story;
    private final Avoidance avoidance;
    private final SuggestedReply suggested;
    private final ReplyTemplates templates;
    private final ReasonTexts reasons;
    private final Browsers browsers;
    private final Places places;
    private final Moments moments;

    CasePages(
            Cases cases,
            Accounts accounts,
            SignInRecords records,
            ShownPages shown,
            Outbox outbox,
            Story story,
            Avoidance avoidance,
            SuggestedReply suggested,
            ReplyTemplates templates,
            ReasonTexts reasons,
            Browsers browsers,
            Places places,
            Moments moments) {
        this.cases = cases;
        this.accounts = accounts;
        this.records = records;
        this.shown = shown;
        this.outbox = outbox;
        this.story = story;
        this.avoidance = avoidance;
        this.suggested = suggested;
        this.templates = templates;
        this.reasons = reasons;
        this.browsers = browsers;
        this.places = places;
        this.moments = moments;
    }

    /// What stands in the forms of a page.
    ///
    /// @param language of the answer that was typed; null if none was
    /// @param typed that answer
    /// @param template a reply text to be added
    record Input(
            @Nullable String language,
            String typed,
            @Nullable UUID template,
            List<PageError> errors) {
        /// Nothing was typed.
        static Input none(@Nullable UUID template) {
            return new Input(null, "", template, List.of());
        }
    }

    CasePage of(SupportCase on, StaffMember agent, Input input, Locale locale) {
        Optional<SignInEntry> about = about(on);
        List<CaseMessage> messages = cases.messages(on);
        return new CasePage(
                head(on, locale),
                member(on),
                messages.stream()
                        .map(message -> new CasePage.Message(
                                message.author() == CaseMessage.Author.STAFF ? StaffRole.key(message.role()) : null,
                                message.author() == CaseMessage.Author.STAFF
                                        ? message.text()
                                        : Masked.text(message.text()),
                                moments.full(message.at(), locale)))
                        .toList(),
                story.of(on, about, locale).stream()
                        .map(line -> new CasePage.Line(moments.full(line.at(), locale), line.text()))
                        .toList(),
                about.map(entry -> decision(entry, locale)).orElse(null),
                about.map(entry -> seen(on, entry, locale)).orElse(List.of()),
                agent.role() == StaffRole.READ ? List.of() : drafts(on, input),
                suggested.isUnchecked(on),
                templates.released().stream()
                        .map(one -> new CasePage.Template(one.templateId().toString(), one.name()))
                        .toList(),
                Replies.last(messages),
                input.errors());
    }

    /// Nothing is told of a sign-in that isn't known to be the writer's.
    private Optional<SignInEntry> about(SupportCase on) {
        UUID attemptId = on.attemptId();
        return attemptId == null ? Optional.empty() : records.findEntry(on.accountId(), attemptId);
    }

    private CasePage.Head head(SupportCase on, Locale locale) {
        String mailbox = on.mailbox();
        String proof = mailbox != null
                ? on.accountKnown() ? "mailbox" : "unknown"
                : on.origin() == SupportCase.Origin.INQUIRY ? "signed_in" : "none";
        return new CasePage.Head(
                on.number(),
                key(on.origin()),
                on.topic().key(),
                on.locale().getLanguage(),
                key(on.state()),
                moments.full(on.openedAt(), locale),
                proof,
                mailbox == null ? null : EmailAddress.mask(mailbox),
                on.foreignReference() ? on.reference() : null,
                on.state() == SupportCase.State.CLOSED);
    }

    private CasePage.@Nullable Member member(SupportCase on) {
        return on.accountKnown()
                ? accounts.find(on.accountId())
                        .map(account -> new CasePage.Member(
                                account.name(),
                                EmailAddress.mask(account.email()),
                                account.phone() == null ? null : Masked.phone(account.phone())))
                        .orElse(null)
                : null;
    }

    private CasePage.Decision decision(SignInEntry entry, Locale locale) {
        Decided decided = entry.decided();
        Assessment assessment = decided.assessment();
        Avoidance.Answer avoid = avoidance.of(decided);
        ResetCause cause = avoid.cause();
        List<String> advice = cause != null
                ? List.of(reasons.avoid(cause, locale))
                : avoid.findings().stream()
                        .map(finding -> reasons.support(finding, locale) + " → " + reasons.avoid(finding, locale))
                        .toList();
        return new CasePage.Decision(
                decided.reference(),
                entry.asked().key(),
                entry.result().key(),
                moments.full(entry.at(), locale),
                browsers.describe(decided.evidence().browser(), locale),
                places.describe(decided.evidence().network(), locale),
                decided.policyVersion(),
                assessment == null ? null : number("0.0", assessment.score()),
                bars(assessment, 1, entry.at(), locale),
                bars(assessment, -1, entry.at(), locale),
                assessment == null ? null : table(assessment, entry.at(), locale),
                avoid.kind().key(),
                advice);
    }

    private List<Reason> bars(@Nullable Assessment assessment, int side, Instant at, Locale locale) {
        if (assessment == null) {
            return List.of();
        }
        double largest =
                largestFirst(assessment).findFirst().map(CasePages::size).orElse(1.0);
        return largestFirst(assessment)
                .filter(finding -> finding.contribution() * side > 0)
                .map(finding -> new Reason(
                        reasons.after(finding, at, locale),
                        (int) Math.max(1, Math.round(100 * size(finding) / largest)),
                        side < 0))
                .toList();
    }

    private CasePage.Table table(Assessment assessment, Instant at, Locale locale) {
        return new CasePage.Table(
                number("+0.00;-0.00", assessment.prior()),
                number("+0.00;-0.00", assessment.logOdds()),
                number("0.0", assessment.score()),
                largestFirst(assessment)
                        .map(finding -> new CasePage.Row(
                                reasons.after(finding, at, locale),
                                number("+0.00;-0.00", finding.contribution()),
                                number("0.0", Assessment.score(assessment.logOdds() - finding.contribution()))))
                        .toList());
    }

    private static Stream<Finding> largestFirst(Assessment assessment) {
        return assessment.findings().stream()
                .sorted(Comparator.comparingDouble(CasePages::size).reversed());
    }

    private static double size(Finding finding) {
        return Math.abs(finding.contribution());
    }

    private List<CasePage.Seen> seen(SupportCase on, SignInEntry entry, Locale locale) {
        UUID attemptId = entry.decided().attemptId();
        record Kept(Instant at, CasePage.Seen seen) {}
        List<Kept> kept = new ArrayList<>();
        shown.of(on.accountId(), attemptId)
                .forEach(page -> kept.add(new Kept(
                        page.at(),
                        new CasePage.Seen(
                                "page",
                                Masked.text(page.title()),
                                page.locale().getLanguage(),
                                Masked.text(page.text()),
                                moments.full(page.at(), locale)))));
        outbox.withReference(on.accountId(), entry.decided().reference(), Story.MAILS)
                .forEach(mail -> kept.add(new Kept(
                        mail.at(),
                        new CasePage.Seen(
                                "mail",
                                Masked.text(mail.subject()),
                                mail.language().getLanguage(),
                                Masked.text(mail.body()),
                                moments.full(mail.at(), locale)))));
        return kept.stream()
                .sorted(Comparator.comparing(Kept::at))
                .map(Kept::seen)
                .toList();
    }

    private List<CasePage.Draft> drafts(SupportCase on, Input input) {
        boolean english = on.locale().getLanguage().equals(Locale.ENGLISH.getLanguage());
        List<Locale> order = english ? SuggestedReply.LANGUAGES.reversed() : SuggestedReply.LANGUAGES;
        Map<Locale, String> texts = suggested.write(on);
        return order.stream()
                .map(language -> new CasePage.Draft(
                        language.getLanguage(), draft(Objects.requireNonNull(texts.get(language)), input, language)))
                .toList();
    }

    private String draft(String text, Input input, Locale language) {
        if (language.getLanguage().equals(input.language())) {
            return input.typed();
        }
        return Optional.ofNullable(input.template())
                .flatMap(templates::findReleased)
                .map(added -> text + "\n\n" + added.text(language))
                .orElse(text);
    }

    private static String key(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    private static String number(String pattern, double value) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
