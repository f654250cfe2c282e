package sekisho.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import sekisho.engine.Evidence;
import sekisho.server.platform.SiteProperties;
import sekisho.server.platform.web.Cookies;
import sekisho.server.risk.web.ClientRequests;

class BrowsersTest {
    private static final Cookies COOKIES =
            new Cookies(new SiteProperties(URI.create("http://localhost:8080"), Path.of("data"), "せ", "S"));

    private static final String WINDOWS_CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36"
            + " (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36";

    private final Browsers browsers = new Browsers(Messages.real());

    private Evidence.Browser read(@Nullable String userAgent) {
        return browsers.read(new ClientRequest("203.0.113.9", userAgent, "ja-JP,ja;q=0.9", Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36|Chrome|138|Windows|-|desktop",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0|Edge|138|Windows|-|desktop",
                "Mozilla/5.0 (Windows NT 6.1; Win64; x64; rv:115.0) Gecko/20100101 Firefox/115.0|Firefox|115|Windows|7|desktop",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15|Safari|18|macOS|-|desktop",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1|Mobile Safari|17|iOS|17|phone",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1|Mobile Safari|26|iOS|26|phone",
                "Mozilla/5.0 (iPad; CPU OS 16_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1|Mobile Safari|16|iPadOS|16|tablet",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0.6478.35 Mobile/15E148 Safari/604.1|Chrome iOS|126|iOS|17|phone",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/127.0 Mobile/15E148 Safari/605.1.15|Firefox iOS|127|iOS|17|phone",
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36|Chrome|138|Android|-|phone",
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36|Samsung Internet|28|Android|-|phone",
                "Mozilla/5.0 (Linux; Android 13; SM-X900) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36|Chrome|138|Android|13|tablet",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36 OPR/121.0.0.0|Opera|121|Windows|-|desktop",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Safari Line/14.9.0|LINE|14|iOS|17|phone",
                "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0|Firefox|128|Linux|-|desktop",
                "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36|Chrome|138|ChromeOS|-|desktop",
                "Mozilla/5.0 (Linux; Android 13; CUBOT NOTE 30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36|Chrome|138|Android|13|phone",
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/138.0.0.0 Safari/537.36|Headless Chrome|138|Linux|-|bot",
                "curl/8.5.0|Bot|-|-|-|bot",
                "something else|-|-|-|-|other"
            })
    void browsersOfOurMembersAreNamedAndFrozenVersionsAreNotKnown(
            String userAgent,
            @Nullable String family,
            @Nullable Integer version,
            @Nullable String system,
            @Nullable String systemVersion,
            String deviceType) {
        assertThat(read(userAgent))
                .isEqualTo(new Evidence.Browser(
                        family,
                        version,
                        system,
                        systemVersion,
                        deviceType,
                        "ja",
                        userAgent,
                        "ja-JP,ja;q=0.9",
                        null,
                        null));
    }

    @Test
    void clientHintsTellWhatTheUserAgentHides() {
        Evidence.Browser windows11 = browsers.read(new ClientRequest(
                "",
                WINDOWS_CHROME,
                "en",
                Map.of(
                        "sec-ch-ua", "\"Not.A/Brand\";v=\"8\", \"Chromium\";v=\"138\", \"Brave\";v=\"138\"",
                        "sec-ch-ua-platform", "\"Windows\"",
                        "sec-ch-ua-platform-version", "\"15.0.0\"",
                        "sec-ch-ua-mobile", "?0")));
        Evidence.Browser android = browsers.read(new ClientRequest(
                "",
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/138.0.0.0 Mobile Safari/537.36",
                "en",
                Map.of("sec-ch-ua-platform", "\"Android\"", "sec-ch-ua-platform-version", "\"15.0.0\"")));

        assertThat(windows11)
                .isEqualTo(new Evidence.Browser(
                        "Brave", 138, "Windows", "11", "desktop", "en", WINDOWS_CHROME, "en", null, "Windows;15.0.0;"));
        assertThat(android.systemVersion()).isEqualTo("15");
    }

    @Test
    void theModelIsKnownOnceTheBrowserToldMoreThanItsPlatform() {
        assertThat(hints(Map.of())).isNull();
        assertThat(hints(Map.of("sec-ch-ua-platform", "\"Android\"")))
                .as("so that it doesn't seem to change with the next request")
                .isNull();
        assertThat(hints(Map.of("sec-ch-ua-platform-version", "\"\"", "sec-ch-ua-model", "\"\"")))
                .isNull();
        assertThat(hints(Map.of(
                        "sec-ch-ua-platform", "\"Android\"",
                        "sec-ch-ua-platform-version", "\"15.0.0\"",
                        "sec-ch-ua-model", "\"Pixel 9\"")))
                .isEqualTo("Android;15.0.0;Pixel 9");
    }

    private @Nullable String hints(Map<String, String> sent) {
        return browsers.read(new ClientRequest("", WINDOWS_CHROME, "ja", sent)).hints();
    }

    @Test
    void noHeaderMeansNotKnownAndNeverDifferent() {
        assertThat(browsers.read(new ClientRequest("", null, null, Map.of()))).isEqualTo(Evidence.Browser.NOT_KNOWN);
        assertThat(browsers.read(new ClientRequest("", "", "", Map.of()))).isEqualTo(Evidence.Browser.NOT_KNOWN);
        assertThat(browsers.read(new ClientRequest("", "", "*", Map.of())).language())
                .isNull();
    }

    @Test
    void k56_nothingBehindTheCapIsEverLookedAt() {
        String filler = "x".repeat(ClientRequest.USER_AGENT_CAP);

        assertThat(read(filler + " Firefox/128.0 (Windows NT 10.0)")).isEqualTo(read(filler));
        assertThat(read(filler))
                .isEqualTo(new Evidence.Browser(
                        null, null, null, null, "other", "ja", filler, "ja-JP,ja;q=0.9", null, null));
        assertThat(read(filler.substring(15) + " Firefox/128.0").family()).isEqualTo("Firefox");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (",
                "Chrome/1",
                "\"",
                "\";v=\"",
                "Android 10;",
                " ",
                "Version/9",
                "\u00e9",
                "((((",
                ",;"
            })
    void k56_eightKilobytesOfHostileHeadersAreCutBeforeAnybodyReadsThem(String repeated) {
        String hostile = repeated.repeat(8192 / repeated.length());
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("User-Agent", hostile);
        request.addHeader("Accept-Language", hostile);
        for (String hint : ClientHint.NAMES) {
            request.addHeader(hint, hostile);
        }

        ClientRequest shown = new ClientRequests(
                        new TrustedProxies(new ProxyProperties(java.util.List.of(), 1)), COOKIES)
                .of(request);

        assertThat(shown.userAgent()).hasSize(512);
        assertThat(shown.acceptLanguage()).hasSize(128);
        assertThat(shown.clientHints()).hasSize(ClientHint.NAMES.size());
        assertThat(shown.clientHints().values())
                .allSatisfy(value -> assertThat(value).hasSize(128));
        assertThat(browsers.read(shown).language()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mobile Safari|iOS|phone|iPhone・Safari|iPhone, Safari",
                "Chrome|Windows|desktop|Windows パソコン・Chrome|Windows PC, Chrome",
                "Chrome iOS|iOS|phone|iPhone・Chrome|iPhone, Chrome",
                "Firefox|macOS|desktop|Mac・Firefox|Mac, Firefox",
                "Chrome|Android|phone|Android スマートフォン・Chrome|Android phone, Chrome",
                "Bot|Linux|bot|自動プログラム|Automated program",
                "Chrome|||Chrome|Chrome",
                "|||端末は分かりませんでした|device not known"
            })
    void aMemberReadsHisBrowserInHisOwnWords(
            @Nullable String family, @Nullable String system, @Nullable String type, String ja, String en) {
        Evidence.Browser browser = new Evidence.Browser(family, null, system, null, type, null);

        assertThat(browsers.describe(browser, Locale.JAPAN)).isEqualTo(ja);
        assertThat(browsers.describe(browser, Locale.US)).isEqualTo(en);
    }

    @Test
    void eachDeviceHasItsWordsInEachLanguage() {
        for (String device : Browsers.DEVICES) {
            assertThat(Messages.real().getMessage("risk.device." + device, null, Messages.JA))
                    .isNotBlank();
            assertThat(Messages.real().getMessage("risk.device." + device, null, Messages.EN))
                    .isNotBlank();
        }
    }
}
