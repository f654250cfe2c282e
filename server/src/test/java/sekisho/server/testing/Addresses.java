package sekisho.server.testing;

/// Real addresses of which the place data of the build says where they are.
public final class Addresses {
    public static final String TOKYO_HOME = "126.79.58.1";
    public static final String TOKYO_OTHER = "153.120.1.1";
    public static final String SAO_PAULO = "177.100.1.1";

    private Addresses() {}
}
