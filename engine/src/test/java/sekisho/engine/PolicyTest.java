package sekisho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
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
import sekisho.engine.Policy.Budget;

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

    @Example
    void aLevelWithABudgetStartsWhereTheBudgetIsAssumedToBeMet() {
        assertThat(Budget.share(0.01).score()).isCloseTo(30, within(1e-9));
        assertThat(Budget.share(0.001).score()).isCloseTo(90, within(1e-9));
        assertThat(Budget.aMemberAndYear(0.52).score()).isCloseTo(30, within(1e-9));

        assertThat(BUDGETED.decide(assessment(0), RIGHT, Set.of(EMAIL_CODE)))
                .isEqualTo(new Decision.Challenge(Set.of(EMAIL_CODE)));
        assertThat(BUDGETED.level(29.9).name()).isEqualTo("low");
        assertThat(BUDGETED.level(Double.NaN).name()).isEqualTo("high");
    }

    @Example
    void resolvingPutsScoresInThePlaceOfBudgets() {
        Policy resolved = BUDGETED.resolve(budget -> budget.equals(Budget.share(0.01)) ? 0 : 2);

        assertThat(resolved.version()).isEqualTo("budgeted");
        assertThat(resolved.budgets()).isEmpty();
        assertThat(resolved.levels())
                .extracting(Policy.Level::fromScore)
                .containsExactly(0.0, Assessment.score(0), Assessment.score(2));
        assertThat(resolved.levels()).extracting(Policy.Level::ask).isEqualTo(asks(BUDGETED));
    }

    private static List<Set<Authenticator>> asks(Policy policy) {
        return policy.levels().stream().map(Policy.Level::ask).toList();
    }

    @Property
    void whereScoresAndBudgetsContradictTheScoresPrevail(
            @ForAll @DoubleRange(min = -32, max = 32) double one,
            @ForAll @DoubleRange(min = -32, max = 32) double two) {
        Policy mixed = new Policy(
                "mixed",
                List.of(
                        level("a", 0),
                        level("b", Budget.share(0.1)),
                        level("c", 40),
                        level("d", Budget.share(0.01)),
                        level("e", 60)));

        Policy resolved = mixed.resolve(budget -> budget.amount() == 0.1 ? one : two);

        assertThat(resolved.levels()).extracting(Policy.Level::fromScore).isSorted();
        assertThat(resolved.level(40).name()).isEqualTo("c");
        assertThat(resolved.level(60).name()).isEqualTo("e");
        assertThat(resolved.level(0).name()).isEqualTo("a");
    }

    @Example
    void aBrokenBudgetIsRefusedWithTheReason() {
        refused("between 0.0001 % and 50 %", () -> Budget.share(0));
        refused("between 0.0001 % and 50 %", () -> Budget.share(0.6));
        refused("between 0.0001 % and 50 %", () -> Budget.share(Double.NaN));
        refused("above 0 and at most 1000", () -> Budget.aMemberAndYear(-1));
        refused("'a', must start at 0", () -> new Policy("x", List.of(level("a", Budget.share(0.1)))));
        refused(
                "the budget of level 'c' must be smaller than that of level 'b', which includes it",
                () -> new Policy(
                        "x", List.of(level("a", 0), level("b", Budget.share(0.1)), level("c", Budget.share(0.1)))));
        refused(
                "must be of the same kind",
                () -> new Policy(
                        "x",
                        List.of(level("a", 0), level("b", Budget.share(0.1)), level("c", Budget.aMemberAndYear(1)))));
        refused(
                "level 'c' must start above level 'a'",
                () -> new Policy("x", List.of(level("a", 0), level("b", Budget.share(0.1)), level("c", 0))));
    }

    private static final Policy BUDGETED = new Policy(
            "budgeted",
            List.of(
                    level("low", 0),
                    new Policy.Level("medium", Budget.share(0.01), Set.of(EMAIL_CODE, SIGNED_IN_DEVICE), false),
                    new Policy.Level("high", Budget.share(0.001), Set.of(EMAIL_CODE), false)));

    private static Policy.Level level(String name, Policy.Start start) {
        return new Policy.Level(name, start, Set.of(), false);
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
