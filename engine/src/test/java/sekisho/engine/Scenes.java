package sekisho.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Networks, browsers and members of the example sign-ins.
final class Scenes {
    static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");

    static final GeoPoint TOKYO = new GeoPoint(35.69, 139.69);
    static final GeoPoint SAPPORO = new GeoPoint(43.06, 141.35);
    static final GeoPoint SAO_PAULO = new GeoPoint(-23.55, -46.63);
    static final GeoPoint PARIS = new GeoPoint(48.86, 2.35);

    static final Evidence.Network HOME =
            network("203.0.113.20", "203.0.113.0/24", 2516, "KDDI", "JP", "Tokyo", TOKYO, NetworkType.FIXED);
    static final Evidence.Network HOME_NEW_ADDRESS =
            network("203.0.113.77", "203.0.113.0/24", 2516, "KDDI", "JP", "Tokyo", TOKYO, NetworkType.FIXED);
    static final Evidence.Network HOME_NEW_PREFIX =
            network("198.51.100.9", "198.51.100.0/24", 2516, "KDDI", "JP", "Tokyo", TOKYO, NetworkType.FIXED);
    static final Evidence.Network PHONE = phone(20);
    static final Evidence.Network CAFE_TOKYO =
            network("192.0.2.40", "192.0.2.0/24", 4713, "NTT Communications", "JP", "Tokyo", TOKYO, NetworkType.FIXED);
    static final Evidence.Network HOTEL_SAPPORO =
            network("100.64.7.7", "100.64.7.0/24", 17676, "SoftBank", "JP", "Sapporo", SAPPORO, NetworkType.MOBILE);
    static final Evidence.Network SAO_PAULO_HOME =
            network("177.10.20.30", "177.10.20.0/24", 28573, "Claro", "BR", "São Paulo", SAO_PAULO, NetworkType.FIXED);
    static final Evidence.Network PARIS_HOTEL =
            network("90.1.2.3", "90.1.2.0/24", 3215, "Orange", "FR", "Paris", PARIS, NetworkType.FIXED);
    static final Evidence.Network TOKYO_DATA_CENTRE =
            network("45.76.1.2", "45.76.1.0/24", 20473, "Vultr", "JP", "Tokyo", TOKYO, NetworkType.HOSTING);

    static final Evidence.Network FRANKFURT_DATA_CENTRE =
            network("95.1.2.3", "95.1.2.0/24", 24940, "Hetzner", "DE", "Frankfurt", null, NetworkType.HOSTING);

    static final Evidence.Browser IPHONE = new Evidence.Browser("Mobile Safari", 26, "iOS", "26", "phone", "ja");
    static final Evidence.Browser WINDOWS = windows(154);
    static final Evidence.Browser MAC = new Evidence.Browser("Safari", 26, "macOS", null, "desktop", "ja");
    static final Evidence.Browser ANDROID = new Evidence.Browser("Chrome", 154, "Android", null, "phone", "ja");
    static final Evidence.Browser INTRUDER = new Evidence.Browser("Chrome", 151, "Windows", null, "desktop", "pt");

    static final Evidence.Credential RIGHT = new Evidence.Credential(true, false, false);
    static final Evidence.Credential LEAKED = new Evidence.Credential(true, true, false);

    /// A population that has seen nothing, to learn beside.
    static final Population NOBODY = Population.empty();

    private Scenes() {}

    /// Hanako: 180 days in Tokyo, by turns at home on the PC, at home on the phone and on the way.
    static AccountHistory hanako() {
        AccountHistory history = AccountHistory.empty();
        for (int day = 180; day >= 1; day -= 3) {
            Instant at = NOW.minus(Duration.ofDays(day));
            history = history.learn(
                    switch ((day / 3) % 3) {
                        case 0 -> usual(at, HOME, WINDOWS);
                        case 1 -> usual(at, HOME, IPHONE);
                        default -> usual(at, phone(day), IPHONE);
                    },
                    NOBODY);
        }
        return history;
    }

    /// Ken: registered a month ago and came back once.
    static AccountHistory ken() {
        return AccountHistory.empty()
                .learn(usual(NOW.minus(Duration.ofDays(30)), HOME, WINDOWS), NOBODY)
                .learn(usual(NOW.minus(Duration.ofDays(9)), HOME, WINDOWS), NOBODY);
    }

    /// The members of a Japanese shop: ten thousand sign-ins of everybody and nobody in particular.
    static Population shop() {
        Population shop = Population.empty();
        java.util.Random random = new java.util.Random(1);
        for (int i = 0; i < 10_000; i++) {
            Evidence.Browser browser = pick(random, i % 10 < 4 ? IPHONE : i % 10 < 7 ? WINDOWS : ANDROID, MAC, 0.06);
            String country = random.nextDouble() < 0.95
                    ? "JP"
                    : List.of("US", "US", "US", "KR", "FR").get(i % 5);
            Evidence.Network network = new Evidence.Network(
                    i + ".1",
                    i + ".0/24",
                    country.equals("JP") ? PROVIDERS[i % PROVIDERS.length] : 7_000L + i % 40,
                    null,
                    country,
                    null,
                    null,
                    null,
                    random.nextDouble() < 0.4 ? NetworkType.MOBILE : NetworkType.FIXED);
            shop.count(Observation.of(usual(NOW.minusSeconds(i), network, browser), AccountHistory.empty(), shop));
        }
        return shop;
    }

    private static final long[] PROVIDERS = {2516, 4713, 17676, 9605};

    private static Evidence.Browser pick(
            java.util.Random random, Evidence.Browser usual, Evidence.Browser rare, double share) {
        return random.nextDouble() < share ? rare : usual;
    }

    static Evidence usual(Instant at, Evidence.Network network, Evidence.Browser browser) {
        return new Evidence(at, network, browser, DeviceRecognition.RECOGNISED, RIGHT, Evidence.Counters.NONE);
    }

    static Evidence evidence(
            Evidence.Network network,
            Evidence.Browser browser,
            DeviceRecognition device,
            Evidence.Credential credential) {
        return new Evidence(NOW, network, browser, device, credential, Evidence.Counters.NONE);
    }

    static Evidence.Browser windows(int version) {
        return new Evidence.Browser("Chrome", version, "Windows", null, "desktop", "ja");
    }

    /// The carrier gives a new address each time.
    private static Evidence.Network phone(int n) {
        return network(
                "100.70." + n + ".5",
                "100.70." + n + ".0/24",
                9605,
                "NTT DOCOMO",
                "JP",
                "Tokyo",
                TOKYO,
                NetworkType.MOBILE);
    }

    private static Evidence.Network network(
            String address,
            String prefix,
            long asn,
            String asName,
            String country,
            @Nullable String city,
            @Nullable GeoPoint point,
            NetworkType type) {
        return new Evidence.Network(address, prefix, asn, asName, country, city, city, point, type);
    }
}
