package sekisho.server.demo;

import java.util.Map;
import sekisho.server.risk.ClientHint;
import sekisho.server.risk.ClientRequest;

/// A device with its browser, as its requests show it.
enum Gear {
    WINDOWS_PC(windows("Chrome/149.0.0.0 Safari/537.36"), Language.JAPANESE, hints("Google Chrome", 149)),
    /// The same PC, the morning after its browser has updated itself.
    WINDOWS_PC_UPDATED(windows("Chrome/150.0.0.0 Safari/537.36"), Language.JAPANESE, hints("Google Chrome", 150)),
    NEW_PC(windows("Chrome/149.0.0.0 Safari/537.36 Edg/149.0.0.0"), Language.JAPANESE, hints("Microsoft Edge", 149)),
    IPHONE(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                    + " Version/26.1 Mobile/15E148 Safari/604.1",
            Language.JAPANESE,
            Map.of()),
    ANDROID(
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
                    + " Chrome/149.0.0.0 Mobile Safari/537.36",
            Language.JAPANESE,
            Map.of(
                    ClientHint.BRANDS, brands("Google Chrome", 149),
                    ClientHint.MOBILE, "?1",
                    ClientHint.PLATFORM, "\"Android\"")),
    INTRUDER(windows("Chrome/149.0.0.0 Safari/537.36"), "pt-BR,pt;q=0.9,en;q=0.8", hints("Google Chrome", 149));

    private static final class Language {
        private static final String JAPANESE = "ja,en-US;q=0.9,en;q=0.8";
    }

    private final String userAgent;
    private final String acceptLanguage;
    private final Map<String, String> clientHints;

    Gear(String userAgent, String acceptLanguage, Map<String, String> clientHints) {
        this.userAgent = userAgent;
        this.acceptLanguage = acceptLanguage;
        this.clientHints = clientHints;
    }

    String userAgent() {
        return userAgent;
    }

    String acceptLanguage() {
        return acceptLanguage;
    }

    /// By lower-case header name.
    Map<String, String> clientHints() {
        return clientHints;
    }

    /// A request from this device.
    ClientRequest at(String address) {
        return new ClientRequest(address, userAgent, acceptLanguage, clientHints);
    }

    private static String windows(String browser) {
        return "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) " + browser;
    }

    private static Map<String, String> hints(String brand, int version) {
        return Map.of(
                ClientHint.BRANDS, brands(brand, version),
                ClientHint.MOBILE, "?0",
                ClientHint.PLATFORM, "\"Windows\"");
    }

    private static String brands(String brand, int version) {
        return "\"Chromium\";v=\"%1$d\", \"%2$s\";v=\"%1$d\", \"Not?A_Brand\";v=\"24\"".formatted(version, brand);
    }
}
