package sekisho.engine;

/// What kind of network an address belongs to. It decides how surprising a new address is:
/// a phone on a carrier network gets a new one all the time.
public enum NetworkType {
    UNKNOWN,
    FIXED,
    MOBILE,
    CORPORATE,
    HOSTING,
    ANONYMIZER
}
