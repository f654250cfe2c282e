package sekisho.replay.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sekisho.engine.Authenticator;
import sekisho.engine.Policy;

class PolicyFileTest {
    @TempDir
    private Path dir = Path.of("");

    private Path file(String text) throws IOException {
        return Files.writeString(dir.resolve("policy.yaml"), text);
    }

    @Test
    void theBundledPolicyIsTheEnginesStandard() {
        assertThat(PolicyFile.bundled()).isEqualTo(Policy.standard());
    }

    @Test
    void aSiteMayHaveItsOwn() throws IOException {
        Policy policy = PolicyFile.read(file("""
                version: strict-7
                levels:
                  - {name: low, from-score: 0}
                  - {name: medium, from-score: 12.5, ask: [email-code]}
                  - {name: out, from-score: 99, deny: true}
                """));

        assertThat(policy.version()).isEqualTo("strict-7");
        assertThat(policy.level(12.5).ask()).isEqualTo(Set.of(Authenticator.EMAIL_CODE));
        assertThat(policy.level(99).deny()).isTrue();
    }

    @Test
    void aLevelMayStartAtABudget() throws IOException {
        Policy policy = PolicyFile.read(file("""
                version: budgeted
                levels:
                  - {name: low, from-score: 0}
                  - {name: medium, budget: 0.3%, ask: [email-code]}
                  - {name: high, budget: 0.1 %, ask: [email-code]}
                """));
        Policy another = PolicyFile.read(file("""
                version: budgeted
                levels:
                  - {name: low, from-score: 0}
                  - {name: medium, budget: 2.5 a member and year, ask: [email-code]}
                """));

        assertThat(policy.budgets()).containsExactly(Policy.Budget.share(0.003), Policy.Budget.share(0.001));
        assertThat(another.budgets()).containsExactly(Policy.Budget.aMemberAndYear(2.5));
    }

    @Test
    void theBundledPolicyIsCalledStandard() throws IOException {
        assertThat(PolicyFile.named("standard")).isEqualTo(Policy.standard());
        assertThat(PolicyFile.named(file("version: a\nlevels: [{name: low, from-score: 0}]")
                                .toString())
                        .version())
                .isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|is empty",
                "version: a|\"levels\" is missing",
                "levels: []|\"version\" is missing",
                "version: a\\nlevels: []|has no levels",
                "version: a\\nlevels: low|line 2: levels must be a list",
                "version: a\\nrules: []|line 2: \"rules\" is unknown; a policy has levels, version",
                "version: a\\nlevels:\\n- {name: low, score: 0}|line 3: \"score\" is unknown; a level has ask, budget, deny, from-score, name",
                "version: a\\nlevels:\\n- {name: low, from-score: 0, ask: [sms]}|line 3: \"sms\" is no proof; there is email-code, signed-in-device, security-question",
                "version: a\\nlevels:\\n- {name: low, from-score: none}|line 3: from-score is \"none\"",
                "version: a\\nlevels:\\n- {name: low, from-score: .nan}|line 3: from-score is \".nan\"",
                "version: a\\nlevels:\\n- {name: low, from-score: 101}|line 3: a level starts at 101",
                "version: a\\nlevels:\\n- {name: low, from-score: 5}|must start at 0",
                "version: a\\nlevels:\\n- {name: low, from-score: 0, deny: yes}|line 3: deny must be true or false",
                "version: a\\nlevels:\\n- {name: low}|line 3: a level has either from-score or budget",
                "version: a\\nlevels:\\n- {name: low, from-score: 0, budget: 1%}|line 3: a level has either from-score or budget",
                "version: a\\nlevels:\\n- {name: low, budget: 1}|line 3: budget is \"1\", but must be like \"1%\" or \"4 a member and year\"",
                "version: a\\nlevels:\\n- {name: low, budget: -1%}|line 3: budget is \"-1%\"",
                "version: a\\nlevels:\\n- {name: low, budget: 60%}|line 3: a budget of 60.0 % can't be",
                "version: a\\nlevels:\\n- {name: low, budget: 1%}|must start at 0",
                "version: a\\nlevels:\\n- {name: low, from-score: 0}\\n- {name: b, budget: 1%}\\n- {name: c, budget: 2%}|the budget of level 'c' must be smaller",
                "version: a\\nversion: b\\nlevels: []|line 2: \"version\" stands there twice",
                "version: [a]\\nlevels: []|line 1: a single value must stand here",
                "version: {|this is no YAML",
                "- a|line 1: a policy must have the keys levels, version",
                "!!javax.script.ScriptEngineManager [x]|line 1: this is no YAML (Global tag is not allowed"
            })
    void aMistakeIsRefusedAtStartWithItsLineAndWhatWouldBeRight(String text, String sentence) throws IOException {
        Path file = file(text.replace("\\n", "\n"));

        assertThatThrownBy(() -> PolicyFile.read(file))
                .isInstanceOf(PolicyRefused.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(sentence);
    }

    @Test
    void aFileThatIsMissingHugeOrDeepIsRefusedBeforeItIsUnderstood() throws IOException {
        assertThatThrownBy(() -> PolicyFile.read(dir.resolve("none.yaml")))
                .isInstanceOf(PolicyRefused.class)
                .hasMessageContaining("can't be read");
        Path huge = file("#".repeat(70_000));
        assertThatThrownBy(() -> PolicyFile.read(huge)).hasMessageContaining("larger than 64 KiB");
        Path deep = file("[".repeat(1000));
        assertThatThrownBy(() -> PolicyFile.read(deep)).isInstanceOf(PolicyRefused.class);
    }
}
