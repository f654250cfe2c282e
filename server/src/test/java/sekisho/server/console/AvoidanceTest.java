package sekisho.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import sekisho.engine.Assessment;
import sekisho.engine.Authenticator;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.engine.Finding;
import sekisho.engine.FindingType;
import sekisho.engine.Policy;
import sekisho.engine.ResetCause;
import sekisho.server.console.Avoidance.Kind;
import sekisho.server.record.AttemptKind;
import sekisho.server.record.Decided;

/// "What should I have done?"
class AvoidanceTest {
    private static final Finding COUNTRY = new Finding(FindingType.PLACE_NEW_COUNTRY, 3, Map.of());
    private static final Finding DEVICE = new Finding(FindingType.DEVICE_NEW, 2, Map.of());
    private static final Finding HOUR = new Finding(FindingType.TIME_UNUSUAL, 0.5, Map.of());
    private static final Finding LANGUAGE = new Finding(FindingType.LANGUAGE_USUAL, -1, Map.of());

    @Test
    void names_the_fewest_largest_first() {
        // The standard policy asks from log-odds of about -0.85 on.
        Avoidance.Answer answer = answer("CHALLENGE", -3, HOUR, DEVICE, LANGUAGE, COUNTRY);

        assertThat(answer.kind()).isEqualTo(Kind.ENOUGH);
        assertThat(answer.findings()).containsExactly(COUNTRY);
        assertThat(answer("CHALLENGE", -1, HOUR, DEVICE, LANGUAGE, COUNTRY).findings())
                .containsExactly(COUNTRY, DEVICE);
    }

    @Test
    void promises_nothing_where_nothing_would_have_helped() {
        Avoidance.Answer answer = answer("CHALLENGE", 2, DEVICE, COUNTRY);

        assertThat(answer.kind()).isEqualTo(Kind.NEVER_ENOUGH);
        assertThat(answer.findings()).containsExactly(COUNTRY, DEVICE);
    }

    @Test
    void says_so_if_the_scores_have_moved_since() {
        assertThat(answer("CHALLENGE", -9, DEVICE, COUNTRY).kind()).isEqualTo(Kind.NOT_NOW);
    }

    @Test
    void computes_nothing_with_another_policy() {
        Decided decided = decided("CHALLENGE", Assessment.of(-3, List.of(DEVICE, COUNTRY), "1"), false, false, "other");

        assertThat(Avoidance.of(decided, Policy.standard()).kind()).isEqualTo(Kind.OTHER_POLICY);
        assertThat(Avoidance.of(decided, Policy.standard()).findings()).containsExactly(COUNTRY, DEVICE);
    }

    @Test
    void knows_that_a_password_is_another_matter() {
        Assessment assessment = Assessment.of(-3, List.of(DEVICE, COUNTRY), "1");

        assertThat(Avoidance.of(decided("RESET", assessment, true, false, null), Policy.standard()))
                .isEqualTo(new Avoidance.Answer(Kind.PASSWORD, List.of(), ResetCause.BREACHED));
        assertThat(Avoidance.of(decided("HOLD", assessment, true, true, null), Policy.standard()))
                .isEqualTo(new Avoidance.Answer(Kind.PASSWORD, List.of(), ResetCause.SWITCHED_OFF));
        assertThat(Avoidance.of(decided("CHALLENGE", null, false, false, null), Policy.standard())
                        .kind())
                .isEqualTo(Kind.NOT_ASSESSED);
        assertThat(answer("ALLOW", -3, DEVICE).kind()).isEqualTo(Kind.NOTHING_ASKED);
        assertThat(answer("DENY", -3, DEVICE).kind()).isEqualTo(Kind.NOTHING_ASKED);
    }

    private static Avoidance.Answer answer(String decision, double prior, Finding... findings) {
        Assessment assessment = Assessment.of(prior, List.of(findings), "1");
        return Avoidance.of(decided(decision, assessment, false, false, null), Policy.standard());
    }

    static Decided decided(
            String decision,
            @Nullable Assessment assessment,
            boolean breached,
            boolean switchedOff,
            @Nullable String policy) {
        Evidence evidence = new Evidence(
                Instant.parse("2026-11-22T05:26:00Z"),
                Evidence.Network.NOT_KNOWN,
                Evidence.Browser.NOT_KNOWN,
                DeviceRecognition.UNKNOWN,
                new Evidence.Credential(!decision.equals("DENY"), breached, switchedOff),
                Evidence.Counters.NONE);
        return new Decided(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "K7-4Q2X",
                AttemptKind.SIGN_IN,
                decision,
                evidence,
                assessment,
                policy == null ? Policy.STANDARD_VERSION : policy,
                "1",
                Set.of(Authenticator.EMAIL_CODE));
    }
}
