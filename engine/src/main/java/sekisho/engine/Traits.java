package sekisho.engine;

import org.jspecify.annotations.Nullable;

/// Reads the value of each feature from the evidence, in the spelling in which it is counted; `null` is
/// not known.
final class Traits {
    private Traits() {}

    static @Nullable String valueOf(Feature feature, Evidence evidence) {
        Evidence.Network network = evidence.network();
        Evidence.Browser browser = evidence.browser();
        return switch (feature) {
            case ADDRESS -> hashed(network.address());
            case PREFIX -> hashed(network.prefix());
            case ASN -> network.asn() == null ? null : Long.toString(network.asn());
            case COUNTRY -> plain(network.country());
            case BROWSER -> plain(browser.family());
            case SYSTEM -> plain(browser.system());
            case DEVICE_TYPE -> plain(browser.deviceType());
            case LANGUAGE -> plain(browser.language());
            case NETWORK_TYPE ->
                network.type() == NetworkType.UNKNOWN ? null : network.type().name();
        };
    }

    /// The wider value in which this one lies.
    static @Nullable String parentOf(Feature feature, Evidence evidence) {
        return switch (feature) {
            case ADDRESS -> valueOf(Feature.PREFIX, evidence);
            case PREFIX -> valueOf(Feature.ASN, evidence);
            case ASN -> valueOf(Feature.COUNTRY, evidence);
            case COUNTRY, BROWSER, SYSTEM, DEVICE_TYPE, LANGUAGE, NETWORK_TYPE -> null;
        };
    }

    private static @Nullable String plain(@Nullable String value) {
        return value == null || value.isEmpty() ? null : Values.of(value);
    }

    private static @Nullable String hashed(@Nullable String value) {
        return value == null || value.isEmpty() ? null : Values.hash(value);
    }
}
