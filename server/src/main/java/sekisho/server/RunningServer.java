package sekisho.server;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import sekisho.server.platform.KeyCheck;
import sekisho.server.platform.ServerKeys;
import sekisho.server.platform.postgres.RunningDatabase;

/// The option that says beside which running server a command works.
final class RunningServer {
    /// What the help says of a command that needs the server's database and its keys.
    static final String WITH_KEYS = "The server must be running. An external database is named by"
            + " SPRING_DATASOURCE_URL, SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD; the keys are those of"
            + " --data-dir.";

    @Option(names = "--data-dir", paramLabel = "DIR", description = "The data directory of the running server.")
    private @Nullable Path dataDir;

    /// The server's database.
    ///
    /// @throws sekisho.server.platform.StartupRefused if none is running there
    DataSource database() {
        return RunningDatabase.find(dataDir, System.getenv());
    }

    Path directory() {
        return RunningDatabase.directory(dataDir, System.getenv());
    }

    /// The keys that its database was written with.
    ///
    /// @throws sekisho.server.platform.StartupRefused if the data directory has none, or others
    ServerKeys keys(DataSource database) {
        ServerKeys keys = ServerKeys.existing(directory());
        KeyCheck.require(keys, database);
        return keys;
    }
}
