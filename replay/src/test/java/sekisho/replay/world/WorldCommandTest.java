package sekisho.replay.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WorldCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private final StringWriter errors = new StringWriter();

    @Test
    void theNameOfTheFileSaysHowItIsCompressed() throws IOException {
        byte[] plain = Files.readAllBytes(write("world.csv"));
        try (InputStream gzip = new GZIPInputStream(Files.newInputStream(write("world.csv.gz")));
                InputStream zstd = new ZstdInputStream(Files.newInputStream(write("world.csv.zst")))) {
            assertThat(gzip.readAllBytes()).isEqualTo(plain);
            assertThat(zstd.readAllBytes()).isEqualTo(plain);
        }
    }

    @Test
    void aFileChangesAssumptions() throws IOException {
        Path changes = Files.writeString(folder.resolve("changes.yaml"), "devices: {lost_often: 0, lost_seldom: 0}\n");
        Path keeps = write("keeps.csv", "--parameters", changes.toString());
        assertThat(withoutToken(keeps)).isLessThan(withoutToken(write("loses.csv")) * 2 / 3);
    }

    @Test
    void anUnknownAssumptionIsRefusedByName() throws IOException {
        Path changes = Files.writeString(folder.resolve("changes.yaml"), "devices: {lost_always: 1}\n");
        assertThat(run("--parameters", changes.toString())).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains("There is no parameter devices.lost_always");
    }

    @Test
    void aWorldWithoutMembersIsRefused() {
        assertThat(run("--members", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains("--members");
    }

    private static long withoutToken(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.endsWith("legitimate") && line.contains("True,False,False,,"))
                .count();
    }

    private Path write(String name, String... options) {
        Path file = folder.resolve(name);
        List<String> all = new ArrayList<>(List.of("--members", "60", "--days", "90", "--out", file.toString()));
        all.addAll(List.of(options));
        assertThat(run(all.toArray(String[]::new))).isZero();
        return file;
    }

    private int run(String... options) {
        return new CommandLine(new WorldCommand())
                .setErr(new PrintWriter(errors))
                .execute(options);
    }
}
