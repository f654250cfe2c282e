package sekisho.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.MessageSource;
import sekisho.engine.Assessment;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.engine.Finding;
import sekisho.engine.FindingType;
import sekisho.engine.Policy;
import sekisho.server.platform.SiteProperties;
import sekisho.server.record.AttemptKind;
import sekisho.server.record.Decided;
import sekisho.server.record.Outcome;
import sekisho.server.record.SignInEntry;
import sekisho.server.record.SignInEntry.Result;
import sekisho.server.signin.Keepsakes.Keepsake;
import sekisho.server.signin.Keepsakes.Kind;
import sekisho.server.testing.TestServer;

/// Each sentence of the suggested answer stands in it if its fact is so, and only then: asked of every kind of
/// attempt, decision, outcome, cause of a new password and state of the account.
class SuggestedReplyTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Instant AT = Instant.parse("2026-11-22T05:26:00Z");
    private static final Finding COUNTRY = new Finding(FindingType.PLACE_NEW_COUNTRY, 3, Map.of());
    private static final Finding DEVICE = new Finding(FindingType.DEVICE_NEW, 2, Map.of());
    private static final Finding HOUR = new Finding(FindingType.TIME_UNUSUAL, 0.5, Map.of());
    private static final Finding SCREEN = new Finding(FindingType.SCREEN_NEW, 0.1, Map.of());
    private static final Finding LANGUAGE = new Finding(FindingType.LANGUAGE_USUAL, -1, Map.of());

    private static final List<List<Outcome>> OUTCOMES = List.of(
            List.of(),
            List.of(Outcome.WAY_ASKED),
            List.of(Outcome.CODE_SENT),
            List.of(Outcome.CODE_SENT, Outcome.PROVED, Outcome.SIGNED_IN),
            List.of(Outcome.CODE_SENT, Outcome.PROVED, Outcome.PASSWORD_CHANGED, Outcome.SIGNED_IN),
            List.of(Outcome.CODE_ASKED, Outcome.CODE_WRONG, Outcome.CODE_BUDGET_USED_UP),
            List.of(Outcome.DEVICE_ASKED, Outcome.DEVICE_CONFIRMED, Outcome.PROVED, Outcome.SIGNED_IN),
            List.of(Outcome.QUESTION_ASKED, Outcome.ANSWER_WRONG, Outcome.CANCELLED),
            List.of(Outcome.SIGNED_IN, Outcome.REPORTED),
            List.of(Outcome.SIGNED_IN, Outcome.REPORTED, Outcome.REPORT_UNDONE),
            List.of(Outcome.RECOVERY_WAITS),
            List.of(Outcome.RECOVERY_WAITS, Outcome.RECOVERY_COMPLETED));

    private final SuggestedReply suggested = SERVER.bean(SuggestedReply.class);
    private final ReplyRules rules = SERVER.bean(ReplyRules.class);
    private final MessageSource messages = SERVER.bean(MessageSource.class);
    private final SiteProperties site = SERVER.bean(SiteProperties.class);

    @Test
    void says_what_is_so_and_nothing_else() {
        List<ReplyFacts> all = everything();
        assertThat(all).hasSizeGreaterThan(3_000);
        for (ReplyFacts facts : all) {
            for (Locale locale : SuggestedReply.LANGUAGES) {
                check(facts, locale);
            }
        }
    }

    private void check(ReplyFacts facts, Locale locale) {
        SignInEntry about = Objects.requireNonNull(facts.about());
        Decided decided = about.decided();
        Evidence.Credential credential = decided.evidence().credential();
        boolean signIn = decided.kind() == AttemptKind.SIGN_IN;
        boolean questioned = signIn && Set.of("CHALLENGE", "HOLD", "RESET").contains(decided.decision());
        boolean cause = signIn
                && Set.of("RESET", "HOLD").contains(decided.decision())
                && (credential.switchedOff() || Boolean.TRUE.equals(credential.breached()));
        boolean reported = about.result() == Result.REPORTED;
        Text text = new Text(suggested.write(facts, locale), locale, facts);

        text.has("console.reply.thanks", true, facts.number());
        text.has("console.reply.never", true);
        text.has("selfservice.why.month.no", true);
        text.has("console.reply.password.only", true);
        assertThat(text.text).contains(decided.reference(), site.issuer().toString(), site.siteName(locale), "14");
        for (Result result : Result.values()) {
            text.has("console.reply.ended." + result.key(), about.result() == result);
        }
        boolean code =
                about.outcomes().contains(Outcome.CODE_SENT) || about.outcomes().contains(Outcome.CODE_ASKED);
        boolean challenge = signIn && decided.decision().equals("CHALLENGE");
        text.has(
                "console.reply.asked.code",
                challenge && code && about.askedLast().name().startsWith("CODE"));
        text.has("console.reply.asked.device", challenge && about.outcomes().contains(Outcome.DEVICE_ASKED));
        text.has("console.reply.asked.question", challenge && about.outcomes().contains(Outcome.QUESTION_ASKED));
        text.has("console.reply.asked.nothing", signIn && decided.decision().equals("ALLOW"));
        text.has(
                "console.reply.asked.wrong_password",
                signIn && decided.decision().equals("DENY") && !Boolean.TRUE.equals(credential.correct()));
        text.has(
                "console.reply.asked.refused",
                signIn && decided.decision().equals("DENY") && Boolean.TRUE.equals(credential.correct()));
        text.has("console.reply.asked.wait", signIn && decided.decision().equals("HOLD"));

        // Why.
        Assessment assessment = decided.assessment();
        text.has("selfservice.why.not_assessed", questioned && !cause && assessment == null);
        text.has(
                "selfservice.why.none",
                questioned
                        && !cause
                        && assessment != null
                        && assessment.reasons().isEmpty());
        for (Finding finding : List.of(COUNTRY, DEVICE, HOUR)) {
            text.has(
                    "reason." + finding.type().code() + ".support",
                    questioned
                            && !cause
                            && assessment != null
                            && assessment.reasons().contains(finding));
        }
        for (FindingType never : List.of(FindingType.SCREEN_NEW, FindingType.LANGUAGE_USUAL)) {
            text.has("reason." + never.code() + ".support", false);
        }
        text.has("reason.password.switched_off.support", cause && credential.switchedOff());
        text.has("reason.password.breached.support", cause && !credential.switchedOff());

        // Again.
        Keepsake keepsake = facts.keepsake();
        for (Kind kind : Kind.values()) {
            text.starts(
                    "selfservice.why.bought." + kind.key(),
                    keepsake != null
                            && keepsake.kind() == kind
                            && !(kind == Kind.NOT_IN && about.result().isIn()));
        }

        // The password.
        text.has("console.reply.password.was", cause);
        text.has("console.reply.password.off", facts.unsafe());
        text.has("console.reply.password.next", cause && !facts.unsafe() && !facts.changedSince());
        text.has("console.reply.password.changed", !facts.unsafe() && facts.changedSince() && (cause || reported));
        boolean fine = Boolean.TRUE.equals(credential.correct())
                && Boolean.FALSE.equals(credential.breached())
                && !credential.switchedOff();
        text.has("console.reply.password.not", !facts.unsafe() && !cause && !reported && fine);

        assertThat(rules.check(text.text, List.of(text.text))).isEmpty();
        assertThat(text.text.length()).isLessThanOrEqualTo(ReplyRules.LONGEST);
        assertThat(text.text).doesNotContain("??", "{0}", "null", "@");
    }

    @Test
    void whoever_has_not_shown_that_the_account_is_his_reads_nothing_of_one() {
        for (Locale locale : SuggestedReply.LANGUAGES) {
            String foreign = suggested.write(ReplyFacts.general("Q7K4-Z2MD", true), locale);
            String none = suggested.write(ReplyFacts.general("Q7K4-Z2MD", false), locale);

            assertThat(foreign.replace(text("console.reply.general.number", locale) + "\n", ""))
                    .isEqualTo(none);
            assertThat(foreign).contains(site.issuer() + "/verify-mail", text("console.reply.never", locale));
            assertThat(foreign).doesNotContain("K7-4Q2X", site.siteName(locale) + "（", "14:26", "14時26分");
            assertThat(rules.check(foreign, List.of(foreign, none))).isEmpty();
        }
    }

    /// Also where an agent has only changed another line.
    @Test
    void stays_within_the_rules_line_by_line() {
        for (Locale locale : SuggestedReply.LANGUAGES) {
            String foreign = suggested.write(ReplyFacts.general("Q7K4-Z2MD", true), locale);
            assertThat(rules.check(foreign + "\n", List.of(foreign))).isEmpty();
            assertThat(rules.check("山田様\n" + foreign, List.of(foreign))).isEmpty();
        }
    }

    private static List<ReplyFacts> everything() {
        List<@Nullable Assessment> assessments = new ArrayList<>();
        assessments.add(null);
        assessments.add(Assessment.of(-3, List.of(LANGUAGE), "1"));
        assessments.add(Assessment.of(-3, List.of(SCREEN, HOUR, DEVICE, LANGUAGE, COUNTRY), "1"));
        List<Evidence.Credential> credentials = new ArrayList<>();
        for (Boolean breached : new @Nullable Boolean[] {null, false, true}) {
            credentials.add(new Evidence.Credential(true, breached, false));
            credentials.add(new Evidence.Credential(true, breached, true));
        }
        credentials.add(new Evidence.Credential(false, null, false));
        credentials.add(new Evidence.Credential(null, null, false));
        List<ReplyFacts> all = new ArrayList<>();
        for (AttemptKind kind : EnumSet.allOf(AttemptKind.class)) {
            for (String decision : List.of("ALLOW", "CHALLENGE", "RESET", "HOLD", "DENY")) {
                for (Evidence.Credential credential : credentials) {
                    boolean signIn = kind == AttemptKind.SIGN_IN;
                    if (!signIn && !decision.equals("CHALLENGE")) {
                        continue;
                    }
                    if (decision.equals("RESET")
                            && !credential.switchedOff()
                            && !Boolean.TRUE.equals(credential.breached())) {
                        continue;
                    }
                    for (Assessment assessment : assessments) {
                        for (List<Outcome> outcomes : OUTCOMES) {
                            SignInEntry entry = entry(kind, decision, credential, assessment, outcomes);
                            for (int state = 0; state < 3; state++) {
                                all.add(new ReplyFacts(
                                        "Q7K4-Z2MD", true, entry, keepsake(entry, state), state == 1, state == 2));
                            }
                        }
                    }
                }
            }
        }
        return all;
    }

    private static @Nullable Keepsake keepsake(SignInEntry entry, int state) {
        if (!entry.signedIn()) {
            return new Keepsake(Kind.NOT_IN, null);
        }
        return switch (state) {
            case 0 -> new Keepsake(Kind.REMEMBERED, AT);
            case 1 -> new Keepsake(Kind.FORGOTTEN, null);
            default -> null;
        };
    }

    private static SignInEntry entry(
            AttemptKind kind,
            String decision,
            Evidence.Credential credential,
            @Nullable Assessment assessment,
            List<Outcome> outcomes) {
        Evidence evidence = new Evidence(
                AT,
                Evidence.Network.NOT_KNOWN,
                Evidence.Browser.NOT_KNOWN,
                DeviceRecognition.UNKNOWN,
                credential,
                Evidence.Counters.NONE);
        Decided decided = new Decided(
                new UUID(1, 2),
                new UUID(3, 4),
                "K7-4Q2X",
                kind,
                decision,
                evidence,
                assessment,
                Policy.STANDARD_VERSION,
                "1",
                Set.of());
        return new SignInEntry(decided, AT, outcomes, false, true);
    }

    private String text(String key, Locale locale, Object... facts) {
        return messages.getMessage(key, facts, locale);
    }

    private final class Text {
        private final String text;
        private final Locale locale;
        private final ReplyFacts facts;

        Text(String text, Locale locale, ReplyFacts facts) {
            this.text = text;
            this.locale = locale;
            this.facts = facts;
        }

        void has(String key, boolean expected, Object... args) {
            String sentence = text(key, locale, args);
            boolean found = text.lines()
                    .anyMatch(
                            line -> line.equals(sentence) || line.equals(text("console.reply.item", locale, sentence)));
            if (found != expected) {
                throw new AssertionError(key + " is " + (found ? "" : "not ") + "in it\n" + facts + "\n" + text);
            }
        }

        /// The text up to its first fact.
        void starts(String key, boolean expected) {
            String sentence = text(key, locale, "\u0000", "\u0000");
            String start = sentence.substring(0, (sentence + "\u0000").indexOf('\u0000'));
            if (text.contains(start) != expected) {
                throw new AssertionError(key + (expected ? " is missing" : " is in it") + "\n" + facts + "\n" + text);
            }
        }
    }
}
