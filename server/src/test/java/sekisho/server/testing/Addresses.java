package sekisho.server.testing;

/// Real addresses, of which the place data of the build says where they are (`staged-addresses.csv` of
/// the risk tests).
public final class Addresses {
    /// A fixed line in Tokyo.
    public static final String TOKYO_HOME = "153.156.10.21";

    /// Another fixed line in Tokyo, same provider.
    public static final String TOKYO_OTHER = "180.9.10.20";

    /// An office in Tokyo, another provider.
    public static final String TOKYO_OFFICE = "219.102.30.41";

    /// A phone on a carrier's network.
    public static final String TOKYO_PHONE = "1.75.10.10";

    /// A hotel in Sapporo.
    public static final String SAPPORO = "110.132.79.211";

    /// A fixed line in São Paulo.
    public static final String SAO_PAULO = "200.158.10.10";

    /// A fixed line in New York.
    public static final String NEW_YORK = "72.229.28.185";

    private Addresses() {}
}
