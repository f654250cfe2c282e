package sekisho.server.console;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import sekisho.engine.Assessment;
import sekisho.engine.Evidence;
import sekisho.engine.ResetCause;
import sekisho.server.device.Devices;
import sekisho.server.password.Passwords;
import sekisho.server.platform.SiteProperties;
import sekisho.server.platform.Times;
import sekisho.server.record.Outcome;
import sekisho.server.record.SignInEntry;
import sekisho.server.record.SignInEntry.Asked;
import sekisho.server.record.SignInEntry.Result;
import sekisho.server.record.SignInRecords;
import sekisho.server.risk.ReasonTexts;
import sekisho.server.signin.Keepsakes;
import sekisho.server.support.CallerChecks;
import sekisho.server.support.SupportCase;

/// Writes an answer from what is recorded of the sign-in of a case: whether it was us, why, whether it comes again,
/// and whether the password must be changed. A sentence stands in it only where its fact is known; whoever hasn't
/// shown that the account is his gets what is true for everybody (K71).
@Component
public class SuggestedReply {
    /// The languages that it is written in.
    public static final List<Locale> LANGUAGES = List.of(Locale.JAPANESE, Locale.ENGLISH);

    private static final int REASONS = 3;

    private final SignInRecords records;
    private final Keepsakes keepsakes;
    private final Passwords passwords;
    private final CallerChecks checks;
    private final ReasonTexts reasons;
    private final MessageSource messages;
    private final Times times;
    private final SiteProperties site;

    SuggestedReply(
            SignInRecords records,
            Keepsakes keepsakes,
            Passwords passwords,
            CallerChecks checks,
            ReasonTexts reasons,
            MessageSource messages,
            Times times,
            SiteProperties site) {
        this.records = records;
        this.keepsakes = keepsakes;
        this.passwords = passwords;
        this.checks = checks;
        this.reasons = reasons;
        this.messages = messages;
        this.times = times;
        this.site = site;
    }

    /// The answer to a case in each of the [#LANGUAGES], to be edited.
    public Map<Locale, String> write(SupportCase to) {
        ReplyFacts facts = facts(to);
        return LANGUAGES.stream().collect(Collectors.toMap(Function.identity(), locale -> write(facts, locale)));
    }

    private ReplyFacts facts(SupportCase to) {
        UUID attemptId = to.attemptId();
        Optional<SignInEntry> about = to.accountKnown() && attemptId != null && !isUnchecked(to)
                ? records.findEntry(to.accountId(), attemptId)
                : Optional.empty();
        return about.map(entry -> new ReplyFacts(
                        to.number(),
                        true,
                        entry,
                        keepsakes.of(to.accountId(), entry).orElse(null),
                        passwords.isUnsafe(to.accountId()),
                        passwords.setAt(to.accountId()).isAfter(entry.at())))
                .orElseGet(() -> ReplyFacts.general(to.number(), to.reference() != null));
    }

    /// Whether only what is true for everybody is suggested because nobody knows yet who told the number: it was looked
    /// up for a caller, and the last check of one wasn't passed.
    public boolean isUnchecked(SupportCase to) {
        return to.origin() == SupportCase.Origin.LOOK_UP
                && checks.latest(to)
                        .filter(check -> check.stage() == CallerChecks.Stage.PASSED)
                        .isEmpty();
    }

    String write(ReplyFacts facts, Locale locale) {
        Paper paper = new Paper(locale);
        paper.add("console.reply.thanks", facts.number());
        SignInEntry about = facts.about();
        if (about == null) {
            general(facts, paper);
        } else {
            us(about, paper);
            why(about, paper);
            again(facts, about, paper);
            password(facts, about, paper);
        }
        paper.gap();
        paper.add("console.reply.never");
        return paper.written();
    }

    private void general(ReplyFacts facts, Paper paper) {
        paper.gap();
        if (facts.numberGiven()) {
            paper.add("console.reply.general.number");
        }
        paper.add("console.reply.general.tell");
        paper.add("console.reply.general.check", site.issuer() + "/verify-mail");
        paper.gap();
        paper.title("selfservice.why.month");
        paper.add("selfservice.why.month.no");
        conditions(paper);
        paper.gap();
        paper.title("console.reply.password");
        paper.add("console.reply.password.only");
    }

    private void us(SignInEntry about, Paper paper) {
        URI issuer = site.issuer();
        paper.gap();
        paper.add(
                "console.reply.us." + about.decided().kind().name().toLowerCase(Locale.ROOT),
                about.decided().reference(),
                site.siteName(paper.locale),
                issuer.toString(),
                times.full(about.at(), paper.locale));
        String asked = asked(about);
        if (asked != null) {
            paper.add("console.reply.asked." + asked);
        }
        paper.add("console.reply.ended." + about.result().key());
    }

    private static @Nullable String asked(SignInEntry about) {
        return switch (about.decided().kind()) {
            case REGISTRATION -> null;
            case FORGOT_PASSWORD, RECOVERY_BY_CODE, RECOVERY_BY_WAITING ->
                about.asked().key();
            case SIGN_IN ->
                switch (about.asked()) {
                    case WRONG_PASSWORD ->
                        Boolean.TRUE.equals(
                                        about.decided().evidence().credential().correct())
                                ? "refused"
                                : Asked.WRONG_PASSWORD.key();
                    case CODE -> codeAsked(about) ? Asked.CODE.key() : "confirmation";
                    case NOTHING,
                            CHOICE,
                            DEVICE,
                            QUESTION,
                            CODE_AND_NEW_PASSWORD,
                            RECOVERY_CODE,
                            RECOVERY_WAITING,
                            WAIT -> about.asked().key();
                };
        };
    }

