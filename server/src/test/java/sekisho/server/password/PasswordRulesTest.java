package sekisho.server.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;

class PasswordRulesTest {
    @TempDir
    static Path directory;

    private static final PersonalData HANAKO =
            new PersonalData("山田 花子", "やまだ はなこ", "hana.y.1985@mail.example.co.jp", "090-1234-5678");

    static PasswordRulesFixture fixture;

    @BeforeAll
    static void start() throws IOException {
        fixture = new PasswordRulesFixture(directory, "これは もれた ことば たち");
    }

    private static List<PasswordRule> broken(PasswordPolicy.Preset preset, String password, PersonalData data) {
        return fixture.rules(preset).check(RawPassword.of(password), data).stream()
                .map(Violation::rule)
                .toList();
    }

    private static List<PasswordRule> broken(String password) {
        return broken(PasswordPolicy.Preset.STANDARD_8, password, HANAKO);
    }

    @ParameterizedTest
    @CsvSource({
        "SEED_6, k7Fq2z, k7Fq2",
        "STANDARD_8, k7Fq2zWm, k7Fq2zW",
        "STANDARD_8, 紙鳥雲石川声光霧, 紙鳥雲石川声光",
        "NIST_15, k7Fq2zWmXb9Rt4H, k7Fq2zWmXb9Rt4"
    })
    void eachPresetAsksForItsLengthInCharacters(PasswordPolicy.Preset preset, String enough, String tooShort) {
        assertThat(broken(preset, enough, PersonalData.NONE)).isEmpty();
        assertThat(broken(preset, tooShort, PersonalData.NONE)).containsExactly(PasswordRule.MIN_LENGTH);
    }

    @ParameterizedTest
    @EnumSource
    void atMostOneHundredTwentyEightCharactersAreTaken(PasswordPolicy.Preset preset) {
        String longest = "k7Fq2zWmXb9Rt4Hu".repeat(8);

        assertThat(broken(preset, longest, PersonalData.NONE)).isEmpty();
        assertThat(broken(preset, longest + "x", PersonalData.NONE)).containsExactly(PasswordRule.MAX_LENGTH);
        assertThat(broken(preset, "x".repeat(100_000), PersonalData.NONE)).containsExactly(PasswordRule.MAX_LENGTH);
    }

    @Test
    void onlySeedSixRefusesWhatIsNotHalfWidth() {
        assertThat(broken(PasswordPolicy.Preset.SEED_6, "ゆきの朝に咲く花", PersonalData.NONE))
                .containsExactly(PasswordRule.CHARSET_HALFWIDTH);
        assertThat(broken(PasswordPolicy.Preset.SEED_6, "k7Fq 2zWm", PersonalData.NONE))
                .containsExactly(PasswordRule.CHARSET_HALFWIDTH);
        assertThat(broken(PasswordPolicy.Preset.SEED_6, "ｋ７Ｆｑ２ｚＷｍ", PersonalData.NONE))
                .as("full-width letters are the half-width ones")
                .isEmpty();
        assertThat(broken("ゆきの朝に咲く花")).isEmpty();
        assertThat(broken("🗝🏯⛩🎏🗾🍱🎐🐢")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "花子のすきな紙ひこうき",
                "はなこのすきな紙ひこうき",
                "ハナコノスキナ紙ヒコウキ",
                "ﾊﾅｺのすきな紙ひこうき",
                "hanako-likes-paper-kites",
                "HANACO-likes-paper-kites",
                "ｈａｎａｋｏ-likes-kites",
                "h4n4k0-likes-paper-kites",
                "kites-over-YamadaTown",
                "山田さんちの紙ひこうき",
                "kites+hana.y.1985+kites",
                "kites-at-example-today",
                "kites-5678-over-rivers",
                "kites-123 45-over-rivers",
                "five-kites-at-sekisho",
                "せきしょで紙ひこうき",
                "five-kites-at-sekisyo"
            })
    void personalDataIsFoundInEveryScriptAndSpelling(String password) {
        assertThat(broken(password)).contains(PasswordRule.PERSONAL_DATA);
    }

