package sekisho.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SitePropertiesTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://signin.example.jp", "https://signin.example.jp:8443", "http://localhost:8080"})
    void anAddressThatProtectsMembersIsTaken(String issuer) {
        assertThat(site(issuer).issuer()).isEqualTo(URI.create(issuer));
    }

    @Test
    void aTrailingSlashAndCapitalsMakeNoDifference() {
        assertThat(site("https://SignIn.Example.jp/").issuer()).isEqualTo(URI.create("https://signin.example.jp"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://signin.example.jp",
                "signin.example.jp",
                "ftp://signin.example.jp",
                "https://signin.example.jp/path",
                "https://signin.example.jp?x=1",
                "https://user:word@signin.example.jp",
                "https:///",
                "http://localhost.example.jp"
            })
    void anAddressThatWouldNotProtectMembersIsRefused(String issuer) {
        assertThatIllegalArgumentException().isThrownBy(() -> site(issuer));
    }

    @Test
    void onlyHttpsMakesCookiesSecure() {
        assertThat(site("https://signin.example.jp").secure()).isTrue();
        assertThat(site("http://127.0.0.1:8080").secure()).isFalse();
    }

    @Test
    void membersReadTheSiteNameInTheirLanguage() {
        SiteProperties site = site("https://signin.example.jp");

        assertThat(site.siteName(Locale.JAPAN)).isEqualTo("店");
        assertThat(site.siteName(Locale.ENGLISH)).isEqualTo("Shop");
    }

    private static SiteProperties site(String issuer) {
        return new SiteProperties(URI.create(issuer), Path.of("data"), "店", "Shop");
    }
}
