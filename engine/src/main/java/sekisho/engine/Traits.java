package sekisho.engine;

import org.jspecify.annotations.Nullable;

/// The values that a sign-in showed, one key a feature; [Values#NONE] where a value isn't known.
final class Traits {
    private final long[] keys;

    private Traits(long[] keys) {
        this.keys = keys;
    }

    static Traits of(Evidence evidence) {
        Evidence.Network network = evidence.network();
        Evidence.Browser browser = evidence.browser();
        long[] keys = new long[FEATURES];
        keys[Feature.ADDRESS.ordinal()] = hashed(network.address());
        keys[Feature.PREFIX.ordinal()] = hashed(network.prefix());
        keys[Feature.ASN.ordinal()] = network.asn() == null ? Values.NONE : Values.of(Long.toString(network.asn()));
        long country = Values.of(network.country());
        keys[Feature.COUNTRY.ordinal()] = country;
        keys[Feature.REGION.ordinal()] =
                network.region() == null ? Values.NONE : Values.pair(country, Values.of(network.region()));
        keys[Feature.NETWORK_TYPE.ordinal()] = network.type() == NetworkType.UNKNOWN
                ? Values.NONE
                : Values.of(network.type().name());
        keys[Feature.AGENT.ordinal()] = agent(browser);
        keys[Feature.BROWSER.ordinal()] = Values.of(browser.family());
        keys[Feature.SYSTEM.ordinal()] = Values.of(browser.system());
        keys[Feature.DEVICE_TYPE.ordinal()] = Values.of(browser.deviceType());
        keys[Feature.LANGUAGE.ordinal()] = Values.of(browser.language());
        keys[Feature.SCREEN.ordinal()] = hashed(browser.screen());
        keys[Feature.HINTS.ordinal()] = hashed(browser.hints());
        keys[Feature.LANGUAGES.ordinal()] = hashed(browser.languages());
        return new Traits(keys);
    }

    static final int FEATURES = Feature.values().length;

    long key(Feature feature) {
        return keys[feature.ordinal()];
    }

    /// Where the whole User-Agent isn't known, its version stands for it.
    private static long agent(Evidence.Browser browser) {
        if (browser.agent() != null && !browser.agent().isEmpty()) {
            return Values.hash(browser.agent());
        }
        return browser.family() == null || browser.version() == null
                ? Values.NONE
                : Values.hash(browser.family() + ' ' + browser.version());
    }

    private static long hashed(@Nullable String value) {
        return value == null || value.isEmpty() ? Values.NONE : Values.hash(value);
    }
}
