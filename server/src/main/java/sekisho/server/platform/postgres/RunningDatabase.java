package sekisho.server.platform.postgres;

import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// The database of a server that is running, for a command beside it.
public final class RunningDatabase {
    private RunningDatabase() {}

    /// The external database that `SPRING_DATASOURCE_URL` names, or else the embedded one of a data
    /// directory.
    ///
    /// @param dataDir `null` means the one in `SEKISHO_HOME`
    /// @throws sekisho.server.platform.StartupRefused if none is running there
    public static DataSource find(@Nullable Path dataDir, Map<String, String> environment) {
        String url = environment.getOrDefault("SPRING_DATASOURCE_URL", "");
        if (!url.isEmpty()) {
            return new DriverManagerDataSource(
                    url,
                    environment.getOrDefault("SPRING_DATASOURCE_USERNAME", ""),
                    environment.getOrDefault("SPRING_DATASOURCE_PASSWORD", ""));
        }
        Path directory = directory(dataDir, environment);
        return new DriverManagerDataSource(
                EmbeddedPostgres.urlOfRunning(directory),
                EmbeddedPostgres.USER,
                EmbeddedPostgres.passwordOf(directory));
    }

    /// The data directory of the server.
    ///
    /// @param dataDir `null` means the one in `SEKISHO_HOME`
    public static Path directory(@Nullable Path dataDir, Map<String, String> environment) {
        return dataDir == null ? Path.of(environment.getOrDefault("SEKISHO_HOME", "."), "data") : dataDir;
    }
}