    @ParameterizedTest
    @CsvSource({
        "大野 雄一, おおの ゆういち, ono-kites-rivers",
        "大野 雄一, おおの ゆういち, ohno-kites-rivers",
        "大野 雄一, オオノ ユウイチ, yuichi-kites-rivers",
        "佐藤 純一, さとう じゅんいち, satoh-kites-rivers",
        "佐藤 純一, さとう じゅんいち, jun'ichi-kites-rivers",
        "佐藤 純一, さとう じゅんいち, zyunniti-kites-rivers",
        "難波 翔太, なんば しょうた, namba-kites-rivers",
        "難波 翔太, なんば しょうた, nanba-kites-rivers",
        "難波 翔太, なんば しょうた, syota-kites-rivers",
        "堀田 千鶴, ほった ちづる, hotta-kites-rivers",
        "堀田 千鶴, ほった ちづる, tiduru-kites-rivers",
        "Hanako Yamada, , はなこのかみひこうき",
        "Shōta Kites, , shota-over-rivers"
    })
    void namesAreFoundInEveryRomanisation(String name, String kana, String password) {
        assertThat(broken(PasswordPolicy.Preset.STANDARD_8, password, new PersonalData(name, kana, null, null)))
                .containsExactly(PasswordRule.PERSONAL_DATA);
    }

    @Test
    void aShortNameInsideAnotherWordIsNoReason() {
        PersonalData ito = new PersonalData("伊藤 舞", "いとう まい", "m@example.com", null);

        assertThat(broken(PasswordPolicy.Preset.STANDARD_8, "monitor-remains-quiet", ito))
                .isEmpty();
        assertThat(broken(PasswordPolicy.Preset.STANDARD_8, "quiet-mai-2-rivers", ito))
                .containsExactly(PasswordRule.PERSONAL_DATA);
    }

    @Test
    void theReasonNamesTheDatumAndSaysWhatToDo() {
        Violation violation = fixture.rules(PasswordPolicy.Preset.STANDARD_8)
                .check(RawPassword.of("hanaco-likes-paper-kites"), HANAKO)
                .getFirst();

        assertThat(fixture.text(violation, Locale.JAPANESE)).startsWith("「はなこ」が含まれています。");
        assertThat(fixture.text(violation, Locale.ENGLISH)).contains("“はなこ”").contains("Leave out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "Password1!",
                "p4ssw0rd!!",
                "qwertyuiop",
                "1qaz2wsx3edc",
                "12345678",
                "abcdefghijklmnopqrstuvwxyz",
                "aaaaaaaaaaaaaaaaaaaa",
                "さくらさくら2026",
                "arigatou2026",
                "アリガトウ2026",
                "takahashi!!!",
                "19850401",
                "baseball2026",
                "ｐａｓｓｗｏｒｄ１"
            })
    void commonWordsAndPatternsAreRefused(String password) {
        assertThat(broken(PasswordPolicy.Preset.STANDARD_8, password, PersonalData.NONE))
                .contains(PasswordRule.COMMON_WORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "arigatou kawa tsukue",
                "さくらと川とつくえ",
                "password-kite-lamp-river",
                "k7Fq2zWm"
            })
    void severalWordsInARowAreWelcome(String password) {
        assertThat(broken(PasswordPolicy.Preset.STANDARD_8, password, PersonalData.NONE))
                .isEmpty();
    }

    @Test
    void aLeakedPasswordIsRefusedHoweverGoodItLooks() {
        assertThat(broken("これは もれた ことば たち")).containsExactly(PasswordRule.BREACHED);
    }

    /// K57: the longest and nastiest text that gets here is judged at once; without caps this takes
    /// minutes.
    @Test
    void theNastiestTextsAreJudgedWithinTheCaps() {
        for (String nasty : List.of(
                "p4ssw0rd@!".repeat(12), "aA1!".repeat(32), "1985".repeat(32), "はなこ".repeat(42), "@4$5!1".repeat(21))) {
            assertThat(broken(nasty)).doesNotContain(PasswordRule.MAX_LENGTH);
        }
    }

    /// The rules with a list of one leaked password.
    static final class PasswordRulesFixture {
        private final CommonWords words = CommonWords.builtIn();
        private final BreachedPasswords breached;
        private final ResourceBundleMessageSource messages = new ResourceBundleMessageSource();

        PasswordRulesFixture(Path directory, String leaked) throws IOException {
            Path list = Files.createTempDirectory(directory, "rules").resolve("leaked.list");
            try (BreachedListBuilder builder = new BreachedListBuilder(list)) {
                byte[] text = leaked.getBytes(StandardCharsets.UTF_8);
                builder.read("test", new ByteArrayInputStream(text), (lines, bytes) -> {});
                builder.finish();
            }
            breached = new BreachedPasswords(list, directory);
            messages.setBasename("messages.password");
            messages.setDefaultEncoding("UTF-8");
            messages.setFallbackToSystemLocale(false);
            messages.setAlwaysUseMessageFormat(true);
        }

        PasswordRules rules(PasswordPolicy.Preset preset) {
            return new PasswordRules(
                    preset.policy(), new PersonalDataRule("せきしょ商店", "Sekisho Shop"), words, breached, messages);
        }

        String text(Violation violation, Locale locale) {
            return messages.getMessage(violation, locale);
        }
    }
}
