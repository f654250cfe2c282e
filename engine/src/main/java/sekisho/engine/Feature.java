package sekisho.engine;

/// A property of a sign-in whose values are remembered for the member and counted among all members.
///
/// The order is part of the stored form of a history: add at the end, with a new format number.
public enum Feature {
    ADDRESS(6),
    PREFIX(6),
    ASN(5),
    REGION(5),
    COUNTRY(5),
    NETWORK_TYPE(5),
    /// The whole User-Agent.
    AGENT(6),
    BROWSER(5),
    SYSTEM(4),
    DEVICE_TYPE(3),
    LANGUAGE(3),
    SCREEN(4),
    /// Platform, its version and the model, as client hints tell them.
    HINTS(4),
    /// The whole Accept-Language.
    LANGUAGES(4);

    /// So many values are remembered of a member; the least weight goes first.
    final int most;

    Feature(int most) {
        this.most = most;
    }

    /// Whether only hashes of its values are remembered: an explanation never names them.
    public boolean isHashed() {
        return switch (this) {
            case ADDRESS, PREFIX, AGENT, SCREEN, HINTS, LANGUAGES, REGION -> true;
            case ASN, COUNTRY, NETWORK_TYPE, BROWSER, SYSTEM, DEVICE_TYPE, LANGUAGE -> false;
        };
    }
}
