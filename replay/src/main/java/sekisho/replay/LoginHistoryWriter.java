package sekisho.replay;

import com.github.luben.zstd.ZstdOutputStream;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import sekisho.engine.NetworkType;

/// Writes rows as a login-history file, which [LoginHistoryReader] reads as they were.
public final class LoginHistoryWriter {
    private final List<Column> columns;
    private final boolean ofServer;
    private final CsvWriter csv;

    private LoginHistoryWriter(List<Column> columns, boolean ofServer, OutputStream stream) {
        this.columns = columns;
        this.ofServer = ofServer;
        csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(new OutputStreamWriter(new BufferedOutputStream(stream, 1 << 16), StandardCharsets.UTF_8));
        csv.writeRecord(columns.stream().map(Column::title).toList());
    }

    /// Begins a file with the columns that any site could fill. The stream stays the caller's to close.
    public static LoginHistoryWriter plain(OutputStream stream) {
        return new LoginHistoryWriter(
                Arrays.stream(Column.values())
                        .filter(column -> !column.isOfServer())
                        .toList(),
                false,
                stream);
    }

    /// Begins a file with all columns. The stream stays the caller's to close.
    public static LoginHistoryWriter ofServer(OutputStream stream) {
        return new LoginHistoryWriter(List.of(Column.values()), true, stream);
    }

    /// Packs what is written as the name of the file says: `.gz` or `.zst`.
    public static OutputStream packed(OutputStream file, String name) throws IOException {
        if (name.endsWith(".gz")) {
            return new GZIPOutputStream(file, 1 << 16);
        }
        return name.endsWith(".zst") ? new ZstdOutputStream(file) : file;
    }

    /// Writes one row.
    public void write(LoginRow row) {
        csv.writeRecord(columns.stream().map(column -> field(column, row)).toList());
    }

    /// What strangers wrote, such as a User-Agent, must not be a formula where somebody opens a server's file in a
    /// spreadsheet (OWASP, CSV injection).
    private String field(Column column, LoginRow row) {
        String text = text(column, row);
        return ofServer && column.isOfStrangers() ? Formulas.quoted(text) : text;
    }

    /// Hands everything on to the stream.
    public void flush() throws IOException {
        csv.flush();
    }

    private static String text(Column column, LoginRow row) {
        Login login = row.login();
        return switch (column) {
            case INDEX -> row.index();
            case TIMESTAMP -> Timestamps.text(login.at());
            case MEMBER -> login.member();
            case ROUND_TRIP -> roundTrip(login.roundTripMillis());
            case ADDRESS -> orEmpty(login.address());
            case COUNTRY -> orEmpty(login.country());
            case REGION -> orEmpty(login.region());
            case CITY -> orEmpty(login.city());
            case ASN -> orEmpty(login.asn());
            case USER_AGENT -> orEmpty(login.userAgent());
            case BROWSER -> orEmpty(login.browser());
            case SYSTEM -> orEmpty(login.system());
            case DEVICE_TYPE -> orEmpty(login.deviceType());
            case SUCCESSFUL -> truth(login.successful());
            case ATTACK_ADDRESS -> truth(row.attackAddress());
            case TAKEOVER -> truth(row.takeover());
            case DEVICE_TOKEN -> orEmpty(login.deviceToken());
            case NEW_DEVICE_TOKEN -> orEmpty(login.newDeviceToken());
            case NETWORK_TYPE ->
                login.networkType() == NetworkType.UNKNOWN
                        ? ""
                        : login.networkType().name().toLowerCase(Locale.ROOT);
            case ACCEPT_LANGUAGE -> orEmpty(login.acceptLanguage());
            case SCREEN -> orEmpty(login.screen());
            case CLIENT_HINTS -> orEmpty(login.clientHints());
            case PASSWORD_BREACHED -> orEmpty(login.passwordBreached());
            case FAILED_ATTEMPTS -> login.failedAttempts() < 0 ? "" : Integer.toString(login.failedAttempts());
            case SCENARIO -> row.scenario().word();
            default -> ServerColumns.text(column, row);
        };
    }

    private static String orEmpty(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static String truth(boolean value) {
        return value ? "True" : "False";
    }

    /// Without an exponent, and a whole number without a point.
    private static String roundTrip(double millis) {
        return Double.isNaN(millis)
                ? ""
                : BigDecimal.valueOf(millis).stripTrailingZeros().toPlainString();
    }
}
