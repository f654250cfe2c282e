package sekisho.engine;

/// A property of a sign-in whose values are counted: for the member and among all members.
public enum Feature {
    ADDRESS,
    PREFIX,
    ASN,
    COUNTRY,
    BROWSER,
    SYSTEM,
    DEVICE_TYPE,
    LANGUAGE,
    NETWORK_TYPE
}
