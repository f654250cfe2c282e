package sekisho.replay;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sekisho.engine.Authenticator;
import sekisho.engine.DeviceRecognition;
import sekisho.engine.Evidence;
import sekisho.engine.GeoPoint;
import sekisho.engine.NetworkType;
import sekisho.engine.Policy;
import sekisho.replay.ServerEvidence.Password;

/// What is written is read as it was, whatever browsers send.
class LoginHistoryWriterTest {
    private static final List<String> HOSTILE = List.of(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64)",
            "a,b;c",
            "\"",
            "\"\"quoted\"\" and 'more'",
            "two\nlines",
            "three\r\nlines\r",
            " in blanks ",
            "日本語のブラウザ",
            "Ünïcödé 😀",
            "\t",
            "=cmd|' /C calc'!A0",
            "@SUM(A1)",
            "+1",
            "-1",
            "＝1+1",
            "'",
            "'quoted",
            "''=1",
            "x".repeat(512),
            "\"".repeat(512));

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"log.csv", "log.csv.gz", "log.csv.zst"})
    void aServersRowsAreReadAsTheyWere(String name) throws IOException {
        Random random = new Random(7);
        List<LoginRow> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rows.add(row(random, i));
        }

        Path file = directory.resolve(name);
        try (OutputStream stream = LoginHistoryWriter.packed(Files.newOutputStream(file), name)) {
            LoginHistoryWriter writer = LoginHistoryWriter.ofServer(stream);
            rows.forEach(writer::write);
            writer.flush();
        }

        List<LoginRow> read = read(file);
        assertThat(read).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(read.get(i)).isEqualTo(atLine(read.get(i).line(), rows.get(i)));
        }
    }

    /// K64: a file that a server wrote may be opened in a spreadsheet.
    @Test
    void nothingThatAStrangerSentIsAFormula() throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        LoginHistoryWriter writer = LoginHistoryWriter.ofServer(stream);
        Random random = new Random(8);
        for (int i = 0; i < 500; i++) {
            writer.write(row(random, i));
        }
        writer.flush();

        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder().ofNamedCsvRecord(stream.toString(StandardCharsets.UTF_8))) {
            for (NamedCsvRecord row : reader) {
                for (String column :
                        List.of("User Agent String", "Accept-Language", "Client Hints", "Region", "City")) {
                    assertThat(row.getField(column)).doesNotContainPattern("\\A[=+\\-@\t\r＝＋－＠]");
                }
            }
        }
    }

    private static LoginRow atLine(long line, LoginRow row) {
        return new LoginRow(
                line, row.index(), row.login(), row.scenario(), row.attackAddress(), row.takeover(), row.recorded());
    }

    /// Whatever the server knew, the engine sees again: all but the name of the provider, which nobody looks at.
    @Test
    void theEngineSeesWhatTheServerSaw() throws IOException {
        Random random = new Random(8);
        List<Evidence> evidence = new ArrayList<>();
        Path file = directory.resolve("log.csv");
        try (OutputStream stream = Files.newOutputStream(file)) {
            LoginHistoryWriter writer = LoginHistoryWriter.ofServer(stream);
            for (int i = 0; i < 1_000; i++) {
                Evidence shown = evidence(random, i);
                evidence.add(shown);
                Login login = Login.of(
                        "member " + i,
                        shown,
                        random.nextBoolean(),
                        null,
                        true,
                        ServerEvidence.NEVER,
                        ServerEvidence.NEVER,
                        null);
                writer.write(new LoginRow(0, "", login, Scenario.NOT_SAID, false, false));
            }
            writer.flush();
        }

        SekishoEngine engine = new SekishoEngine("sekisho", SekishoEngine.Signals.ALL, Policy.standard(), false);
        List<LoginRow> read = read(file);
        for (int i = 0; i < read.size(); i++) {
            engine.assess(read.get(i).login());
            assertThat(engine.lastEvidence()).isEqualTo(evidence.get(i));
        }
    }

    private static Evidence evidence(Random random, int number) {
        String languages = maybe(random, "ja", "en-US,en;q=0.9", "日本語", "x", "de,\"", "pt-BR;q=0.9, *;q=0.5");
        String family = maybe(random, "Chrome", "Mobile Safari", "Samsung Internet", "Yahoo! JAPAN", "LINE", "Bot");
        String system = maybe(random, "Windows", "iOS", "iPadOS", "Android", "macOS", "ChromeOS", "Linux");
        return new Evidence(
                Instant.ofEpochMilli(1_790_000_000_000L + 1_000L * number + random.nextInt(1_000)),
                network(random),
                new Evidence.Browser(
                        family,
                        family == null || random.nextBoolean() ? null : random.nextInt(10_000),
                        system,
                        system == null ? null : maybe(random, "7", "8.1", "26", "10"),
                        maybe(random, "phone", "tablet", "desktop", "bot", "other"),
                        language(languages),
                        random.nextBoolean() ? null : text(random),
                        languages,
                        null,
                        random.nextBoolean() ? null : text(random) + ";15.0.0;" + text(random)),
                any(random, DeviceRecognition.values()),
                new Evidence.Credential(
                        random.nextBoolean() ? null : random.nextBoolean(),
                        random.nextBoolean() ? null : random.nextBoolean(),
                        random.nextBoolean()),
                new Evidence.Counters(random.nextInt(200), random.nextInt(200), random.nextInt(128)));
    }

    private static Evidence.Network network(Random random) {
        String[] v4 = {"203.0.113.7", "203.0.113.0/24"};
        String[] v6 = {"2001:db8:0:1::7", "2001:db8::/48"};
        String[] none = {null, null};
        String[] address = any(random, new String[][] {v4, v6, none});
        return new Evidence.Network(
                address[0],
                address[1],
                random.nextBoolean() ? null : random.nextLong(1L << 32),
                null,
                maybe(random, "JP", "BR", "NA"),
                maybe(random, "Tokyo", "Île-de-France", "São Paulo", "a, \"b\""),
                maybe(random, "Chiyoda", "Zürich", "東京"),
                random.nextBoolean()
                        ? null
                        : new GeoPoint(180 * random.nextDouble() - 90, 360 * random.nextDouble() - 180),
                any(random, NetworkType.values()),
                random.nextBoolean() ? null : (Double) (random.nextInt(1, 90_000) / 16.0));
    }

    private static @Nullable String language(@Nullable String languages) {
        return languages == null || !languages.matches("[a-z]{2}.*") ? null : languages.substring(0, 2);
    }

    private static @Nullable String maybe(Random random, String... values) {
        return random.nextInt(4) == 0 ? null : any(random, values);
    }

    @Test
    void onlyAServerWritesAServersColumns() throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ByteArrayOutputStream server = new ByteArrayOutputStream();
        LoginHistoryWriter.plain(plain).flush();
        LoginHistoryWriter.ofServer(server).flush();

        assertThat(plain.toString(StandardCharsets.UTF_8)).endsWith(",Failed Attempts,Scenario\n");
        assertThat(server.toString(StandardCharsets.UTF_8))
                .endsWith(",Scenario,Coordinates,Device Recognition,Password Correct,Password Switched Off,"
                        + "Failures From Prefix,Accounts From Prefix,Authenticators,Learned At,Unlearned At,"
                        + "Reported At,Report Trust,Recorded Log-Odds,Recorded Decision,Recorded Policy\n");
    }

    @ParameterizedTest
    @CsvSource({
        "Coordinates, 35.69",
        "Coordinates, '91,0'",
        "Coordinates, 'x,y'",
        "Device Recognition, maybe",
        "Password Correct, perhaps",
        "Password Switched Off, on",
        "Failures From Prefix, -1",
        "Accounts From Prefix, 1.5",
        "Authenticators, email_code;palm_reading",
        "Learned At, tomorrow",
        "Unlearned At, 2026-13-01 00:00:00",
        "Recorded Log-Odds, NaN",
        "Recorded Decision, MAYBE"
    })
    void aValueThatItsColumnCannotHoldIsABadRow(String column, String value) throws IOException {
        Path file = directory.resolve("bad.csv");
        Files.writeString(
                file,
                HistoryText.HEADER + ',' + column + '\n' + HistoryText.row(0) + ",\"" + value + "\"\n"
                        + HistoryText.row(1) + ",\n");

        try (LoginHistoryReader reader = new LoginHistoryReader(List.of(file), false)) {
            LoginRow row = reader.next();
            assertThat(row).isNotNull().extracting(LoginRow::index).isEqualTo("1");
            assertThat(reader.next()).isNull();
            assertThat(reader.report().badRows())
                    .singleElement()
                    .extracting(ReadReport.BadRows::why)
                    .isEqualTo(BadRow.VALUE);
        }
    }

    private static List<LoginRow> read(Path file) throws IOException {
        List<LoginRow> rows = new ArrayList<>();
        try (LoginHistoryReader reader = new LoginHistoryReader(List.of(file), true)) {
            for (LoginRow row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static LoginRow row(Random random, int index) {
        boolean recorded = random.nextBoolean();
        return new LoginRow(
                0,
                "row " + index,
                login(random, recorded),
                any(random, Scenario.values()),
                random.nextBoolean(),
                random.nextBoolean(),
                recorded ? new Recorded(20 * random.nextGaussian(), "CHALLENGE", "standard-2") : null);
    }

    private static Login login(Random random, boolean recorded) {
        return new Login(
                1_790_000_000_000L + random.nextLong(1L << 36),
                "member",
                random.nextBoolean() ? Double.NaN : random.nextInt(1, 9_000) / 8.0,
                text(random, "203.0.113.7", "2001:db8::1"),
                text(random, "JP", "BR"),
                text(random),
                text(random),
                random.nextBoolean() ? null : random.nextLong(1L << 32),
                text(random),
                text(random, "Chrome 150", "Samsung Internet 29", "LINE"),
                text(random, "Windows 8.1", "iOS 26", "Linux"),
                text(random, "phone", "desktop"),
                random.nextBoolean(),
                null,
                null,
                any(random, NetworkType.values()),
                text(random),
                text(random, "1440x900"),
                text(random),
                random.nextBoolean() ? null : random.nextBoolean(),
                random.nextInt(-1, 100),
                server(random, recorded));
    }

    private static ServerEvidence server(Random random, boolean recorded) {
        Set<Authenticator> able = EnumSet.allOf(Authenticator.class);
        able.removeIf(authenticator -> random.nextBoolean());
        return new ServerEvidence(
                random.nextBoolean()
                        ? null
                        : new GeoPoint(180 * random.nextDouble() - 90, 360 * random.nextDouble() - 180),
                any(random, DeviceRecognition.values()),
                any(random, Password.values()),
                random.nextBoolean(),
                random.nextInt(-1, 100),
                random.nextInt(-1, 100),
                random.nextBoolean() ? null : able,
                recorded,
                random.nextBoolean() ? ServerEvidence.NEVER : 1_790_000_000_123L,
                random.nextBoolean() ? ServerEvidence.NEVER : 1_790_000_000_456L,
                random.nextBoolean() ? null : new ServerEvidence.Report(1_790_000_000_789L, random.nextDouble()));
    }

    private static <T> T any(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    private static String text(Random random) {
        return HOSTILE.get(random.nextInt(HOSTILE.size()));
    }

    private static String text(Random random, String... values) {
        return any(random, values);
    }
}
