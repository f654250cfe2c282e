package sekisho.replay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FreemanEngineTest {
    private static final Login HOME = TestLogin.of("hanako").build();

    @Test
    void givesTheScoresOfThePublishedAlgorithm() throws IOException {
        List<Login> log = read("log.csv").stream().map(FreemanEngineTest::ofLog).toList();
        List<NamedCsvRecord> vectors = new ArrayList<>(read("vectors.csv"));
        vectors.sort(Comparator.comparingInt(vector -> Integer.parseInt(vector.getField("history_rows"))));
        Map<String, FreemanEngine> causal = enginesByFeatures();
        Map<String, FreemanEngine> wholeLog = enginesByFeatures();
        wholeLog.values().forEach(engine -> log.forEach(engine::learn));

        Map<String, Integer> checked = new HashMap<>();
        int learned = 0;
        for (NamedCsvRecord vector : vectors) {
            for (; learned < Integer.parseInt(vector.getField("history_rows")); learned++) {
                Login next = log.get(learned);
                causal.values().forEach(engine -> engine.learn(next));
            }
            String variant = vector.getField("variant").substring(0, 1);
            FreemanEngine engine = requireNonNull(causal.get(vector.getField("features")));
            FreemanEngine smoothing =
                    variant.equals("A") ? requireNonNull(wholeLog.get(vector.getField("features"))) : engine;
            Verdict verdict = requireNonNull(engine.assess(ofVector(vector), smoothing));
            double expected = Double.parseDouble(vector.getField("expected_score"));
            assertThat(verdict.score())
                    .as("vector %s", vector.getField("vector"))
                    .isCloseTo(expected, within(expected * 1e-12));
            checked.merge(variant, 1, Integer::sum);
        }

        assertThat(checked).isEqualTo(Map.of("A", 143, "B", 60, "C", 9, "D", 67, "E", 5));
    }

    @Test
    void cannotJudgeTheFirstSignInOfAMember() {
        FreemanEngine engine = new FreemanEngine();
        engine.learn(HOME);

        assertThat(engine.assess(TestLogin.of("taro").build())).isNull();
        assertThat(engine.assess(HOME)).isNotNull();
    }

    @Test
    void neitherJudgesNorLearnsARowWithAnEmptyValue() {
        Login withoutDeviceType =
                TestLogin.of("hanako").with("agent", "Chrome", "Windows", null).build();
        FreemanEngine engine = new FreemanEngine();
        engine.learn(withoutDeviceType);
        assertThat(engine.assess(HOME)).isNull();

        engine.learn(HOME);
        Verdict before = engine.assess(HOME);
        engine.learn(withoutDeviceType);

        assertThat(engine.assess(HOME)).isEqualTo(before);
        assertThat(engine.assess(withoutDeviceType)).isNull();
    }

    @Test
    void judgingChangesNothing() {
        FreemanEngine engine = new FreemanEngine();
        engine.learn(HOME);
        Login abroad = TestLogin.of("hanako").from("198.51.100.7", 3102L, "DE").build();

        Verdict first = requireNonNull(engine.assess(abroad));

        assertThat(engine.assess(abroad)).isEqualTo(first);
        assertThat(first.logOdds()).isEqualTo(Math.log(first.score()));
        assertThat(first.decision()).isEmpty();
        assertThat(first.reasons()).isEmpty();
    }

    private static Map<String, FreemanEngine> enginesByFeatures() {
        return Map.of(
                "ip+ua", new FreemanEngine(),
                "ip", new FreemanEngine(FreemanFeature.address()),
                "ua", new FreemanEngine(FreemanFeature.agent()));
    }

    private static Login ofLog(NamedCsvRecord row) {
        return TestLogin.of(row.getField("User ID"))
                .from(row.getField("IP Address"), Long.valueOf(row.getField("ASN")), row.getField("Country"))
                .with(
                        row.getField("User Agent String"),
                        row.getField("Browser Name and Version"),
                        row.getField("OS Name and Version"),
                        row.getField("Device Type"))
                .build();
    }

    private static Login ofVector(NamedCsvRecord vector) {
        return TestLogin.of(vector.getField("user_id"))
                .from(vector.getField("ip"), Long.valueOf(vector.getField("asn")), vector.getField("country"))
                .with(
                        vector.getField("user_agent"),
                        vector.getField("browser"),
                        vector.getField("os"),
                        vector.getField("device_type"))
                .build();
    }

    private static List<NamedCsvRecord> read(String name) throws IOException {
        try (InputStream file = requireNonNull(FreemanEngineTest.class.getResourceAsStream("/oracle/" + name));
                CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            return reader.stream().toList();
        }
    }
}
