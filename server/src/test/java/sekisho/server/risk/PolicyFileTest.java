package sekisho.server.risk;

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
import sekisho.server.platform.StartupRefused;

class PolicyFileTest {
    @TempDir
    Path dir;

    private Path file(String text) throws IOException {
        return Files.writeString(dir.resolve("policy.yaml"), text);
    }

    @Test
    void theBundledPolicyIsTheEnginesStandard() {
        assertThat(PolicyFile.read(null)).isEqualTo(Policy.standard());
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
                "version: a\\nlevels:\\n- {name: low, score: 0}|line 3: \"score\" is unknown; a level has ask, deny, from-score, name",
                "version: a\\nlevels:\\n- {name: low, from-score: 0, ask: [sms]}|line 3: \"sms\" is no proof; there is email-code, signed-in-device, security-question",
                "version: a\\nlevels:\\n- {name: low, from-score: none}|line 3: from-score is \"none\"",
                "version: a\\nlevels:\\n- {name: low, from-score: .nan}|line 3: from-score is \".nan\"",
                "version: a\\nlevels:\\n- {name: low, from-score: 101}|line 3: level 'low' starts at 101",
                "version: a\\nlevels:\\n- {name: low, from-score: 5}|must start at 0",
                "version: a\\nlevels:\\n- {name: low, from-score: 0, deny: yes}|line 3: deny must be true or false",
                "version: a\\nversion: b\\nlevels: []|line 2: \"version\" stands there twice",
                "version: [a]\\nlevels: []|line 1: a single value must stand here",
                "version: {|this is no YAML",
                "- a|line 1: a policy must have the keys levels, version",
                "!!javax.script.ScriptEngineManager [x]|line 1: this is no YAML (Global tag is not allowed"
            })
    void aMistakeIsRefusedAtStartWithItsLineAndWhatWouldBeRight(String text, String sentence) throws IOException {
        Path file = file(text.replace("\\n", "\n"));

        assertThatThrownBy(() -> PolicyFile.read(file))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(sentence);
    }

    @Test
    void aFileThatIsMissingHugeOrDeepIsRefusedBeforeItIsUnderstood() throws IOException {
        assertThatThrownBy(() -> PolicyFile.read(dir.resolve("none.yaml")))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("sekisho.policy.file");
        Path huge = file("#".repeat(70_000));
        assertThatThrownBy(() -> PolicyFile.read(huge)).hasMessageContaining("larger than 64 KiB");
        Path deep = file("[".repeat(1000));
        assertThatThrownBy(() -> PolicyFile.read(deep)).isInstanceOf(StartupRefused.class);
    }
}
