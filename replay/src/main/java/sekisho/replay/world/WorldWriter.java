package sekisho.replay.world;

import com.github.luben.zstd.ZstdOutputStream;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import sekisho.replay.Scenario;

/// Writes rows as a login-history file.
final class WorldWriter {
    static final List<String> COLUMNS = List.of(
            "index",
            "Login Timestamp",
            "User ID",
            "Round-Trip Time [ms]",
            "IP Address",
            "Country",
            "Region",
            "City",
            "ASN",
            "User Agent String",
            "Browser Name and Version",
            "OS Name and Version",
            "Device Type",
            "Login Successful",
            "Is Attack IP",
            "Is Account Takeover",
            "Device Token",
            "New Device Token",
            "Network Type",
            "Accept-Language",
            "Screen",
            "Client Hints",
            "Password Breached",
            "Failed Attempts",
            "Scenario");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final long seed;

    WorldWriter(long seed) {
        this.seed = seed;
    }

    /// Writes the file, compressed if its name ends with `.gz` or `.zst`.
    void write(List<Row> rows, Path file) throws IOException {
        try (OutputStream stream = compressed(Files.newOutputStream(file), file.toString())) {
            write(rows, stream);
        }
    }

    private static OutputStream compressed(OutputStream file, String name) throws IOException {
        if (name.endsWith(".gz")) {
            return new GZIPOutputStream(file, 1 << 16);
        }
        return name.endsWith(".zst") ? new ZstdOutputStream(file) : file;
    }

    /// Leaves the stream open.
    void write(List<Row> rows, OutputStream stream) throws IOException {
        Writer text = new OutputStreamWriter(new BufferedOutputStream(stream, 1 << 16), StandardCharsets.UTF_8);
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
        csv.writeRecord(COLUMNS);
        for (int index = 0; index < rows.size(); index++) {
            csv.writeRecord(values(index, rows.get(index)));
        }
        csv.flush();
    }

    private String[] values(int index, Row row) {
        Connection connection = row.connection();
        Software software = row.look().software();
        return new String[] {
            Integer.toString(index),
            TIME.format(Instant.ofEpochMilli(row.at())),
            Long.toString(Dice.of(seed, "name", row.member()).bits()),
            row.roundTripMillis() == RoundTrips.NOT_KNOWN ? "" : Integer.toString(row.roundTripMillis()),
            connection.addressText(),
            connection.network().country().code(),
            connection.region().name(),
            connection.region().city(),
            Long.toString(connection.network().asn()),
            software.userAgent(),
            software.name(),
            software.system(),
            software.deviceType(),
            truth(row.successful()),
            truth(row.attackAddress()),
            truth(row.scenario().isAttack()),
            token(row.token()),
            token(row.newToken()),
            connection.network().type().name().toLowerCase(Locale.ROOT),
            row.look().languages(),
            row.look().screen(),
            software.clientHints(),
            Boolean.toString(row.passwordBreached()),
            Integer.toString(row.failedAttempts()),
            row.scenario() == Scenario.NOT_SAID ? "" : row.scenario().word()
        };
    }

    private static String truth(boolean value) {
        return value ? "True" : "False";
    }

    private static String token(long token) {
        return token == 0 ? "" : HexFormat.of().toHexDigits(token);
    }
}
