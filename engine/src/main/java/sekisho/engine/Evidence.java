package sekisho.engine;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What one sign-in request showed. A `null` anywhere means "not known", never "different".
///
/// @param at when the request came
public record Evidence(
        Instant at,
        Network network,
        Browser browser,
        DeviceRecognition device,
        Credential credential,
        Counters counters) {

    public Evidence {
        Objects.requireNonNull(at);
        Objects.requireNonNull(network);
        Objects.requireNonNull(browser);
        Objects.requireNonNull(device);
        Objects.requireNonNull(credential);
        Objects.requireNonNull(counters);
    }

    /// Where the request came from, from narrow to wide.
    ///
    /// @param address the client address in canonical text
    /// @param prefix its /24 (IPv4) or /48 (IPv6) in CIDR text
    /// @param asn number of the autonomous system
    /// @param asName name of the autonomous system, for explanation only
    /// @param country ISO 3166-1 alpha-2, upper case
    /// @param region state or prefecture, English, for explanation only
    /// @param city nearest city, English, for explanation only
    /// @param point where the city is
    /// @param roundTripMillis how long a packet takes there and back, in milliseconds, above 0
    public record Network(
            @Nullable String address,
            @Nullable String prefix,
            @Nullable Long asn,
            @Nullable String asName,
            @Nullable String country,
            @Nullable String region,
            @Nullable String city,
            @Nullable GeoPoint point,
            NetworkType type,
            @Nullable Double roundTripMillis) {
        /// Nothing is known.
        public static final Network NOT_KNOWN =
                new Network(null, null, null, null, null, null, null, null, NetworkType.UNKNOWN);

        /// A network whose round trip was not measured.
        public Network(
                @Nullable String address,
                @Nullable String prefix,
                @Nullable Long asn,
                @Nullable String asName,
                @Nullable String country,
                @Nullable String region,
                @Nullable String city,
                @Nullable GeoPoint point,
                NetworkType type) {
            this(address, prefix, asn, asName, country, region, city, point, type, null);
        }
    }

    /// What the request said about browser and device.
    ///
    /// @param family browser family such as `Chrome` or `Mobile Safari`
    /// @param version major version of the browser
    /// @param system operating system such as `Windows` or `iOS`
    /// @param systemVersion major version of the system as text; frozen values of reduced user agents
    ///     are `null`
    /// @param deviceType `phone`, `tablet`, `desktop`, `bot` or `other`
    /// @param language first language of Accept-Language, primary tag in lower case such as `ja`
    /// @param agent the whole User-Agent, as far as it is looked at
    /// @param languages the whole Accept-Language, as far as it is looked at
    /// @param screen width and height such as `1440x900`
    /// @param hints platform, its version and the model of the device, as client hints tell them
    public record Browser(
            @Nullable String family,
            @Nullable Integer version,
            @Nullable String system,
            @Nullable String systemVersion,
            @Nullable String deviceType,
            @Nullable String language,
            @Nullable String agent,
            @Nullable String languages,
            @Nullable String screen,
            @Nullable String hints) {
        /// Nothing is known.
        public static final Browser NOT_KNOWN = new Browser(null, null, null, null, null, null);

        /// A browser of which no more is known than what its name tells.
        public Browser(
                @Nullable String family,
                @Nullable Integer version,
                @Nullable String system,
                @Nullable String systemVersion,
                @Nullable String deviceType,
                @Nullable String language) {
            this(family, version, system, systemVersion, deviceType, language, null, null, null, null);
        }
    }

    /// What is known about the password itself: the credential risk.
    ///
    /// @param correct whether the password was right; for a request without a password (forgot
    ///     password) `null`
    /// @param breached whether it stands on the list of leaked passwords; `null` where that was not
    ///     looked up
    /// @param switchedOff whether an operator or the owner declared this password unsafe
    public record Credential(
            @Nullable Boolean correct, @Nullable Boolean breached, boolean switchedOff) {}

    /// How often sign-ins failed lately. All counts are of the last hour and never negative.
    ///
    /// @param failuresOnAccount wrong passwords on this account
    /// @param failuresFromPrefix wrong passwords from this prefix, on any account
    /// @param accountsFromPrefix different accounts on which they failed
    public record Counters(int failuresOnAccount, int failuresFromPrefix, int accountsFromPrefix) {
        /// No failure anywhere.
        public static final Counters NONE = new Counters(0, 0, 0);

        public Counters {
            if (failuresOnAccount < 0 || failuresFromPrefix < 0 || accountsFromPrefix < 0) {
                throw new IllegalArgumentException("a count is negative");
            }
        }
    }
}
