package sekisho.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sekisho.replay.HistoryText.HEADER;
import static sekisho.replay.HistoryText.row;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sekisho.engine.NetworkType;
import sekisho.replay.ReadReport.BadRows;
import sekisho.replay.ReadReport.Crowd;
import sekisho.replay.ReadReport.Place;

class LoginHistoryReaderTest {
    @TempDir
    private Path directory = Path.of("");

    private record History(List<LoginRow> rows, ReadReport report) {
        List<String> indexes() {
            return rows.stream().map(LoginRow::index).toList();
        }

        List<String> bad() {
            return report.badRows().stream()
                    .flatMap(bad -> bad.places().first().stream().map(place -> bad.why() + " " + place.line()))
                    .toList();
        }
    }

    @Test
    void readsTheRealDataset() throws Exception {
        Path sample = sample();

        History history = read(false, sample);

        assertThat(history.rows()).hasSize(19);
        LoginRow first = history.rows().get(2);
        assertThat(first.line()).isEqualTo(4);
        assertThat(first.index()).isEqualTo("2");
        assertThat(first.login())
                .isEqualTo(new Login(
                        Instant.parse("2020-02-03T12:43:55.873Z").toEpochMilli(),
                        "-3284137479262433373",
                        Double.NaN,
                        "81.167.144.58",
                        "NO",
                        "Vestland",
                        "Urangsvag",
                        29695L,
                        "Mozilla/5.0  (iPad; CPU OS 7_1 like Mac OS X) AppleWebKit/533.1 (KHTML, like Gecko"
                                + " Version/4.0 Mobile Safari/533.1 variation/277457",
                        "Android 2.3.3.2672",
                        "iOS 7.1",
                        "mobile",
                        true,
                        null,
                        null,
                        NetworkType.UNKNOWN,
                        null,
                        null,
                        null,
                        null,
                        -1,
                        ServerEvidence.NONE));
        assertThat(first.isAssessed()).isTrue();
        assertThat(first.isAttack()).isFalse();
        assertThat(history.rows().get(15).login().roundTripMillis()).isEqualTo(1123.0);
        assertThat(history.rows().get(4).attackAddress()).isTrue();
        assertThat(history.rows().get(0).login().region()).isNull();
    }

    @Test
    void tellsTheTrapsOfTheRealDataset() throws Exception {
        ReadReport report = read(false, sample()).report();

        assertThat(report.badRows()).isEmpty();
        assertThat(report.failed()).isEqualTo(12);
        assertThat(report.members()).isEqualTo(12);
        assertThat(report.oddities().crowds()).containsExactly(new Crowd("-4324475583306591935", 8, 0));
        assertThat(report.oddities().privateAddresses()).isEqualTo(4);
        assertThat(report.oddities().withoutRegion()).isEqualTo(10);
        assertThat(report.oddities().withoutCity()).isEqualTo(10);
        assertThat(report.oddities().withoutRoundTrip()).isEqualTo(18);
        assertThat(Instant.ofEpochMilli(report.firstAt())).isEqualTo("2020-02-03T12:43:30.772Z");
        assertThat(Instant.ofEpochMilli(report.lastAt())).isEqualTo("2020-02-03T12:44:33.093Z");
    }

