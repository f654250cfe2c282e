package sekisho.server.platform;

import java.net.URI;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What the site calls itself and where it stands.
///
/// @param issuer the external URL under which members reach this server
/// @param dataDir where the server keeps its keys and the embedded database
/// @param siteNameJa the name of the site in Japanese
/// @param siteNameEn the name of the site in English
@ConfigurationProperties("sekisho")
public record SiteProperties(
        @DefaultValue("http://localhost:8080") URI issuer,
        @DefaultValue("data") Path dataDir,
        @DefaultValue("せきしょ商店") String siteNameJa,
        @DefaultValue("Sekisho Shop") String siteNameEn) {
    /// Whether members reach the site over https only.
    public boolean secure() {
        return "https".equals(issuer.getScheme());
    }
}
