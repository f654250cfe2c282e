package sekisho.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sekisho.engine.FindingType;
import sekisho.server.record.Outcome;

/// The texts of pages and mails.
class TextsTest {
    private static final Path MESSAGES = Path.of("src/main/resources/messages");
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");

    /// Toward members nothing is approved, denied, invalid or simply "an error".
    private static final Pattern BANNED =
            Pattern.compile("不正|エラーが発生|(?i)\\b(approve|approved|deny|denied|invalid|illegal)\\b");

    /// Only a mail may say it, to say that no mail will ask for it.
    private static final Pattern BANNED_ON_PAGES = Pattern.compile("承認|拒否");

    /// They have one text for what can be done: nothing.
    private static final EnumSet<FindingType> FOR_THE_MEMBER = EnumSet.of(
            FindingType.DEVICE_RECOGNISED,
            FindingType.NETWORK_USUAL,
            FindingType.NETWORK_ORDINARY,
            FindingType.NETWORK_DEVICE_COMMON,
            FindingType.NETWORK_USUAL_SPEED,
            FindingType.PLACE_USUAL_COUNTRY,
            FindingType.PLACE_USUAL_REGION,
            FindingType.BROWSER_USUAL,
            FindingType.BROWSER_UPDATED,
            FindingType.BROWSER_VERSION_USUAL,
            FindingType.SYSTEM_USUAL,
            FindingType.DEVICE_TYPE_USUAL,
            FindingType.LANGUAGE_USUAL,
            FindingType.LANGUAGE_SETTINGS_USUAL,
            FindingType.SCREEN_USUAL,
            FindingType.DEVICE_MODEL_USUAL,
            FindingType.TIME_USUAL,
            FindingType.HISTORY_SHORT);

    static Stream<Path> japanese() throws IOException {
        return files(MESSAGES, "_ja.properties");
    }

    static Stream<Path> all() throws IOException {
        return files(MESSAGES, ".properties");
    }

    static Stream<Path> templates() throws IOException {
        return files(TEMPLATES, ".html");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("japanese")
    void everyTextIsThereInBothLanguages(Path japanese) throws IOException {
        Path english = Path.of(japanese.toString().replace("_ja.", "_en."));
        Properties ja = read(japanese);
        Properties en = read(english);
        assertThat(new TreeSet<>(en.stringPropertyNames())).isEqualTo(new TreeSet<>(ja.stringPropertyNames()));
        for (String key : ja.stringPropertyNames()) {
            assertThat(placeholders(en.getProperty(key), Locale.ENGLISH))
                    .as(key)
                    .isEqualTo(placeholders(ja.getProperty(key), Locale.JAPANESE));
            assertThat(ja.getProperty(key)).as(key).isNotBlank();
            assertThat(en.getProperty(key)).as(key).isNotBlank();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void keysStartWithTheFeatureAndTextsUseNoBannedWords(Path file) throws IOException {
        Properties texts = read(file);
        String feature = file.getFileName().toString().replaceAll("_(ja|en)\\.properties", "");
        for (String key : texts.stringPropertyNames()) {
            String text = texts.getProperty(key);
            assertThat(key).startsWith(feature + ".");
            assertThat(text).as(key).doesNotContainPattern(BANNED);
            assertThat(text).as(key + " doubles each apostrophe or quotes").doesNotContainPattern("\\w'\\w");
            if (!feature.equals("mail")) {
                assertThat(text).as(key).doesNotContainPattern(BANNED_ON_PAGES);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("templates")
    void templatesHoldNoText(Path template) throws IOException {
        String html = Files.readString(template);
        String bare = html.replaceAll("(?s)<!--.*?-->", "")
                .replaceAll("(?s)<!doctype[^>]*>", "")
                .replaceAll("(?s)<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>", "");
        assertThat(bare).isBlank();
        assertThat(html.replaceAll("(?s)<!--.*?-->", "").replaceAll("pattern=\"[^\"]*\"", ""))
                .doesNotContainPattern("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}]")
                .doesNotContainPattern(" (?:alt|title|placeholder|aria-label)=\"")
                .doesNotContain("th:utext", " style=");
    }

    @Test
    void whateverBecameOfASignInHasItsWords() throws IOException {
        Properties texts = read(MESSAGES.resolve("record_en.properties"));

        assertThat(Outcome.values())
                .allSatisfy(outcome -> assertThat(texts)
                        .containsKey("record.outcome." + outcome.name().toLowerCase(Locale.ROOT)));
    }

    @Test
    void everyReasonAgainstTheMemberSaysWhatHeCanDo() throws IOException {
        Properties texts = read(MESSAGES.resolve("reason_en.properties"));

        assertThat(EnumSet.complementOf(FOR_THE_MEMBER))
                .allSatisfy(type -> assertThat(texts).containsKey("reason." + type.code() + ".avoid"));
        assertThat(FOR_THE_MEMBER)
                .allSatisfy(type -> assertThat(texts).doesNotContainKey("reason." + type.code() + ".avoid"));
        assertThat(texts).containsKey("reason.avoid.none");
        assertThat(texts).containsKey("reason.password.switched_off.avoid");
    }

    private static Stream<Path> files(Path directory, String ending) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        }
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }

    private static int placeholders(String text, Locale locale) {
        return (int) Arrays.stream(new MessageFormat(text, locale).getFormatsByArgumentIndex())
                .count();
    }
}
