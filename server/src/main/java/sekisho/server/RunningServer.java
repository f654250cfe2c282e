package sekisho.server;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import sekisho.server.platform.postgres.RunningDatabase;

/// The option that says beside which running server a command works.
final class RunningServer {
    @Option(names = "--data-dir", paramLabel = "DIR", description = "The data directory of the running server.")
    private @Nullable Path dataDir;

    /// The server's database.
    ///
    /// @throws sekisho.server.platform.StartupRefused if none is running there
    DataSource database() {
        return RunningDatabase.find(dataDir, System.getenv());
    }
}
