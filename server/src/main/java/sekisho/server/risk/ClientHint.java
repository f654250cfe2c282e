package sekisho.server.risk;

import java.util.List;

/// The User-Agent client hints that are read (W3C/WICG User-Agent Client Hints), by lower-case header name.
///
/// Every page asks for the last two (`Accept-CH`); browsers send the others by themselves.
public final class ClientHint {
    public static final String BRANDS = "sec-ch-ua";
    public static final String MOBILE = "sec-ch-ua-mobile";
    public static final String PLATFORM = "sec-ch-ua-platform";
    public static final String PLATFORM_VERSION = "sec-ch-ua-platform-version";
    public static final String MODEL = "sec-ch-ua-model";

    /// All of them.
    public static final List<String> NAMES = List.of(BRANDS, MOBILE, PLATFORM, PLATFORM_VERSION, MODEL);

    private ClientHint() {}
}