    private static boolean codeAsked(SignInEntry about) {
        return about.outcomes().contains(Outcome.CODE_SENT) || about.outcomes().contains(Outcome.CODE_ASKED);
    }

    private void why(SignInEntry about, Paper paper) {
        List<String> lines = whyLines(about, paper.locale);
        if (!lines.isEmpty()) {
            paper.gap();
            paper.title("console.reply.why");
            lines.forEach(paper::line);
        }
    }

    private List<String> whyLines(SignInEntry about, Locale locale) {
        return switch (about.decided().kind()) {
            case REGISTRATION -> List.of();
            case FORGOT_PASSWORD -> List.of(text("console.reply.why.forgot", locale));
            case RECOVERY_BY_CODE, RECOVERY_BY_WAITING -> List.of(text("console.reply.why.recovery", locale));
            case SIGN_IN ->
                switch (about.decided().decision()) {
                    case "ALLOW" -> List.of(text("console.reply.why.allow", locale));
                    case "DENY" -> List.of();
                    default -> questioned(about, locale);
                };
        };
    }

    private List<String> questioned(SignInEntry about, Locale locale) {
        ResetCause cause = Avoidance.cause(about.decided());
        Assessment assessment = about.decided().assessment();
        if (cause != null) {
            return because(Stream.of(reasons.support(cause, locale)), locale);
        }
        if (assessment == null) {
            return List.of(text("selfservice.why.not_assessed", locale));
        }
        if (assessment.reasons().isEmpty()) {
            return List.of(text("selfservice.why.none", locale));
        }
        return because(
                assessment.reasons().stream().limit(REASONS).map(finding -> reasons.support(finding, locale)), locale);
    }

    private List<String> because(Stream<String> why, Locale locale) {
        return Stream.concat(Stream.of(text("console.reply.why.reasons", locale)), why.map(one -> item(one, locale)))
                .toList();
    }

    private void again(ReplyFacts facts, SignInEntry about, Paper paper) {
        paper.gap();
        paper.title("selfservice.why.month");
        paper.add("selfservice.why.month.no");
        Keepsakes.Keepsake keepsake = facts.keepsake();
        // A recovery that waited ends without a session of its own.
        if (keepsake != null
                && !(keepsake.kind() == Keepsakes.Kind.NOT_IN && about.result().isIn())) {
            paper.add(
                    "selfservice.why.bought." + keepsake.kind().key(),
                    keepsake.until() == null ? "" : times.date(keepsake.until(), paper.locale),
                    Devices.REMEMBERED_FOR.toDays());
        }
        conditions(paper);
    }

    private void conditions(Paper paper) {
        paper.add("console.reply.again");
        paper.item("selfservice.why.again.cookie");
        paper.item("selfservice.why.again.new");
        paper.item("selfservice.why.again.unused", Devices.REMEMBERED_FOR.toDays());
        paper.item("selfservice.why.again.reset");
    }

    private void password(ReplyFacts facts, SignInEntry about, Paper paper) {
        paper.gap();
        paper.title("console.reply.password");
        paper.add("console.reply.password.only");
        boolean was = Avoidance.cause(about.decided()) != null;
        if (was) {
            paper.add("console.reply.password.was");
        }
        if (facts.unsafe()) {
            paper.add("console.reply.password.off");
        } else if ((was || about.result() == Result.REPORTED) && facts.changedSince()) {
            paper.add("console.reply.password.changed");
        } else if (was) {
            paper.add("console.reply.password.next");
        } else if (about.result() != Result.REPORTED
                && isFine(about.decided().evidence().credential())) {
            paper.add("console.reply.password.not");
        } else {
            paper.add("console.reply.password.nothing");
        }
    }

    /// Whether the password was looked at and nothing was wrong with it.
    private static boolean isFine(Evidence.Credential credential) {
        return Boolean.TRUE.equals(credential.correct())
                && Boolean.FALSE.equals(credential.breached())
                && !credential.switchedOff();
    }

    /// A text as browsers send it, with one kind of line break and nothing around it.
    static String plain(String text) {
        return text.lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private String text(String key, Locale locale, Object... facts) {
        return messages.getMessage(key, facts, locale);
    }

    private String item(String text, Locale locale) {
        return text("console.reply.item", locale, text);
    }

    /// What is written so far.
    private final class Paper {
        private final Locale locale;
        private final List<String> lines = new ArrayList<>();

        Paper(Locale locale) {
            this.locale = locale;
        }

        void add(String key, Object... facts) {
            line(text(
                    key,
                    locale,
                    Arrays.stream(facts)
                            .map(fact -> fact instanceof Number number ? number.toString() : fact)
                            .toArray()));
        }

        void title(String key) {
            line(text("console.reply.title", locale, text(key, locale)));
        }

        void item(String key, Object... facts) {
            line(SuggestedReply.this.item(text(key, locale, facts), locale));
        }

        void line(String line) {
            lines.add(line);
        }

        void gap() {
            lines.add("");
        }

        String written() {
            return plain(String.join("\n", lines));
        }
    }
}
