package sekisho.server.risk;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import sekisho.engine.AccountHistory;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.engine.NetworkType;
import sekisho.engine.Observation;
import sekisho.engine.Population;
import tools.jackson.databind.json.JsonMapper;

/// The members of a Japanese shop, as a server of tests knows them: it would else learn from tests, in which
/// half of the world signs in from São Paulo, that members do so.
public final class ShopPopulation {
    private static final Instant BEGINNING = Instant.parse("2026-09-01T00:00:00Z");
    private static final long[] PROVIDERS = {2_516, 4_713, 17_676};
    private static final List<Evidence.Browser> BROWSERS = List.of(
            new Evidence.Browser("Mobile Safari", 26, "iOS", "26", "phone", "ja"),
            new Evidence.Browser("Chrome", 150, "Android", null, "phone", "ja"),
            new Evidence.Browser("Chrome", 150, "Windows", null, "desktop", "ja"),
            new Evidence.Browser("Edge", 150, "Windows", null, "desktop", "ja"),
            new Evidence.Browser("Safari", 26, "macOS", null, "desktop", "ja"));

    private ShopPopulation() {}

    /// Lets a server know this population, and no other for as long as it runs.
    public static void settle(ApplicationContext server) {
        PopulationCounts counts = server.getBean(PopulationCounts.class);
        counts.stop();
        JdbcClient jdbc = server.getBean(JdbcClient.class);
        jdbc.sql("delete from population_hour").update();
        new PopulationStore(jdbc, server.getBean(JsonMapper.class))
                .put(new PopulationStore.StoredHour(Population.countedUntil(Instant.now()), shop().toBytes(), null));
        counts.turn();
    }

    private static Population shop() {
        Population shop = Population.empty();
        Random random = new Random(1);
        for (int member = 0; member < 1_000; member++) {
            AccountHistory history = AccountHistory.empty();
            Evidence.Browser browser = BROWSERS.get(member % BROWSERS.size());
            for (int day = 0; day < 60; day += 7) {
                boolean isAbroad = random.nextDouble() < 0.004;
                DeviceRecognition device = day == 0 || random.nextDouble() < 0.1
                        ? DeviceRecognition.UNKNOWN
                        : DeviceRecognition.RECOGNISED;
                Observation observation = Observation.of(
                        new Evidence(
                                BEGINNING.plusSeconds(86_400L * day + member),
                                isAbroad ? abroad(member) : home(member, random.nextDouble() < 0.1 ? day : 0),
                                browser,
                                device,
                                new Evidence.Credential(true, false, false),
                                Evidence.Counters.NONE),
                        history,
                        shop);
                shop.count(observation);
                history = observation.after();
            }
        }
        return shop;
    }

    private static Evidence.Network home(int member, int moved) {
        String prefix = "100." + (member % 200 + moved) + '.' + member / 200;
        return network(prefix, PROVIDERS[member % PROVIDERS.length], "JP");
    }

    private static Evidence.Network abroad(int member) {
        return network("20.1." + member % 250, 7_018, member % 3 == 0 ? "KR" : "US");
    }

    private static Evidence.Network network(String prefix, long provider, String country) {
        return new Evidence.Network(
                prefix + ".7", prefix + ".0/24", provider, null, country, null, null, null, NetworkType.FIXED);
    }
}
