package sekisho.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sekisho.replay.world.WorldCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The figures of one fixed small world, as they are published: a change of the engine, of the world or of the
/// report that moves them is seen, and somebody decides about it.
class GoldenFiguresTest {
    private static final Path ACTUAL = Path.of("target", "golden-figures.txt");

    @TempDir
    private Path directory;

    @Test
    void ofOneSmallWorldAreAsPublished() throws IOException {
        Path world = directory.resolve("world.csv");
        assertThat(new CommandLine(new WorldCommand())
                        .execute(
                                "--members",
                                "600",
                                "--days",
                                "200",
                                "--seed",
                                "7",
                                "--era",
                                "2026",
                                "--out",
                                world.toString()))
                .isZero();
        assertThat(new CommandLine(new ReplayCommand())
                        .execute(world.toString(), "--quiet", "--report", directory.toString()))
                .isZero();

        List<String> figures = figures(new JsonMapper().readTree(directory.resolve("report.json")));
        Files.write(ACTUAL, figures);

        assertThat(figures)
                .as("figures of the small world; what they are now stands in replay/" + ACTUAL)
                .isEqualTo(golden());
    }

    private static List<String> golden() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(GoldenFiguresTest.class.getResourceAsStream("golden-figures.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static List<String> figures(JsonNode report) {
        List<String> lines = new ArrayList<>();
        lines.add("rows " + report.at("/facts/rows").asInt() + ", of members "
                + report.at("/legitimate").asInt());
        lines.add("share of the members' sign-ins that is challenged when so many attacks are caught, in percent");
        for (JsonNode engine : report.get("engines")) {
            for (JsonNode curve : engine.get("curves")) {
                lines.add(line(
                        engine.get("name").asString()
                                + ' '
                                + curve.get("attacker").asString(),
                        curve.get("atCaught")));
            }
        }
        return lines;
    }

    private static String line(String name, JsonNode points) {
        StringBuilder line = new StringBuilder(name);
        for (JsonNode point : points) {
            line.append(String.format(
                    Locale.ROOT,
                    "  %s:%.2f",
                    point.get("asked").asString(),
                    100 * point.at("/challenged/value").asDouble()));
        }
        return line.toString();
    }
}
