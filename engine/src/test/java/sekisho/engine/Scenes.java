package sekisho.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
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

    static final Evidence.Browser IPHONE = new Evidence.Browser("Mobile Safari", 26, "iOS", "26", "phone", "ja");
    static final Evidence.Browser WINDOWS = windows(154);
    static final Evidence.Browser MAC = new Evidence.Browser("Safari", 26, "macOS", null, "desktop", "ja");
    static final Evidence.Browser INTRUDER = new Evidence.Browser("Chrome", 151, "Windows", null, "desktop", "pt");

    static final Evidence.Credential RIGHT = new Evidence.Credential(true, false, false);
    static final Evidence.Credential LEAKED = new Evidence.Credential(true, true, false);

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
                    });
        }
        return history;
    }

    /// Ken: registered a month ago and came back once.
    static AccountHistory ken() {
        return AccountHistory.empty()
                .learn(usual(NOW.minus(Duration.ofDays(30)), HOME, WINDOWS))
                .learn(usual(NOW.minus(Duration.ofDays(9)), HOME, WINDOWS));
    }

    /// The members of a Japanese shop.
    static Population shop() {
        return Population.of(Map.of(
                Feature.COUNTRY, Map.of("JP", 9_500.0, "US", 250.0, "KR", 100.0, "FR", 20.0, "BR", 5.0),
                Feature.ASN, Map.of("2516", 2_000.0, "4713", 2_500.0, "17676", 2_200.0, "9605", 1_800.0, "28573", 2.0),
                Feature.BROWSER, Map.of("Chrome", 3_500.0, "Mobile Safari", 4_500.0, "Edge", 900.0, "Safari", 500.0),
                Feature.SYSTEM, Map.of("iOS", 4_600.0, "Windows", 3_000.0, "Android", 1_700.0, "macOS", 600.0),
                Feature.DEVICE_TYPE, Map.of("phone", 6_200.0, "desktop", 3_600.0, "tablet", 200.0),
                Feature.LANGUAGE, Map.of("ja", 9_300.0, "en", 500.0, "ko", 60.0, "zh", 100.0)));
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
