package sekisho.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;
import org.jspecify.annotations.Nullable;

/// Arbitrary sign-ins, histories and populations for the properties: few values, so that they meet
/// again, many gaps, and now and then something that no browser should send.
class SignIns extends DomainContextBase {

    @Provide
    Arbitrary<Evidence> evidence() {
        Arbitrary<Duration> before =
                Arbitraries.longs().between(0, 400L * 86_400).map(Duration::ofSeconds);
        return Combinators.combine(
                        before,
                        network(),
                        browser(),
                        Arbitraries.of(DeviceRecognition.class),
                        Arbitraries.of(true, false).injectNull(0.3),
                        counters())
                .as((ago, network, browser, device, breached, counters) -> new Evidence(
                        Scenes.NOW.minus(ago),
                        network,
                        browser,
                        device,
                        new Evidence.Credential(true, breached, false),
                        counters));
    }

    @Provide
    Arbitrary<AccountHistory> history() {
        return evidence().list().ofMaxSize(30).map(SignIns::learnInOrder);
    }

    @Provide
    Arbitrary<Population> population() {
        Arbitrary<List<Evidence>> reported = evidence().list().ofMaxSize(20);
        return Combinators.combine(evidence().list().ofMaxSize(60), reported).as(SignIns::count);
    }

    static AccountHistory learnInOrder(List<Evidence> evidence) {
        List<Evidence> ordered = new ArrayList<>(evidence);
        ordered.sort(java.util.Comparator.comparing(Evidence::at));
        AccountHistory history = AccountHistory.empty();
        for (Evidence one : ordered) {
            history = history.learn(one, Scenes.NOBODY);
        }
        return history;
    }

    private static Population count(List<Evidence> evidence, List<Evidence> reported) {
        Population population = Population.empty();
        AccountHistory history = AccountHistory.empty();
        for (Evidence one : evidence) {
            population.count(Observation.of(one, history, population));
            history = history.learn(one, population);
        }
        for (Evidence one : reported) {
            population.count(AttackReport.of(one, history, population, one.at(), 1));
        }
        return population;
    }

    private static Arbitrary<Evidence.Network> network() {
        Arbitrary<Integer> place = Arbitraries.integers().between(0, 5);
        Arbitrary<Integer> provider = Arbitraries.integers().between(0, 2);
        Arbitrary<Integer> subnet = Arbitraries.integers().between(0, 20);
        Arbitrary<Integer> host = Arbitraries.integers().between(0, 3);
        return Combinators.combine(place, provider, subnet, host, Arbitraries.of(NetworkType.class), gaps())
                .as((p, a, s, h, type, gaps) -> {
                    long asn = 1_000L * p + a;
                    String prefix = p + "." + a + "." + s + ".0/24";
                    String address = p + "." + a + "." + s + "." + h;
                    GeoPoint point = new GeoPoint(p * 12, p * 25);
                    String country = List.of("JP", "US", "FR", "BR", "KR", "VN").get(p);
                    return new Evidence.Network(
                            gaps.get(0) ? null : address,
                            gaps.get(1) ? null : prefix,
                            gaps.get(2) ? null : (Long) asn,
                            "AS " + asn,
                            gaps.get(3) ? null : country,
                            null,
                            null,
                            gaps.get(4) ? null : point,
                            type);
                });
    }

    private static Arbitrary<Evidence.Browser> browser() {
        return Combinators.combine(
                        text("Chrome", "Mobile Safari", "Edge", "Firefox"),
                        Arbitraries.integers().between(-3, 200).injectNull(0.2),
                        text("Windows", "iOS", "Android", "macOS"),
                        text("phone", "desktop", "tablet"),
                        text("ja", "en", "pt"))
                .as((family, version, system, type, language) ->
                        new Evidence.Browser(family, version, system, null, type, language));
    }

    private static Arbitrary<@Nullable String> text(String... usual) {
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(20, Arbitraries.of(usual)),
                        net.jqwik.api.Tuple.of(1, Arbitraries.strings().ofMaxLength(200)))
                .injectNull(0.15);
    }

    private static Arbitrary<List<Boolean>> gaps() {
        return Arbitraries.frequency(net.jqwik.api.Tuple.of(5, false), net.jqwik.api.Tuple.of(1, true))
                .list()
                .ofSize(5);
    }

    private static Arbitrary<Evidence.Counters> counters() {
        Arbitrary<Integer> count = Arbitraries.integers().between(0, 1_000_000);
        return Combinators.combine(count, count, count).as(Evidence.Counters::new);
    }
}
