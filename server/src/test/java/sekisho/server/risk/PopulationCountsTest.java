package sekisho.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sekisho.engine.AccountHistory;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.engine.Feature;
import sekisho.engine.NetworkType;
import sekisho.engine.Population;
import sekisho.server.testing.Race;
import sekisho.server.testing.TestDatabase;

/// What is common among all members, counted by several servers at once.
class PopulationCountsTest {
    private final TestDatabase database = TestDatabase.fresh();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PopulationCounts one = node(database, meters);
    private final PopulationCounts other = node(database, meters);

    @AfterEach
    void close() {
        database.close();
    }

    /// A server of its own on this database, which counts when it is told to.
    static PopulationCounts node(TestDatabase database, MeterRegistry meters) {
        return new PopulationCounts(
                new PopulationStore(database.jdbc()),
                Objects.requireNonNull(database.transactions().getTransactionManager()),
                meters);
    }

    private static Evidence from(String country) {
        return new Evidence(
                Instant.parse("2026-11-23T09:00:00Z"),
                new Evidence.Network(null, null, null, null, country, null, null, null, NetworkType.FIXED),
                Evidence.Browser.NOT_KNOWN,
                DeviceRecognition.UNKNOWN,
                new Evidence.Credential(true, false, false),
                Evidence.Counters.NONE);
    }

    private static void observe(PopulationCounts node, int times, String country) {
        for (int i = 0; i < times; i++) {
            node.observe(from(country), AccountHistory.empty());
        }
    }

    private static void assertCounted(Population counted, Population expected) {
        for (String country : List.of("JP", "BR", "US")) {
            assertThat(counted.share(Feature.COUNTRY, country)).isEqualTo(expected.share(Feature.COUNTRY, country));
        }
    }

    @Test
    void ofTwoServersThatCountAtOnceNoSignInIsLost() {
        Race.of(8, thread -> {
            PopulationCounts node = thread % 2 == 0 ? one : other;
            for (int i = 0; i < 20; i++) {
                observe(node, 25, thread < 6 ? "JP" : "BR");
                node.flush();
            }
            return thread;
        });
        one.flush();
        other.flush();

        Population expected = Population.empty();
        for (int i = 0; i < 4_000; i++) {
            expected.observe(from(i < 3_000 ? "JP" : "BR"), AccountHistory.empty());
        }
        one.renew();
        other.renew();
        assertCounted(one.snapshot(), expected);
        assertCounted(other.snapshot(), expected);
    }

    @Test
    void whatAnotherServerCountedIsKnownAfterTheNextRenewal() {
        observe(other, 30, "BR");
        other.flush();

        assertThat(one.snapshot().isEmpty()).isTrue();
        one.renew();

        assertCounted(one.snapshot(), other.snapshot());
    }

    @Test
    void aPopulationThatSomebodyReadsNeverChanges() {
        observe(one, 30, "JP");
        one.flush();
        Population read = one.snapshot();
        double before = read.share(Feature.COUNTRY, "BR");

        observe(one, 30, "BR");
        one.flush();

        assertThat(read.share(Feature.COUNTRY, "BR")).isEqualTo(before);
        assertThat(one.snapshot().share(Feature.COUNTRY, "BR")).isGreaterThan(before);
    }

    @Test
    void aStateThatCannotBeReadIsReportedAndANewOneBegun() {
        observe(one, 30, "BR");
        one.flush();
        Population last = one.snapshot();
        database.jdbc().sql("update population set state = '\\x01ffee'").update();

        one.renew();
        assertThat(one.snapshot()).as("the last one stays").isSameAs(last);
        assertThat(meters.counter("sekisho.degraded", "part", "population").count())
                .isEqualTo(1);

        observe(one, 20, "JP");
        one.flush();
        other.renew();

        Population expected = Population.empty();
        for (int i = 0; i < 20; i++) {
            expected.observe(from("JP"), AccountHistory.empty());
        }
        assertCounted(other.snapshot(), expected);
    }

    @Test
    void aFloodOfSignInsNeverFillsTheMemory() {
        observe(one, PopulationCounts.MOST_WAITING, "JP");
        observe(one, 500, "BR");

        one.flush();

        assertThat(one.snapshot().share(Feature.COUNTRY, "BR"))
                .isEqualTo(one.snapshot().share(Feature.COUNTRY, "US"));
    }
}
