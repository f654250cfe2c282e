package sekisho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/// How common values are among all members.
@Domain(SignIns.class)
@Domain(DomainContext.Global.class)
class PopulationTest {

    /// The trap of the reference algorithm, where a value seen once looked rarer than one never seen.
    @Property
    void aValueSeenMoreOftenIsNeverRarer(@ForAll @IntRange(min = 3, max = 300) int others) {
        Population population = Population.empty();
        observe(population, "FR", 2);
        observe(population, "BR", 1);
        observe(population, "JP", others);

        assertThat(population.share(Feature.COUNTRY, "FR")).isGreaterThan(population.share(Feature.COUNTRY, "BR"));
        assertThat(population.share(Feature.COUNTRY, "BR")).isGreaterThan(population.share(Feature.COUNTRY, "KR"));
        assertThat(population.share(Feature.COUNTRY, "KR")).isPositive();
        assertThat(population.share(Feature.COUNTRY, "JP")).isLessThanOrEqualTo(1);
    }

    private static void observe(Population population, String country, int times) {
        for (int i = 0; i < times; i++) {
            Evidence.Network network =
                    new Evidence.Network(null, null, null, null, country, null, null, null, NetworkType.UNKNOWN);
            population.count(Observation.of(
                    Scenes.usual(Scenes.NOW, network, Scenes.WINDOWS), AccountHistory.empty(), population));
        }
    }

    @Property(tries = 100)
    void comesBackFromItsBytesUnchanged(
            @ForAll Population population, @ForAll AccountHistory history, @ForAll Evidence next) {
        Population reread = Population.fromBytes(population.toBytes());

        assertThat(reread.toBytes()).hasSameSizeAs(population.toBytes());
        assertThat(new RiskEngine().assess(next, history, reread))
                .isEqualTo(new RiskEngine().assess(next, history, population));
    }

    @Property
    void refusesGarbageInOneWayOnly(@ForAll @Size(max = 3_000) byte[] garbage) {
        try {
            Population.fromBytes(garbage).share(Feature.COUNTRY, "JP");
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("not a population");
        }
    }
}
