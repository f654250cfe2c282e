package sekisho.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sekisho.replay.HistoryText.HEADER;
import static sekisho.replay.HistoryText.row;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ReplayCommandTest {
    @TempDir
    private Path directory = Path.of("");

    private record Answer(int exit, String out, String err) {}

    @Test
    void writesALineForEachAssessedRowAndEngine() throws IOException {
        Path file = file(
                "a.csv",
                HistoryText.of(
                        row(0, "index", "\"a,\"\"b\""),
                        row(1, "Login Successful", "False"),
                        row(2),
                        row(3, "Country", "DE")));
        Path scores = directory.resolve("scores.csv");

        Answer answer = replay(
                file.toString(), "--engine", "rule-country-new", "--engine", "freeman", "--scores", scores.toString());

        assertThat(answer.exit()).isZero();
        assertThat(answer.err()).isEmpty();
        List<String> lines = Files.readAllLines(scores);
        assertThat(lines)
                .startsWith(
                        "index,engine,score,log_odds,decision,reasons",
                        "\"a,\"\"b\",rule-country-new,,,,",
                        "\"a,\"\"b\",freeman,,,,",
                        "2,rule-country-new,0.0,-1.0,ALLOW,")
                .hasSize(7);
        assertThat(lines.get(4)).matches("2,freeman,0\\.\\d+(E-\\d+)?,-\\d+\\.\\d+,,");
        assertThat(lines.get(5)).isEqualTo("3,rule-country-new,100.0,1.0,CHALLENGE,");
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void saysWhatWasReadAndWhatWasNot() throws IOException {
        Path file = file("a.csv", HistoryText.of(row(0), row(1, "ASN", "x"), row(2)));

        assertThat(replay(file.toString()).out())
                .contains("Read 2 rows of 1 members (0 with a wrong password), 2025-03-01 to 2025-03-01 (UTC).")
                .contains("an ASN that isn't a number from 0 to 4294967295: 1 (first in " + file + ", line 3)")
                .contains("Assessed 2 sign-ins, of them 0 attacks.");
        assertThat(replay(file.toString(), "--lang", "ja").out())
                .contains("1人の会員の2行を読みました（うちパスワード間違い0行）。")
                .contains("ASNが0から4294967295までの数ではない行: 1行（最初は" + file + "の3行目）");
    }

    @Test
    void saysWhatItCostsToCatchTheAttacks() throws IOException {
        StringBuilder text = new StringBuilder(HEADER).append(",Scenario\n");
        IntStream.range(0, 10).forEach(i -> text.append(row(i)).append(",legitimate\n"));
        text.append(row(10, "Country", "FR")).append(",legitimate\n");
        text.append(row(11, "Country", "DE")).append(",naive\n");
        text.append(row(12)).append(",insider\n");

        Answer answer = replay(file("a.csv", text.toString()).toString(), "--engine", "rule-country-new");

        assertThat(answer.out().lines().toList())
                .containsSubsequence(
                        "engine                                naive        insider",
                        "rule-country-new                    10.00 %       100.00 %");
    }

    @Test
    void writesTheReport() throws IOException {
        Path report = directory.resolve("new/report");

        Path file = file("a.csv", HistoryText.of(row(0), row(1, "City", "\"x"), row(2)));

        Answer answer = replay(file.toString(), "--report", report.toString());

        assertThat(answer.exit()).isZero();
        assertThat(report.resolve("report.json")).exists();
        assertThat(report.resolve("report.html"))
                .content()
                .contains("Its quotation marks do not match.", "引用符の対応が合いません。");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    --engine nobody  | There is no engine "nobody"; choose from freeman,
                    --threads 0      | --threads takes a number from 1 to 64
                    --threads many   | 'many' is not an int
                    --lang fr        | --lang takes ja or en
                    --colour         | Unknown option: '--colour'
                    --scores a.csv   | --scores would overwrite
                    """)
    void aWrongCallIsExplained(String options, String sentence) throws IOException {
        Path file = file("a.csv", HistoryText.of(row(0)));
        List<String> arguments = new ArrayList<>(List.of(file.toString()));
        arguments.addAll(List.of(options.replace("a.csv", file.toString()).split(" ")));

        Answer answer = replay(arguments.toArray(String[]::new));

        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err()).contains(sentence);
        assertThat(file).content().startsWith("index,");
    }

    @Test
    void withoutAFileTheCallIsWrong() {
        assertThat(replay().exit()).isEqualTo(2);
    }

    @Test
    void aFailureIsOneSentenceAndLeavesNoScores() throws IOException {
        Path file = file("a.csv", HistoryText.of(row(0), row(1, "ASN", "x")));
        Path scores = Files.writeString(directory.resolve("scores.csv"), "of yesterday");

        Answer answer = replay(file.toString(), "--strict", "--scores", scores.toString());

        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.err().lines()).hasSize(1);
        assertThat(answer.err()).startsWith("sekisho: " + file + ": The row on line 3 can't be used");
        assertThat(answer.out()).isEmpty();
        assertThat(scores).hasContent("of yesterday");
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void saysWhereScoresCannotGo() throws IOException {
        Path file = file("a.csv", HistoryText.of(row(0)));

        Answer answer = replay(
                file.toString(),
                "--scores",
                directory.resolve("none/scores.csv").toString());

        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.err())
                .startsWith("sekisho: The result can't be written")
                .contains("check that");
    }

    @Test
    @Timeout(60)
    void controlCSaysWhereItStoppedAndRemovesHalfWrittenFiles() throws Exception {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        IntStream.range(0, 100_000).forEach(i -> text.append(row(i)).append('\n'));
        Path file = file("a.csv", text.toString());
        String[] same = new String[200];
        Arrays.fill(same, file.toString());
        Path scores = directory.resolve("scores.csv");
        List<String> call = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ReplayMain.class.getName(),
                "--scores",
                scores.toString()));
        call.addAll(List.of(same));
        Path err = directory.resolve("err");
        Process process = new ProcessBuilder(call)
                .redirectError(err.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            while (process.isAlive() && !Files.exists(directory.resolve("scores.csv.part"))) {
                Thread.sleep(20);
            }
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).isEqualTo(128 + 15);
        assertThat(Files.readString(err, UTF_8))
                .matches("sekisho: Stopped after [0-9,]+ rows, at line [0-9,]+ of " + file
                        + "; nothing was written\\.\n");
        assertThat(scores).doesNotExist();
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    private Answer replay(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new ReplayCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Answer(exit, out.toString(), err.toString());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
