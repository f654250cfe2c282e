package sekisho.replay.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import sekisho.engine.AccountHistory;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.engine.GeoPoint;
import sekisho.engine.NetworkType;
import sekisho.engine.Policy;
import sekisho.engine.Population;
import sekisho.engine.RiskEngine;

/// A sign-in to explain a policy with: of a member in Tokyo who came every third day for half a year, at home on a
/// PC and a phone, and on the way on the phone.
///
/// @param key names its text: `example.` and this
/// @param score 0 to 100, as the engine assesses it where nothing is known of the other members
record ExampleSignIn(String key, double score) {
    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");
    private static final GeoPoint TOKYO = new GeoPoint(35.69, 139.69);
    private static final Evidence.Credential RIGHT = new Evidence.Credential(true, false, false);

    private static final Evidence.Network HOME =
            network("203.0.113.20", "203.0.113.0/24", 64_500, "JP", "Tokyo", TOKYO, NetworkType.FIXED);
    private static final Evidence.Network CAFE =
            network("192.0.2.40", "192.0.2.0/24", 64_501, "JP", "Tokyo", TOKYO, NetworkType.FIXED);
    private static final Evidence.Network PARIS = network(
            "198.51.100.7", "198.51.100.0/24", 64_503, "FR", "Paris", new GeoPoint(48.86, 2.35), NetworkType.FIXED);
    private static final Evidence.Network RENTED =
            network("198.51.100.200", "198.51.100.0/24", 64_504, "JP", "Tokyo", TOKYO, NetworkType.HOSTING);

    private static final Evidence.Browser PC = new Evidence.Browser("Chrome", 154, "Windows", null, "desktop", "ja");
    private static final Evidence.Browser PHONE = new Evidence.Browser("Mobile Safari", 26, "iOS", "26", "phone", "ja");
    private static final Evidence.Browser NEW_PC = new Evidence.Browser("Safari", 26, "macOS", null, "desktop", "ja");
    private static final Evidence.Browser FOREIGN =
            new Evidence.Browser("Chrome", 151, "Windows", null, "desktop", "pt");

    private static final List<ExampleSignIn> ALL = all();

    /// At most two examples on a level: those with the lowest and the highest score.
    static List<ExampleSignIn> in(Policy policy, Policy.Level level) {
        List<ExampleSignIn> on = ALL.stream()
                .filter(example -> policy.level(example.score()).equals(level))
                .sorted(Comparator.comparingDouble(ExampleSignIn::score))
                .toList();
        return on.size() <= 2 ? on : List.of(on.getFirst(), on.getLast());
    }

    private static List<ExampleSignIn> all() {
        AccountHistory member = member();
        RiskEngine engine = new RiskEngine();
        record Scene(String key, Evidence evidence) {}
        return Stream.of(
                        new Scene("usual", evidence(HOME, PC, DeviceRecognition.RECOGNISED)),
                        new Scene("on-the-way", evidence(mobile(200), PHONE, DeviceRecognition.RECOGNISED)),
                        new Scene("private-window", evidence(HOME, PC, DeviceRecognition.UNKNOWN)),
                        new Scene("own-pc-abroad", evidence(PARIS, PC, DeviceRecognition.RECOGNISED)),
                        new Scene("new-pc-at-home", evidence(HOME, NEW_PC, DeviceRecognition.UNKNOWN)),
                        new Scene("new-pc-elsewhere", evidence(CAFE, NEW_PC, DeviceRecognition.UNKNOWN)),
                        new Scene("new-pc-abroad", evidence(PARIS, NEW_PC, DeviceRecognition.UNKNOWN)),
                        new Scene("like-the-member", evidence(RENTED, PC, DeviceRecognition.UNKNOWN)),
                        new Scene("intruder", evidence(PARIS, FOREIGN, DeviceRecognition.UNKNOWN)))
                .map(scene -> new ExampleSignIn(
                        scene.key(),
                        engine.assess(scene.evidence(), member, Population.empty())
                                .score()))
                .toList();
    }

    private static AccountHistory member() {
        AccountHistory history = AccountHistory.empty();
        Population nobody = Population.empty();
        for (int day = 180; day >= 1; day -= 3) {
            Evidence evidence = switch ((day / 3) % 3) {
                case 0 -> evidence(HOME, PC, DeviceRecognition.RECOGNISED);
                case 1 -> evidence(HOME, PHONE, DeviceRecognition.RECOGNISED);
                default -> evidence(mobile(day), PHONE, DeviceRecognition.RECOGNISED);
            };
            history = history.learn(at(NOW.minus(Duration.ofDays(day)), evidence), nobody);
        }
        return history;
    }

    private static Evidence at(Instant at, Evidence like) {
        return new Evidence(at, like.network(), like.browser(), like.device(), like.credential(), like.counters());
    }

    private static Evidence evidence(Evidence.Network network, Evidence.Browser browser, DeviceRecognition device) {
        return new Evidence(NOW, network, browser, device, RIGHT, Evidence.Counters.NONE);
    }

    /// The carrier gives a new address each time.
    private static Evidence.Network mobile(int n) {
        return network("100.70." + n + ".5", "100.70." + n + ".0/24", 64_502, "JP", "Tokyo", TOKYO, NetworkType.MOBILE);
    }

    private static Evidence.Network network(
            String address, String prefix, long asn, String country, String city, GeoPoint point, NetworkType type) {
        return new Evidence.Network(address, prefix, asn, null, country, city, city, point, type);
    }
}
