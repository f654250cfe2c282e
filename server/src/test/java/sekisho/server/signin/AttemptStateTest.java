package sekisho.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AttemptStateTest {
    private static final Path DIAGRAM = Path.of("src/main/java/sekisho/server/signin/attempt-states.mmd");

    @Test
    void the_diagram_shows_the_steps_that_the_code_allows() throws IOException {
        Set<String> drawn = Files.readAllLines(DIAGRAM).stream()
                .map(String::strip)
                .filter(line -> line.contains("-->") && !line.startsWith("[*]"))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> allowed = new TreeSet<>();
        for (AttemptState from : AttemptState.values()) {
            for (AttemptState to : AttemptState.values()) {
                if (from.leadsTo(to)) {
                    allowed.add(from + " --> " + to);
                }
            }
        }

        assertThat(drawn).isEqualTo(allowed);
    }

    @Test
    void nothing_follows_the_end() {
        for (AttemptState state : AttemptState.values()) {
            for (AttemptState next : AttemptState.values()) {
                assertThat(state.ended() && state.leadsTo(next))
                        .as(state + " to " + next)
                        .isFalse();
            }
        }
    }
}
