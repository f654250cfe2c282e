package sekisho.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sekisho.replay.Outcomes;
import sekisho.replay.Scenario;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The files as a reader gets them.
class ReportTest {
    @TempDir
    private Path directory;

    private JsonNode json(Outcomes outcomes, boolean compared) throws IOException {
        Report.write(directory, outcomes, SyntheticOutcomes.facts(outcomes, compared));
        return JsonMapper.shared().readTree(Files.readString(directory.resolve("report.json")));
    }

    @Test
    void theSampleStandsInTheBuildDirectory() throws IOException {
        Outcomes outcomes = SyntheticOutcomes.of(60_000, 2_000, 0.03);
        Path sample = Path.of("target/sample-report");
        Report.write(sample, outcomes, SyntheticOutcomes.facts(outcomes, true));
        assertThat(sample.resolve("report.html")).isNotEmptyFile();
        assertThat(sample.resolve("report.json")).isNotEmptyFile();
    }

    @Test
    void theSameOutcomesGiveTheSameBytes() throws IOException {
        Outcomes outcomes = SyntheticOutcomes.of(3_000, 100, 0.1);
        Path first = directory.resolve("a/first");
        Path second = directory.resolve("second");
        Report.write(first, outcomes, SyntheticOutcomes.facts(outcomes, true));
        Report.write(second, SyntheticOutcomes.of(3_000, 100, 0.1), SyntheticOutcomes.facts(outcomes, true));
        assertThat(second.resolve("report.html")).hasSameBinaryContentAs(first.resolve("report.html"));
        assertThat(second.resolve("report.json")).hasSameBinaryContentAs(first.resolve("report.json"));
    }

    @Test
    void theJsonHasFullPrecisionAndItsKeysInOrder() throws IOException {
        JsonNode json = json(
                new History("sekisho").member("a", 0.1, 1.0 / 3, 2).attacks(Scenario.NAIVE, "a", 1.0 / 3).outcomes,
                false);
        assertThat(json.propertyNames())
                .containsExactly("facts", "legitimate", "attacks", "engines", "rules", "published", "change");
        JsonNode curve = json.at("/engines/0/curves/0");
        assertThat(curve.at("/attacker").asString()).isEqualTo("naive");
        assertThat(curve.at("/atCaught/0/threshold").asDouble()).isEqualTo(1.0 / 3);
        assertThat(curve.at("/atCaught/0/challenged/part").asInt()).isEqualTo(2);
        assertThat(curve.at("/atCaught/0/challenged/value").asDouble()).isEqualTo(2.0 / 3);
        assertThat(json.at("/change").isNull()).isTrue();
    }

    @Test
    void whatHasNoNumberIsNullInTheJson() throws IOException {
        JsonNode json = json(
                new History("rule-country-new").member("a", -1, 1).attacks(Scenario.INSIDER, "a", -1, 1).outcomes,
                false);
        assertThat(json.at("/engines/0/points/0/budget").isNull()).isTrue();
        assertThat(json.at("/engines/0/curves/0/atCaught/0/threshold").isNull()).isTrue();
        assertThat(json.at("/engines/0/endToEnd/0/successes/0/total").isNull()).isTrue();
        assertThat(Files.readString(directory.resolve("report.json"))).doesNotContain("NaN", "Infinity");
    }

    @Test
    void anEmptyHistoryStillHasAReport() throws IOException {
        json(new History("freeman", "sekisho").outcomes, false);
        assertThat(Files.readString(directory.resolve("report.html"))).contains("0 legitimate sign-ins");
    }

    @Test
    void aHistoryThatNoEngineCouldJudgeStillHasAReport() throws IOException {
        json(new History("freeman").member("a", Double.NaN).attacks(Scenario.NAIVE, "a", Double.NaN).outcomes, false);
        assertThat(Files.readString(directory.resolve("report.html"))).contains("1 legitimate sign-ins");
    }
}
