package sekisho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// How common values are among all members.
class PopulationTest {

    /// The trap of the reference algorithm, where a value seen once looked rarer than one never seen.
    @Property
    void aValueSeenMoreOftenIsNeverRarer(@ForAll Feature feature, @ForAll @IntRange(max = 1_000_000) int others) {
        Population population =
                Population.of(Map.of(feature, Map.of("often", 2.0, "once", 1.0, "others", (double) others)));

        assertThat(population.share(feature, "often")).isGreaterThan(population.share(feature, "once"));
        assertThat(population.share(feature, "once")).isGreaterThan(population.share(feature, "never"));
        assertThat(population.share(feature, "never")).isPositive();
        assertThat(population.share(feature, "others")).isLessThanOrEqualTo(1);
    }

    @Example
    void weightsThatAreNoWeightsAreRefused() {
        for (Double weight : List.of(-1.0, Double.NaN, Double.POSITIVE_INFINITY)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Population.of(Map.of(Feature.COUNTRY, Map.of("JP", weight))))
                    .withMessageContaining("COUNTRY JP");
        }
    }

    @Example
    void neitherAddressNorPrefixIsCounted() {
        Evidence evidence = Scenes.evidence(Scenes.HOME, Scenes.WINDOWS, DeviceRecognition.RECOGNISED, Scenes.RIGHT);

        assertThat(Population.observations(evidence))
                .containsExactly(
                        new Population.Observation(Feature.ASN, "2516"),
                        new Population.Observation(Feature.COUNTRY, "JP"),
                        new Population.Observation(Feature.BROWSER, "Chrome"),
                        new Population.Observation(Feature.SYSTEM, "Windows"),
                        new Population.Observation(Feature.DEVICE_TYPE, "desktop"),
                        new Population.Observation(Feature.LANGUAGE, "ja"),
                        new Population.Observation(Feature.NETWORK_TYPE, "FIXED"));
    }

    @Example
    void nothingIsCountedOfWhatIsNotKnown() {
        Evidence evidence = Scenes.evidence(
                Evidence.Network.NOT_KNOWN, Evidence.Browser.NOT_KNOWN, DeviceRecognition.UNKNOWN, Scenes.RIGHT);

        assertThat(Population.observations(evidence)).isEmpty();
    }
}
