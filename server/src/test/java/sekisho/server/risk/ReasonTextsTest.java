package sekisho.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import sekisho.engine.Finding;
import sekisho.engine.FindingType;
import sekisho.engine.ResetCause;
import sekisho.server.platform.Times;

class ReasonTextsTest {
    private static final Map<String, String> FACTS = Map.ofEntries(
            Map.entry("browser", "Mobile Safari"),
            Map.entry("system", "iOS"),
            Map.entry("asName", "Example Telecom"),
            Map.entry("country", "BR"),
            Map.entry("usual", "JP,US"),
            Map.entry("km", "18500"),
            Map.entry("hours", "1.5"),
            Map.entry("version", "138"),
            Map.entry("deviceType", "phone"),
            Map.entry("language", "pt"),
            Map.entry("failures", "3"),
            Map.entry("accounts", "12"),
            Map.entry("region", "Tokyo"),
            Map.entry("millis", "1250"),
            Map.entry("hourUtc", "9"));

    private static final Instant NOON = Instant.parse("2026-11-22T03:00:00Z");

    @TempDir
    Path dir;

    private ReasonTexts texts() {
        Places places = new Places(new PlaceProperties(dir, null, null, null, null, null), dir, Messages.real());
        return new ReasonTexts(Messages.real(), places, new Browsers(Messages.real()), new Times("Asia/Tokyo"));
    }

    @ParameterizedTest
    @EnumSource(FindingType.class)
    void everyFindingHasItsWordsInEveryLanguage(FindingType type) {
        Map<String, String> facts = new HashMap<>(FACTS);
        if (type == FindingType.DEVICE_TYPE_NEW) {
            facts.put("usual", "desktop,tablet");
        } else if (type == FindingType.LANGUAGE_NEW) {
            facts.put("usual", "ja");
        } else if (type == FindingType.NETWORK_SLOW) {
            facts.put("usual", "40");
        }
        Finding full = new Finding(type, 1, facts);
        Finding bare = new Finding(type, 1, Map.of());

        for (Locale locale : List.of(Locale.JAPAN, Locale.US)) {
            String before = texts().before(full, locale);
            String after = texts().after(full, NOON, locale);
            assertThat(before).isNotBlank().doesNotContain("{", "}").isEqualTo(texts().before(bare, locale));
            assertThat(after).isNotBlank().isNotEqualTo(before).doesNotContain("{", "}", "null");
            assertThat(texts().after(bare, NOON, locale)).isNotBlank().doesNotContain("{", "null");
            assertThat(texts().support(full, locale)).isNotBlank().doesNotContain("{");
            assertThat(texts().avoid(full, locale)).isNotBlank().doesNotContain("{");
            assertThat(before + after + texts().support(full, locale) + texts().avoid(full, locale))
                    .doesNotContain("不正", "エラー", "invalid", "承認", "拒否");
        }
    }

    @ParameterizedTest
    @EnumSource(ResetCause.class)
    void everyCauseOfANewPasswordHasItsWords(ResetCause cause) {
        for (Locale locale : List.of(Locale.JAPAN, Locale.US)) {
            assertThat(texts().before(cause, locale)).isNotBlank();
            assertThat(texts().after(cause, locale)).isNotBlank();
            assertThat(texts().support(cause, locale)).isNotBlank();
            assertThat(texts().avoid(cause, locale)).isNotBlank();
        }
    }

    @Test
    void factsAreNamedInTheMembersWords() {
        Finding country = new Finding(FindingType.PLACE_NEW_COUNTRY, 3, Map.of("country", "BR", "usual", "JP,US"));
        Finding device = new Finding(FindingType.DEVICE_NEW, 3, Map.of("browser", "Mobile Safari", "system", "iOS"));
        Finding travel = new Finding(FindingType.PLACE_IMPOSSIBLE_TRAVEL, 3, Map.of("km", "18500", "hours", "1.5"));
        Finding region = new Finding(FindingType.PLACE_NEW_REGION, 3, Map.of("country", "JP", "region", "Tokyo"));
        Finding slow = new Finding(FindingType.NETWORK_SLOW, 2, Map.of("millis", "1250", "usual", "40"));
        Finding evening = new Finding(FindingType.TIME_UNUSUAL, 0.4, Map.of("hourUtc", "9"));
        Finding odd = new Finding(FindingType.BROWSER_NEW, 3, Map.of("browser", "#abc", "usual", "Chrome"));

        assertThat(texts().after(country, NOON, Locale.JAPAN)).isEqualTo("ブラジルからの接続でした（最近は日本・アメリカ合衆国から）");
        assertThat(texts().after(country, NOON, Locale.US))
                .isEqualTo("It came from Brazil (lately from Japan, United States)");
        assertThat(texts().after(device, NOON, Locale.JAPAN)).contains("（iPhone・Safari）");
        assertThat(texts().after(travel, NOON, Locale.JAPAN)).isEqualTo("前回から1.5時間以内に約18,500kmの移動になります");
        assertThat(texts().after(region, NOON, Locale.JAPAN)).contains("（東京都）");
        assertThat(texts().after(slow, NOON, Locale.JAPAN)).contains("1,250ミリ秒", "約40ミリ秒");
        assertThat(texts().after(evening, NOON, Locale.JAPAN)).contains("（18時〜21時（日本時間））");
        assertThat(texts().after(evening, NOON, Locale.US)).contains("(18:00–21:00 (Japan time))");
        assertThat(texts().after(odd, NOON, Locale.US)).isEqualTo("A browser we have not seen");
    }

    @Test
    void bothLanguagesHaveTheSameTexts() throws IOException {
        for (String name : List.of("reason", "risk")) {
            assertThat(keys(name, "ja")).isEqualTo(keys(name, "en"));
        }
    }

    private static java.util.Set<Object> keys(String name, String language) throws IOException {
        return PropertiesLoaderUtils.loadProperties(new EncodedResource(
                        new ClassPathResource("messages/" + name + "_" + language + ".properties"), "UTF-8"))
                .keySet();
    }
}
