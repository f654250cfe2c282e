package sekisho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static sekisho.engine.Authenticator.EMAIL_CODE;
import static sekisho.engine.Authenticator.SECURITY_QUESTION;
import static sekisho.engine.Authenticator.SIGNED_IN_DEVICE;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/// Which answer a member gets for which risk.
class PolicyTest {
    private static final Policy STANDARD = Policy.standard();
    private static final Evidence.Credential RIGHT = new Evidence.Credential(true, false, false);
    private static final Evidence.Credential WRONG = new Evidence.Credential(false, true, true);
    private static final Evidence.Credential LEAKED = new Evidence.Credential(true, true, false);
    private static final Evidence.Credential SWITCHED_OFF = new Evidence.Credential(true, true, true);
    private static final Evidence.Credential NONE_ASKED = new Evidence.Credential(null, null, false);

    @Property
    void aResetNeverComesFromAScore(@ForAll @DoubleRange(min = -50, max = 50) double logOdds) {
        for (Evidence.Credential safe : List.of(RIGHT, NONE_ASKED, new Evidence.Credential(true, null, false))) {
            for (Set<Authenticator> available : List.of(Set.<Authenticator>of(), Set.of(EMAIL_CODE))) {
                assertThat(STANDARD.decide(assessment(logOdds), safe, available))
                        .isNotInstanceOf(Decision.RequirePasswordReset.class);
            }
        }
    }

    @Property
    void anUnsafePasswordIsResetWhateverTheScore(@ForAll @DoubleRange(min = -50, max = 50) double logOdds) {
        assertThat(STANDARD.decide(assessment(logOdds), LEAKED, Set.of(EMAIL_CODE)))
                .isEqualTo(new Decision.RequirePasswordReset(ResetCause.BREACHED));
        assertThat(STANDARD.decide(assessment(logOdds), SWITCHED_OFF, Set.of(EMAIL_CODE)))
                .isEqualTo(new Decision.RequirePasswordReset(ResetCause.SWITCHED_OFF));
    }

    @Property
    void aWrongPasswordIsRefusedWhateverElseIsKnown(@ForAll @DoubleRange(min = -50, max = 50) double logOdds) {
        assertThat(STANDARD.decide(assessment(logOdds), WRONG, Set.of(EMAIL_CODE)))
                .isEqualTo(new Decision.Deny());
    }

    @Property
    void aHigherRiskIsNeverAnsweredMoreLightly(
            @ForAll @DoubleRange(max = 100) double score, @ForAll @DoubleRange(max = 100) double more) {
        Policy.Level low = STANDARD.level(Math.min(score, more));
        Policy.Level high = STANDARD.level(Math.max(score, more));

        assertThat(STANDARD.levels().indexOf(high))
                .isGreaterThanOrEqualTo(STANDARD.levels().indexOf(low));
    }

    @Example
    void anAccountThatCanProveNothingWaits() {
        assertThat(STANDARD.decide(assessment(3), RIGHT, Set.of())).isEqualTo(new Decision.Hold());
        assertThat(STANDARD.decide(assessment(-9), LEAKED, Set.of())).isEqualTo(new Decision.Hold());
        assertThat(STANDARD.decide(assessment(-9), SWITCHED_OFF, Set.of())).isEqualTo(new Decision.Hold());
        assertThat(STANDARD.decide(assessment(-9), RIGHT, Set.of())).isEqualTo(new Decision.Allow());
    }

    @Example
    void theStandardPolicyAsksForACodeFromThirtyOn() {
        assertThat(STANDARD.version()).isEqualTo("standard-2");
        assertThat(STANDARD.level(0).name()).isEqualTo("low");
        assertThat(STANDARD.level(29.99).name()).isEqualTo("low");
        assertThat(STANDARD.level(30).name()).isEqualTo("medium");
        assertThat(STANDARD.level(90).name()).isEqualTo("high");
        assertThat(STANDARD.level(100).name()).isEqualTo("high");
        assertThat(STANDARD.decide(assessment(0), RIGHT, Set.of(EMAIL_CODE)))
                .isEqualTo(new Decision.Challenge(Set.of(EMAIL_CODE)));
    }

