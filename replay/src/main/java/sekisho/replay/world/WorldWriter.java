package sekisho.replay.world;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sekisho.replay.Login;
import sekisho.replay.LoginHistoryWriter;
import sekisho.replay.LoginRow;
import sekisho.replay.ServerEvidence;

/// Writes rows as a login-history file.
final class WorldWriter {
    private final long seed;

    WorldWriter(long seed) {
        this.seed = seed;
    }

    /// Writes the file, compressed if its name ends with `.gz` or `.zst`.
    void write(List<Row> rows, Path file) throws IOException {
        try (OutputStream stream = LoginHistoryWriter.packed(Files.newOutputStream(file), file.toString())) {
            write(rows, stream);
        }
    }

    /// Leaves the stream open.
    void write(List<Row> rows, OutputStream stream) throws IOException {
        LoginHistoryWriter writer = LoginHistoryWriter.plain(stream);
        for (int index = 0; index < rows.size(); index++) {
            writer.write(loginRow(index, rows.get(index)));
        }
        writer.flush();
    }

    private LoginRow loginRow(int index, Row row) {
        return new LoginRow(
                index + 2L,
                Integer.toString(index),
                login(row),
                row.scenario(),
                row.attackAddress(),
                row.scenario().isAttack());
    }

    private Login login(Row row) {
        Connection connection = row.connection();
        Software software = row.look().software();
        return new Login(
                row.at(),
                Long.toString(Dice.of(seed, "name", row.member()).bits()),
                row.roundTripMillis() == RoundTrips.NOT_KNOWN ? Double.NaN : row.roundTripMillis(),
                connection.addressText(),
                connection.network().country().code(),
                connection.region().name(),
                connection.region().city(),
                connection.network().asn(),
                software.userAgent(),
                software.name(),
                software.system(),
                software.deviceType(),
                row.successful(),
                token(row.token()),
                token(row.newToken()),
                connection.network().type(),
                row.look().languages(),
                row.look().screen(),
                software.clientHints(),
                row.passwordBreached(),
                row.failedAttempts(),
                ServerEvidence.NONE);
    }

    private static @Nullable String token(long token) {
        return token == 0 ? null : HexFormat.of().toHexDigits(token);
    }
}
