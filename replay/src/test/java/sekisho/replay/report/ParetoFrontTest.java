package sekisho.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sekisho.replay.Scenario;

/// Engines against rules.
class ParetoFrontTest {
    private static final ReportFacts FACTS = new ReportFacts(List.of(), 0, 0, 0, List.of(), List.of(), null, List.of());

    /// The rule challenges 1 of 4 and catches 1 of 2; `good` has both attacks on top, `bad` none.
    private final Analysis analysis = Analysis.of(
            new History("rule-country-new", "good", "bad")
                    .row(Scenario.LEGITIMATE, "a", -1, 1, 5)
                    .row(Scenario.LEGITIMATE, "a", -1, 2, 6)
                    .row(Scenario.LEGITIMATE, "a", -1, 3, 7)
                    .row(Scenario.LEGITIMATE, "a", 1, 4, 8)
                    .row(Scenario.TARGETED, "a", 1, 5, 1)
                    .row(Scenario.TARGETED, "a", -1, 6, 2)
                    .outcomes,
            FACTS);

    @Test
    void anEngineThatCatchesMoreAtTheSameRateDominates() {
        ParetoFront rule = analysis.rules().getFirst();
        assertThat(rule.challenged()).isEqualTo(new Share(1, 4));
        assertThat(rule.caught()).isEqualTo(new Share(1, 2));
        assertThat(rule.rivals())
                .containsExactly(
                        new ParetoFront.Rival("good", new Share(2, 2), true),
                        new ParetoFront.Rival("bad", new Share(0, 2), false));
        assertThat(rule.dominatedBy()).containsExactly("good");
    }

    @Test
    void enginesKeepTheirOrderAndRulesAreKnown() {
        assertThat(analysis.engines())
                .extracting(engine -> engine.name() + " " + engine.isRule())
                .containsExactly("rule-country-new true", "good false", "bad false");
    }
}
