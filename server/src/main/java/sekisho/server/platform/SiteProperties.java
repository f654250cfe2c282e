package sekisho.server.platform;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What the site as a whole is: the root values of the `sekisho` tree.
///
/// @param issuer the external URL that members see, without path; plain http is for this machine only
/// @param dataDir the directory that holds the database, the keys and the data files
/// @param siteNameJa the site's name in Japanese, as pages and mails show it
/// @param siteNameEn the site's name in English
@ConfigurationProperties("sekisho")
public record SiteProperties(
        @DefaultValue("http://localhost:8080") URI issuer,
        @DefaultValue("data") Path dataDir,
        @DefaultValue("せきしょ商店") String siteNameJa,
        @DefaultValue("Sekisho Shop") String siteNameEn) {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /// Refuses a value that can't work, in a sentence that says what would.
    public SiteProperties {
        String scheme = issuer.getScheme();
        String host = issuer.getHost();
        boolean http = "http".equals(scheme);
        if (host == null || (!http && !"https".equals(scheme))) {
            throw new IllegalArgumentException(
                    "issuer is \"" + issuer + "\", but must be a URL such as https://signin.example.jp.");
        }
        String path = issuer.getRawPath();
        boolean hasPath = path != null && !path.isEmpty() && !"/".equals(path);
        if (hasPath || issuer.getRawQuery() != null || issuer.getRawFragment() != null) {
            throw new IllegalArgumentException("issuer is \"" + issuer + "\", but must end after the host or port.");
        }
        if (issuer.getRawUserInfo() != null) {
            throw new IllegalArgumentException("issuer must not contain a user name or password.");
        }
        host = host.toLowerCase(Locale.ROOT);
        if (http && !THIS_MACHINE.contains(host)) {
            throw new IllegalArgumentException(
                    "issuer is \"" + issuer + "\", but only https protects members: give an https URL.");
        }
        issuer = URI.create(scheme + "://" + host + (issuer.getPort() < 0 ? "" : ":" + issuer.getPort()));
        if (siteNameJa.isBlank() || siteNameEn.isBlank()) {
            throw new IllegalArgumentException("site-name-ja and site-name-en must not be empty.");
        }
        dataDir = dataDir.toAbsolutePath().normalize();
    }

    /// Whether members reach the site by https, so that cookies are `Secure`.
    public boolean secure() {
        return "https".equals(issuer.getScheme());
    }

    /// The site's name in the member's language; English for any language but Japanese.
    public String siteName(Locale locale) {
        return "ja".equals(locale.getLanguage()) ? siteNameJa : siteNameEn;
    }
}