    @Test
    void findsColumnsByNameAndIgnoresUnknownOnes() throws IOException {
        String text =
                "Scenario,Colour,Is Account Takeover,Is Attack IP,Login Successful,Device Type,OS Name and Version,"
                        + "Browser Name and Version,User Agent String,ASN,City,Region,Country,IP Address,"
                        + "Round-Trip Time [ms],User ID,Login Timestamp,Device Token,New Device Token,Network Type,"
                        + "Accept-Language,Screen,Client Hints,Password Breached,Failed Attempts\n"
                        + "cookie_thief,red,True,False,True,phone,iOS 18,Safari 18,agent,4713.0,,None,NULL,2001:db8::1,12.5,"
                        + "hanako,2025-03-01 00:14:52,old,new,mobile,ja,390x844,a;b,true,3\n";

        LoginRow row = read(false, file("a.csv", text)).rows().getFirst();

        assertThat(row)
                .isEqualTo(new LoginRow(
                        2,
                        "0",
                        new Login(
                                Instant.parse("2025-03-01T00:14:52Z").toEpochMilli(),
                                "hanako",
                                12.5,
                                "2001:db8::1",
                                "NULL",
                                null,
                                null,
                                4713L,
                                "agent",
                                "Safari 18",
                                "iOS 18",
                                "phone",
                                true,
                                "old",
                                "new",
                                NetworkType.MOBILE,
                                "ja",
                                "390x844",
                                "a;b",
                                true,
                                3,
                                ServerEvidence.NONE),
                        Scenario.COOKIE_THIEF,
                        false,
                        true));
    }

    @Test
    void readsPackedFilesWhateverTheirName() throws IOException {
        byte[] text = HistoryText.of(row(0), row(1)).getBytes(UTF_8);
        byte[] second = HistoryText.of(row(2)).getBytes(UTF_8);

        assertThat(read(false, file("a.txt", gzip(text)), file("b.csv", Zstd.compress(second)))
                        .indexes())
                .containsExactly("0", "1", "2");
    }

    @Test
    void readsPackedPartsThatWereJoined() throws IOException {
        byte[] begin = HistoryText.of(row(0)).getBytes(UTF_8);
        byte[] rest = (row(1) + "\n").getBytes(UTF_8);

        assertThat(read(false, file("a.gz", join(gzip(begin), gzip(rest)))).indexes())
                .containsExactly("0", "1");
        assertThat(read(false, file("a.zst", join(Zstd.compress(begin), Zstd.compress(rest))))
                        .indexes())
                .containsExactly("0", "1");
    }

    @Test
    void readsFilesOneAfterAnotherAsOneHistory() throws IOException {
        String noIndex = HEADER.substring("index,".length());
        String first = noIndex + "\n" + row(0).substring(2) + "\nbad row\n" + row(1).substring(2) + "\n";
        String second = noIndex + "\n" + row(2).substring(2) + "\n";

        History history = read(false, file("a.csv", first), file("b.csv", second));

        assertThat(history.indexes()).containsExactly("0", "2", "3");
        assertThat(history.rows()).extracting(LoginRow::line).containsExactly(2L, 4L, 2L);
        assertThat(history.report().files()).hasSize(2);
    }

    @Test
    void readsWhatSpreadsheetsWrite() throws IOException {
        String text = "\uFEFF"
                + HistoryText.of(row(0, "City", "\"Chi\r\nyoda\""), "", row(1, "City", "\"a \"\"b\"\"\""))
                        .replace("\n", "\r\n")
                        .replace("\r\r", "\r");

        History history = read(true, file("a.csv", text));

        assertThat(history.rows()).extracting(LoginRow::line).containsExactly(2L, 5L);
        assertThat(history.rows()).extracting(row -> row.login().city()).containsExactly("Chi\r\nyoda", "a \"b\"");
    }

    @Test
    void readsEveryAlphabet() throws IOException {
        String user = "花子🦊\uFFFD";

        LoginRow row = read(true, file("a.csv", HistoryText.of(row(0, "User ID", user))))
                .rows()
                .getFirst();

        assertThat(row.login().member()).isEqualTo(user);
    }