    @Property
    void highRiskIsProvedByTheMailboxAlone(@ForAll @DoubleRange(min = 90, max = 100) double score) {
        assertThat(STANDARD.level(score).ask()).isEqualTo(Set.of(EMAIL_CODE));
        assertThat(STANDARD.level(Double.NaN).ask()).isEqualTo(Set.of(EMAIL_CODE));
    }

    @Example
    void aMediumRiskMayBeProvedInSeveralWaysButOnlyInThoseThatTheAccountHas() {
        assertThat(STANDARD.decide(assessment(0), RIGHT, Set.of(EMAIL_CODE, SIGNED_IN_DEVICE)))
                .isEqualTo(new Decision.Challenge(Set.of(EMAIL_CODE, SIGNED_IN_DEVICE)));
        assertThat(STANDARD.decide(assessment(9), RIGHT, Set.of(EMAIL_CODE, SIGNED_IN_DEVICE, SECURITY_QUESTION)))
                .isEqualTo(new Decision.Challenge(Set.of(EMAIL_CODE)));
    }

    @Example
    void aScoreThatIsNoNumberIsTheHighestRisk() {
        assertThat(STANDARD.level(Double.NaN).name()).isEqualTo("high");
    }

    @Example
    void aLevelMayRefuseOutright() {
        Policy strict = new Policy("strict", List.of(level("low", 0), new Policy.Level("top", 99, Set.of(), true)));

        assertThat(strict.decide(assessment(9), RIGHT, Set.of(EMAIL_CODE))).isEqualTo(new Decision.Deny());
        assertThat(strict.decide(assessment(0), RIGHT, Set.of(EMAIL_CODE))).isEqualTo(new Decision.Allow());
    }

    @Example
    void aBrokenPolicyIsRefusedWithTheReason() {
        refused("has no version", () -> new Policy(" ", List.of(level("low", 0))));
        refused("has no levels", () -> new Policy("x", List.of()));
        refused("'low', must start at 0", () -> new Policy("x", List.of(level("low", 1))));
        refused("'b' must start above level 'a'", () -> new Policy("x", List.of(level("a", 0), level("b", 0))));
        refused(
                "'c' must start above level 'b'",
                () -> new Policy("x", List.of(level("a", 0), level("b", 50), level("c", 40))));
        refused("starts at 101.0, but scores go from 0 to 100", () -> level("a", 101));
        refused("starts at -1.0", () -> level("a", -1));
        refused("starts at NaN", () -> level("a", Double.NaN));
        refused("no name", () -> level("", 0));
        refused("both denies and asks", () -> new Policy.Level("a", 0, Set.of(EMAIL_CODE), true));
        refused("must ask for email-code too", () -> new Policy.Level("a", 0, Set.of(SIGNED_IN_DEVICE), false));
        refused(
                "'b' is the highest that asks for a proof, and security-question is never enough there",
                () -> new Policy(
                        "x",
                        List.of(
                                level("a", 0),
                                new Policy.Level("b", 30, Set.of(EMAIL_CODE, SECURITY_QUESTION), false),
                                new Policy.Level("c", 90, Set.of(), true))));
    }

    private static void refused(String why, org.assertj.core.api.ThrowableAssert.ThrowingCallable making) {
        assertThatIllegalArgumentException().isThrownBy(making).withMessageContaining(why);
    }

    private static Policy.Level level(String name, double fromScore) {
        return new Policy.Level(name, fromScore, Set.of(), false);
    }

    private static Assessment assessment(double logOdds) {
        return Assessment.of(0, List.of(new Finding(FindingType.DEVICE_NEW, logOdds, Map.of())), RiskEngine.VERSION);
    }
}
