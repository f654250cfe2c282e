package sekisho.server.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sekisho.server.password.PasswordPolicy.Preset;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The four faces of the policy say the same: the check, the JSON, the hints and the documentation.
class PasswordPolicyTest {
    private static final Path DOCUMENTATION = Path.of("..", "docs", "password-policy.md");
    private static final PersonalData MEMBER = new PersonalData("山田 花子", "やまだ はなこ", null, null);

    /// One password that breaks just this rule, under every preset that has the rule.
    private static final Map<PasswordRule, String> BREAKS = Map.of(
            PasswordRule.MIN_LENGTH, "k7Fq2",
            PasswordRule.MAX_LENGTH, "k7Fq2zWmXb9Rt4Hu".repeat(8) + "x",
            PasswordRule.CHARSET_HALFWIDTH, "雪の朝に咲く花はとおい山のすそ",
            PasswordRule.PERSONAL_DATA, "kites-over-rivers-hanako",
            PasswordRule.COMMON_WORD, "abcdefghijklmnopqrstuvwxyz",
            PasswordRule.BREACHED, "was-leaked-9-long-ago-xQ");

    @TempDir
    static Path directory;

    static PasswordRulesTest.PasswordRulesFixture fixture;

    @BeforeAll
    static void start() throws IOException {
        fixture = new PasswordRulesTest.PasswordRulesFixture(directory, "was-leaked-9-long-ago-xQ");
    }

    @ParameterizedTest
    @EnumSource
    void theCheckEnforcesEveryRuleThatIsShownAndNoOther(Preset preset) {
        PasswordRules rules = fixture.rules(preset);
        List<String> shown = ids(rules);

        for (Map.Entry<PasswordRule, String> breaks : BREAKS.entrySet()) {
            List<PasswordRule> broken = rules.check(RawPassword.of(breaks.getValue()), MEMBER).stream()
                    .map(Violation::rule)
                    .toList();
            if (shown.contains(breaks.getKey().id())) {
                assertThat(broken).as(preset + " " + breaks).containsExactly(breaks.getKey());
            } else {
                assertThat(broken).as(preset + " " + breaks).isEmpty();
            }
        }
        assertThat(shown).contains(PasswordRule.HISTORY.id(), PasswordRule.SIBLING_ACCOUNT.id());
        assertThat(shown.size()).isEqualTo(preset == Preset.SEED_6 ? 8 : 7);
    }

    @ParameterizedTest
    @EnumSource
    void theNumbersShownAreTheNumbersEnforced(Preset preset) {
        PasswordRules rules = fixture.rules(preset);
        Map<String, Integer> numbers = new LinkedHashMap<>();
        rules.describe().rules().forEach(hint -> numbers.putAll(hint.params()));

        String good = "k7Fq2zWmXb9Rt4Hu".repeat(8);
        int shortest = numbers.getOrDefault("min", 0);
        assertThat(rules.check(RawPassword.of(good.substring(0, shortest)), MEMBER))
                .isEmpty();
        assertThat(rules.check(RawPassword.of(good.substring(0, shortest - 1)), MEMBER))
                .isNotEmpty();
        assertThat(rules.check(RawPassword.of(good.substring(0, numbers.getOrDefault("max", 0))), MEMBER))
                .isEmpty();
        assertThat(rules.check(RawPassword.of(good + "x"), MEMBER)).isNotEmpty();
        assertThat(numbers).containsEntry("remembered", CredentialStore.REMEMBERED);
    }

    @ParameterizedTest
    @EnumSource
    void theJsonSaysWhatTheHintsSay(Preset preset) {
        PolicyView view = fixture.rules(preset).describe();
        JsonNode json = JsonMapper.builder().build().valueToTree(view);

        assertThat(json.get("preset").asString()).isEqualTo(view.preset());
        assertThat(json.get("rules").size()).isEqualTo(view.rules().size());
        for (int i = 0; i < view.rules().size(); i++) {
            PolicyView.RuleHint hint = view.rules().get(i);
            JsonNode rule = json.get("rules").get(i);
            assertThat(rule.get("id").asString()).isEqualTo(hint.id());
            assertThat(rule.get("when").asString()).isEqualTo(hint.when());
            assertThat(rule.get("text").get("ja").asString())
                    .isEqualTo(hint.text().get("ja"));
            assertThat(rule.get("text").get("en").asString())
                    .isEqualTo(hint.text().get("en"));
            hint.params()
                    .forEach((name, number) ->
                            assertThat(rule.get("params").get(name).asInt()).isEqualTo(number));
            assertThat(rule.has("live")).isEqualTo(hint.live() != null);
        }
    }

    @Test
    void theDocumentationSaysWhatTheHintsSay() throws IOException {
        Map<String, List<String>> presetsOfRow = new LinkedHashMap<>();
        for (PasswordRule rule : PasswordRule.values()) {
            for (Preset preset : Preset.values()) {
                fixture.rules(preset).describe().rules().stream()
                        .filter(hint -> hint.id().equals(rule.id()))
                        .forEach(hint -> presetsOfRow
                                .computeIfAbsent(row(hint), row -> new java.util.ArrayList<>())
                                .add("`" + preset.policy().preset() + "`"));
            }
        }
        String table = presetsOfRow.entrySet().stream()
                .map(row -> row.getKey().formatted(String.join(" ", row.getValue())))
                .collect(Collectors.joining("\n"));

        String documentation = Files.readString(DOCUMENTATION);
        assertThat(documentation).contains("|---|---|---|---|---|\n" + table + "\n<!-- end -->");
        for (Preset preset : Preset.values()) {
            PasswordPolicy policy = preset.policy();
            String mark = preset == Preset.STANDARD_8 ? " (default)" : "";
            assertThat(documentation)
                    .contains("| `%s`%s | %d | %d |"
                            .formatted(policy.preset(), mark, policy.minLength(), policy.maxLength()));
        }
    }

    private static String row(PolicyView.RuleHint hint) {
        return "| `" + hint.id() + "` | %s | " + hint.when() + " | "
                + hint.text().get("ja") + " | " + hint.text().get("en") + " |";
    }

    @Test
    void everyRuleSaysInBothLanguagesHowToMend() {
        for (PasswordRule rule : PasswordRule.values()) {
            Violation violation = new Violation(rule, List.of("8", "7"));
            for (Locale locale : List.of(Locale.JAPANESE, Locale.ENGLISH)) {
                assertThat(fixture.text(violation, locale))
                        .isNotBlank()
                        .doesNotContain("{", "不正", "エラー")
                        .doesNotContainIgnoringCase("invalid");
            }
        }
        PolicyView.RuleHint length =
                fixture.rules(Preset.STANDARD_8).describe().rules().getFirst();
        assertThat(length.live()).containsEntry("ja", "8文字以上（いま{k}文字）");
    }

    private static List<String> ids(PasswordRules rules) {
        return rules.describe().rules().stream().map(PolicyView.RuleHint::id).toList();
    }
}
