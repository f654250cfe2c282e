package sekisho.replay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sekisho.replay.HistoryText.HEADER;
import static sekisho.replay.HistoryText.row;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ReplayRunTest {
    @TempDir
    private Path directory = Path.of("");

    /// An engine that writes down what it is asked, and fails when it is told to.
    private static class Diary implements Engine {
        final List<String> entries = new ArrayList<>();

        @Override
        public String name() {
            return "diary";
        }

        @Override
        public @Nullable Verdict assess(Login login) {
            entries.add("assess " + login.member());
            return null;
        }

        @Override
        public void learn(Login login) {
            entries.add("learn " + login.member());
        }

        @Override
        public void failed(Login login) {
            entries.add("failed " + login.member());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void judgesEachSignInBeforeItIsLearnedAndNeverLearnsAnAttack(int threads) throws Exception {
        String text = HEADER + ",Scenario\n"
                + row(0, "User ID", "member") + ",\n"
                + row(1, "User ID", "mistyped").replace("True", "False") + ",legitimate\n"
                + row(2, "User ID", "attacked") + ",vpn\n"
                + row(3, "User ID", "guessed").replace("True", "False") + ",naive\n"
                + row(4, "User ID", "taken").replace("False,False", "False,True") + ",\n";
        Diary diary = new Diary();

        Outcomes outcomes = requireNonNull(run(text, List.of(diary), threads));

        assertThat(diary.entries)
                .containsExactly(
                        "assess member",
                        "learn member",
                        "failed mistyped",
                        "assess attacked",
                        "assess guessed",
                        "assess taken");
        assertThat(outcomes.size()).isEqualTo(4);
        assertThat(IntStream.range(0, 4).mapToObj(outcomes::isAttack)).containsExactly(false, true, true, true);
    }

    @Test
    void theNumberOfThreadsChangesNoByte() throws Exception {
        String text = randomHistory(5_000);
        byte[] alone = scores(text, 1);

        assertThat(new String(alone).lines()).hasSizeGreaterThan(10_000);
        assertThat(scores(text, 2)).isEqualTo(alone);
        assertThat(scores(text, 16)).isEqualTo(alone);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aFailingEngineEndsTheRun(int threads) {
        Engine failing = new Diary() {
            @Override
            public void learn(Login login) {
                throw new IllegalStateException("broken");
            }
        };

        assertThatThrownBy(() -> run(randomHistory(50_000), List.of(new Diary(), failing), threads))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aFileThatEndsTooEarlyEndsTheRun(int threads) throws IOException {
        Path first = Files.writeString(directory.resolve("a.csv"), randomHistory(3_000));
        Path second = Files.writeString(directory.resolve("b.csv"), "");
        try (LoginHistoryReader reader = new LoginHistoryReader(List.of(first, second), false)) {
            ReplayRun run = new ReplayRun(reader, List.of(new Diary(), new FreemanEngine()), threads);

            assertThatThrownBy(() -> run.run(null))
                    .isInstanceOf(HistoryFileException.class)
                    .hasMessageContaining("It is empty");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aStoppedRunHasNoOutcome(int threads) throws Exception {
        Path file = Files.writeString(directory.resolve("a.csv"), randomHistory(20_000));
        try (LoginHistoryReader reader = new LoginHistoryReader(List.of(file), false)) {
            List<ReplayRun> runs = new ArrayList<>();
            Engine stopping = new Diary() {
                @Override
                public void learn(Login login) {
                    runs.getFirst().stop();
                }
            };
            runs.add(new ReplayRun(reader, List.of(stopping), threads));

            assertThat(runs.getFirst().run(null)).isNull();
            assertThat(runs.getFirst().rows()).isLessThan(20_000);
        }
    }

    private byte[] scores(String text, int threads) throws Exception {
        Path file = Files.writeString(directory.resolve("a.csv"), text);
        Path target = directory.resolve("scores-" + threads + ".csv");
        List<Engine> engines = Engines.names().stream()
                .map(name -> requireNonNull(Engines.create(name)))
                .toList();
        try (LoginHistoryReader reader = new LoginHistoryReader(List.of(file), false);
                ScoreFile scores = ScoreFile.begin(target, engines)) {
            assertThat(new ReplayRun(reader, engines, threads).run(scores)).isNotNull();
            scores.finish();
        }
        return Files.readAllBytes(target);
    }

    private @Nullable Outcomes run(String text, List<Engine> engines, int threads) throws Exception {
        Path file = Files.writeString(directory.resolve("a.csv"), text);
        try (LoginHistoryReader reader = new LoginHistoryReader(List.of(file), false)) {
            return new ReplayRun(reader, engines, threads).run(null);
        }
    }

    private static String randomHistory(int rows) {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (int i = 0; i < rows; i++) {
            String row = row(i, "User ID", "m" + random.nextInt(300))
                    .replace("203.0.113.7", "10.0." + random.nextInt(20) + "." + random.nextInt(20))
                    .replace("JP", random.nextInt(9) == 0 ? "DE" : "JP")
                    .replace("True", random.nextInt(5) == 0 ? "False" : "True");
            text.append(row).append('\n');
        }
        return text.toString();
    }
}
