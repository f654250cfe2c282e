package sekisho.replay.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PolicyCommandTest {
    private static final String OURS = """
            version: ours-3
            levels:
              - {name: low, from-score: 0}
              - {name: medium, budget: 1%, ask: [security-question, email-code]}
              - {name: top, from-score: 99.5, ask: [email-code]}
            """;

    @TempDir
    private Path directory = Path.of("");

    private record Answer(int exit, String out, String err) {}

    private static Answer policy(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new PolicyCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Answer(exit, out.toString(), err.toString());
    }

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("ours.yaml"), text).toString();
    }

    @Test
    void lintIsContentWithTheBundledPolicy() {
        Answer answer = policy("lint", "standard");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out()).isEqualTo("standard: policy “standard-2” can be used; levels: 3, warnings: 0.\n");
        assertThat(answer.err()).isEmpty();
    }

    @Test
    void lintFindsWhatCannotBeUsed() throws IOException {
        String file = file("version: a\nlevels:\n- {name: low, from-score: none}");

        Answer answer = policy("lint", file);

        assertThat(answer.exit()).isEqualTo(3);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .startsWith("sekisho: The policy " + file + ", line 3: from-score is")
                .hasLineCount(1);
    }

    @Test
    void aFileThatIsNotThereIsNoFinding() {
        assertThat(policy("lint", "/nowhere/policy.yaml").exit()).isEqualTo(1);
        assertThat(policy("diff", "standard", "/nowhere/policy.yaml").exit()).isEqualTo(1);
        assertThat(policy("explain", "/nowhere/policy.yaml").err()).contains("can't be read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: a, from-score: 0}|No level asks for anything",
                "{name: a, from-score: 0, ask: [email-code]}|The lowest level, a, asks at every sign-in",
                "{name: a, from-score: 0}, {name: b, from-score: 100, ask: [email-code]}|Level b starts at 100",
                "{name: a, from-score: 0}, {name: b, budget: 20%, ask: [email-code]}|that is 20 % of the sign-ins",
                "{name: a, from-score: 0}, {name: b, budget: 12 a member and year, ask: [email-code]}|that is 23 % of",
                "{name: a, from-score: 0}, {name: b, budget: 0.001%, ask: [email-code]}|needs millions of sign-ins",
                "{name: a, from-score: 0}, {name: b, from-score: 99, deny: true}|Level b refuses",
                "{name: a, from-score: 0}, {name: b, budget: 1%, ask: [email-code]}, {name: c, from-score: 95, deny: true}"
                        + "|Level c starts at score 95 whatever happens",
                "{name: a, from-score: 0}, {name: b, from-score: 5, ask: [email-code]}, {name: c, from-score: 95}"
                        + "|Level c is easier to pass than level b below it",
                "{name: a, from-score: 0}, {name: b, from-score: 5, ask: [email-code]},"
                        + " {name: c, from-score: 95, ask: [email-code, signed-in-device]}|Level c is easier to pass",
                "{name: a, from-score: 0}, {name: b, from-score: 5}, {name: c, from-score: 95, ask: [email-code]}"
                        + "|Levels a and b do the same"
            })
    void lintWarnsOfWhatIsHardlyMeantSo(String levels, String warning) throws IOException {
        Answer answer = policy("lint", file("version: a\nlevels: [" + levels + "]"));

        assertThat(answer.exit()).isZero();
        assertThat(answer.out()).contains(": warning: ").contains(warning);
    }

    @Test
    void lintWarnsOfATakenVersionInJapaneseToo() throws IOException {
        String file = file(OURS.replace("ours-3", "standard-2"));

        assertThat(policy("lint", file, "--locale", "ja").out())
                .contains(file + ": 警告: バージョンstandard-2は同梱の方針の名前ですが、内容が違います。");
    }

    @Test
    void diffSaysInWordsWhatDiffers() throws IOException {
        Answer answer = policy("diff", "standard", file(OURS));

        assertThat(answer.exit()).isEqualTo(3);
        assertThat(answer.out().lines())
                .containsExactly(
                        "The version is ours-3 instead of standard-2.",
                        "Level medium starts with a budget of 1 % of the members' own sign-ins instead of at score 30.",
                        "Level medium: asks for a code by e-mail or the answer to the member's own question."
                                + " Before: asks for a code by e-mail, the number of the page on another device that"
                                + " is signed in or the answer to the member's own question.",
                        "Level high is gone; it started at score 90 and did this: asks for a code by e-mail.",
                        "Level top is new; it starts at score 99.5 and does this: asks for a code by e-mail.");
        assertThat(policy("diff", "standard", file(OURS), "--locale", "ja").out())
                .contains("段階「medium」の始まりが「スコア30」から「確認の上限：会員本人のサインインの1 %」に変わります。");
    }

    @Test
    void diffOfTheSameIsSilentlyContent() throws IOException {
        String file = file(OURS);

        assertThat(policy("diff", file, file)).isEqualTo(new Answer(0, "The policies are the same.\n", ""));
    }

    @Test
    void diffNoticesAnotherPolicyOfTheSameVersion() throws IOException {
        String one = file(OURS);
        String other = Files.writeString(directory.resolve("other.yaml"), OURS.replace("1%", "2%"))
                .toString();

        assertThat(policy("diff", one, other).out())
                .contains("Both call themselves ours-3: give one of them another version");
    }

    @Test
    void explainSpeaksBothLanguages() throws IOException {
        String file = file(OURS);
        String english = policy("explain", file, "--locale", "en").out();
        String japanese = policy("explain", file, "--locale", "ja").out();

        assertThat(policy("explain", file).out()).isEqualTo(english + "\n" + japanese);
        assertThat(english)
                .contains("Level low: scores from 0 to below 30.0 (at the beginning)")
                .contains("Nobody is asked for more than the password.")
                .contains("Example: the member's own phone on the way, with a new address (score 0.")
                .contains("It starts with a budget of 1 % of the members' own sign-ins")
                .contains("Level top: scores from 99.5 on");
        assertThat(japanese)
                .contains("段階「medium」: スコア30.0（最初の値）以上、99.5未満")
                .contains("メールで届く確認コード、会員が決めた質問の答えのいずれかを求めます。");
    }

    @Test
    void explainShowsThatTheMemberPassesAndTheIntruderDoesNot() {
        String[] levels = policy("explain", "standard", "--locale", "en").out().split("\nLevel ");

        assertThat(levels[1]).startsWith("low").contains("the member's own phone on the way");
        assertThat(levels[levels.length - 1]).startsWith("high").contains("unknown device and another language");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lint", "diff", "explain", "lint standard --locale fr", "diff standard"})
    void aWrongCallIsExplained(String call) {
        Answer answer = policy(call.split(" "));

        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err()).isNotEmpty();
    }

    @Test
    void bothLanguagesHaveTheSameTexts() {
        assertThat(ResourceBundle.getBundle("sekisho.replay.policy.policy", Locale.JAPANESE)
                        .keySet())
                .isEqualTo(ResourceBundle.getBundle("sekisho.replay.policy.policy", Locale.ENGLISH)
                        .keySet());
    }
}