    @ParameterizedTest
    @CsvSource({
        "Login Timestamp, yesterday, TIMESTAMP",
        "Login Timestamp, 2025-02-30 00:00:00.000, TIMESTAMP",
        "Login Timestamp, 2025-03-01 24:00:00.000, TIMESTAMP",
        "Login Timestamp, 2025-03-01T00:00:00.000, TIMESTAMP",
        "Login Timestamp, 2025-03-01 00:00:00., TIMESTAMP",
        "Login Timestamp, ٢٠٢٥-٠٣-٠١ ٠٠:٠٠:٠٠, TIMESTAMP",
        "Login Timestamp, '', TIMESTAMP",
        "User ID, '', MEMBER",
        "Round-Trip Time [ms], -1, NUMBER",
        "Round-Trip Time [ms], NaN, NUMBER",
        "Round-Trip Time [ms], 1e3, NUMBER",
        "IP Address, 0123456789012345678901234567890123456789012345, ADDRESS",
        "ASN, AS2500, ASN",
        "ASN, 4294967296, ASN",
        "ASN, ２５００, ASN",
        "Login Successful, '', BOOLEAN",
        "Login Successful, yes, BOOLEAN",
        "Is Account Takeover, 1, BOOLEAN",
        "City, 'a,b', FIELD_COUNT",
        "City, 'a\"b\nc', FIELD_COUNT",
    })
    void countsARowWithAnUnusableValue(String column, String value, BadRow why) throws IOException {
        History history = read(false, file("a.csv", HistoryText.of(row(0), row(1, column, value), row(2))));

        assertThat(history.indexes()).containsExactly("0", "2");
        assertThat(history.report().badRows()).extracting(BadRows::why).containsExactly(why);
        assertThat(history.report()
                        .badRows()
                        .getFirst()
                        .places()
                        .first()
                        .getFirst()
                        .line())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "Network Type, satellite, NETWORK_TYPE",
        "Password Breached, perhaps, BOOLEAN",
        "Failed Attempts, -3, NUMBER",
        "Failed Attempts, 3000000000, NUMBER",
        "Scenario, Naive, SCENARIO"
    })
    void countsARowWithAnUnusableOptionalValue(String column, String value, BadRow why) throws IOException {
        String text = HEADER + "," + column + "\n" + row(0) + ",\n" + row(1) + "," + value + "\n";

        History history = read(false, file("a.csv", text));

        assertThat(history.indexes()).containsExactly("0");
        assertThat(history.bad()).containsExactly(why + " 3");
    }

    @Test
    void takesEveryTimestampThatTablesWrite() throws IOException {
        History history = read(
                true,
                file(
                        "a.csv",
                        HistoryText.of(
                                row(0, "Login Timestamp", "2024-02-29 23:59:59"),
                                row(1, "Login Timestamp", "2024-02-29 23:59:59.9"),
                                row(2, "Login Timestamp", "2024-02-29 23:59:59.999999999"))));

        assertThat(history.rows())
                .extracting(row -> Instant.ofEpochMilli(row.login().at()).toString())
                .containsExactly("2024-02-29T23:59:59Z", "2024-02-29T23:59:59.900Z", "2024-02-29T23:59:59.999Z");
    }

    @Test
    void bytesThatAreNotUtf8CostTheirRowOnly() throws IOException {
        byte[] latin = HistoryText.of(row(0), row(1, "City", "Tromsø"), row(2)).getBytes(ISO_8859_1);

        History history = read(false, file("a.csv", latin));

        assertThat(history.indexes()).containsExactly("0", "2");
        assertThat(history.bad()).containsExactly("ENCODING 3");
    }

    @Test
    void aHugeFieldCostsItsRowOnly() throws IOException {
        History history = read(
                false,
                file(
                        "a.csv",
                        HistoryText.of(
                                row(0),
                                row(1, "City", "x".repeat(20_000)),
                                row(2, "City", "\"" + "x\n".repeat(10_000) + "\""),
                                row(3, "City", "x".repeat(2_000_000)),
                                row(4, "City", ",".repeat(1_000)),
                                row(5))));

        assertThat(history.indexes()).containsExactly("0", "5");
        assertThat(history.bad()).containsExactly("TOO_LONG 3", "TOO_LONG 4", "TOO_LONG 10005", "TOO_LONG 10006");
        assertThat(history.rows().getLast().line()).isEqualTo(10_007);
    }

    @Test
    void anOpenQuotationMarkCostsItsRowOnly() throws IOException {
        String open = row(1, "City", "\"Chiyoda");
        String quoted = row(2, "City", "\"Chiyoda\"");
        String text = HistoryText.of(row(0), open, quoted, row(3), open, row(4)) + open;

        History history = read(false, file("a.csv", text));

        assertThat(history.indexes()).containsExactly("0", "2", "3", "4");
        assertThat(history.bad()).containsExactly("BAD_QUOTES 3", "BAD_QUOTES 6", "BAD_QUOTES 8");
    }

    @Test
    void anOpenQuotationMarkInALongFileCostsItsRowOnly() throws IOException {
        List<String> rows = new ArrayList<>();
        rows.add(row(0, "City", "\"Chiyoda"));
        IntStream.range(1, 5_000).forEach(i -> rows.add(row(i)));

        History history = read(false, file("a.csv", HistoryText.of(rows.toArray(String[]::new))));

        assertThat(history.rows()).hasSize(4_999);
        assertThat(history.bad()).containsExactly("BAD_QUOTES 2");
        assertThat(history.rows().getLast().line()).isEqualTo(5_001);
    }

    @Test
    void listsTheFirstTwentyBadRowsOfAKind() throws IOException {
        String[] rows = IntStream.range(0, 50)
                .mapToObj(i -> row(i, i % 2 == 0 ? "ASN" : "", "x"))
                .toArray(String[]::new);
        Path file = file("a.csv", HistoryText.of(rows));

        ReadReport report = read(false, file).report();

        BadRows bad = report.badRows().getFirst();
        assertThat(report.rows()).isEqualTo(25);
        assertThat(report.badRowCount()).isEqualTo(25);
        assertThat(bad.places().count()).isEqualTo(25);
        assertThat(bad.places().first()).hasSize(20).startsWith(new Place(file.toString(), 2));
    }

    @Test
    void strictReadingEndsAtTheFirstBadRow() throws IOException {
        Path file = file("a.csv", HistoryText.of(row(0), row(1, "ASN", "x"), "y"));

        assertThatThrownBy(() -> read(true, file))
                .isInstanceOf(HistoryFileException.class)
                .hasMessage(file + ": The row on line 3 can't be used: its ASN isn't a number from 0 to 4294967295."
                        + " Mend it, or leave --strict away to go on without such rows.");
    }

    @Test
    void rowsOutOfTimeOrderKeepTheirPlaceAndAreCounted() throws IOException {
        History history = read(
                false,
                file(
                        "a.csv",
                        HistoryText.of(row(0), row(1, "Login Timestamp", "2025-03-02 00:00:00.000"), row(2), row(3))));

        assertThat(history.indexes()).containsExactly("0", "1", "2", "3");
        assertThat(history.report().outOfOrder().count()).isEqualTo(1);
        assertThat(history.report().outOfOrder().first().getFirst().line()).isEqualTo(4);
    }

    @Test
    void equalValuesShareOneText() throws IOException {
        List<LoginRow> rows =
                read(false, file("a.csv", HistoryText.of(row(0), row(1)))).rows();

        Login first = rows.getFirst().login();
        Login second = rows.getLast().login();
        assertThat(first.member()).isSameAs(second.member());
        assertThat(first.userAgent()).isSameAs(second.userAgent());
        assertThat(first.asn()).isSameAs(second.asn());
    }

    @Test
    void refusesAHeaderThatLacksColumnsAndNamesThem() throws IOException {
        Path file = file("a.csv", HEADER.replace("ASN,", "").replace("User ID", "user_id") + "\n");

        assertThatThrownBy(() -> read(false, file))
                .hasMessage(file + ": Its header lacks User ID, ASN; add the column, empty where nothing is known.");
    }

    @Test
    void refusesAHeaderWithAColumnTwice() throws IOException {
        Path file = file("a.csv", HEADER + ",ASN\n");

        assertThatThrownBy(() -> read(false, file)).hasMessageContaining("the column \"ASN\" twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0,2025-03-01 00:14:52.477,hanako\n", "index;User ID;ASN\n", "\u0000\u0001\n\u0002", "\"", "a"})
    void refusesWhatHasNoHeader(String text) throws IOException {
        Path file = file("a.csv", text);

        assertThatThrownBy(() -> read(false, file))
                .isInstanceOf(HistoryFileException.class)
                .hasMessageStartingWith(file + ": Its first line isn't the header of a login history");
    }

    @Test
    void refusesBinaryFiles() throws IOException {
        byte[] noise = new byte[1_000_000];
        new Random(1).nextBytes(noise);
        noise[0] = 0;
        Path file = file("a.csv", noise);

        assertThatThrownBy(() -> read(false, file)).isInstanceOf(HistoryFileException.class);
    }

    @Test
    void refusesEmptyFiles() throws IOException {
        Path file = file("a.csv", "\n\n");

        assertThatThrownBy(() -> read(false, file)).hasMessageContaining("It is empty");
        assertThat(read(false, file("b.csv", HEADER)).rows()).isEmpty();
    }

    @Test
    void refusesOtherArchivesAndEncodingsWithAWayOut() throws IOException {
        Path zip = file("a.csv", "PK\u0003\u0004rest");
        Path wide = file("b.csv", ("\uFEFF" + HistoryText.of(row(0))).getBytes(UTF_16LE));

        assertThatThrownBy(() -> read(false, zip)).hasMessageContaining("unpack it first");
        assertThatThrownBy(() -> read(false, wide)).hasMessageContaining("save it as UTF-8");
        assertThatThrownBy(() -> read(false, directory)).hasMessageContaining("This is a directory");
        assertThatThrownBy(() -> read(false, directory.resolve("none.csv"))).hasMessageContaining("no such file");
    }

    @Test
    void saysThatPackedDataIsCutOffOrDamaged() throws IOException {
        byte[] text = HistoryText.of(IntStream.range(0, 1_000)
                        .mapToObj(i -> row(i, "User ID", "m" + new Random(i).nextLong()))
                        .toArray(String[]::new))
                .getBytes(UTF_8);
        for (byte[] packed : List.of(gzip(text), Zstd.compress(text))) {
            byte[] damaged = packed.clone();
            Arrays.fill(damaged, packed.length / 2, packed.length / 2 + 50, (byte) 0);
            for (byte[] broken : List.of(Arrays.copyOf(packed, packed.length / 2), damaged)) {
                Path file = file("a.csv", broken);

                assertThatThrownBy(() -> read(false, file))
                        .isInstanceOf(HistoryFileException.class)
                        .hasMessageContaining("damaged or cut off");
            }
        }
    }

    @Test
    void neverFailsOnBytesInTheRows() throws IOException {
        byte[] noise = new byte[300_000];
        Random random = new Random(7);
        byte[] alphabet = "\",\n\r0a\u0000é".getBytes(UTF_8);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextInt(4) == 0 ? (byte) random.nextInt() : alphabet[random.nextInt(alphabet.length)];
        }
        byte[] text = join(HistoryText.of(row(0)).getBytes(UTF_8), noise, ("\n" + row(1) + "\n").getBytes(UTF_8));

        History history = read(false, file("a.csv", text));

        assertThat(history.indexes()).startsWith("0").endsWith("1");
        assertThat(history.report().badRowCount()).isPositive();
    }

    private static Path sample() throws URISyntaxException {
        return Path.of(requireNonNull(LoginHistoryReaderTest.class.getResource("/rba-dataset/sample.csv"))
                .toURI());
    }

    private static History read(boolean strict, Path... files) throws IOException {
        try (LoginHistoryReader reader = new LoginHistoryReader(List.of(files), strict)) {
            List<LoginRow> rows = new ArrayList<>();
            for (LoginRow row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
            }
            assertThat(reader.bytesRead()).isEqualTo(reader.size());
            return new History(rows, reader.report());
        }
    }

    private Path file(String name, String text) throws IOException {
        return file(name, text.getBytes(UTF_8));
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
