package sekisho.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import sekisho.server.platform.StartupRefused;

/// What `serve` and `demo` take from the command line.
final class ServerOptions {
    /// A command that has these options.
    interface Holder {
        ServerOptions options();
    }

    @Option(names = "--port", paramLabel = "N", description = "Port of the pages (default 8080; 0 = any free one).")
    private @Nullable Integer port;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where database, keys and data files are kept.")
    private @Nullable Path dataDir;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A YAML or properties file whose values come before the built-in ones.")
    private @Nullable Path config;

    @Option(
            names = {"-v", "--verbose"},
            description = "Say more, and show where a failure happened.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    boolean verbose() {
        return verbose;
    }

    /// The same as arguments of Spring Boot, which beat every other source.
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (port != null) {
            if (port < 0 || port > 65535) {
                throw new StartupRefused("--port is " + port + ", but must be between 0 and 65535.");
            }
            arguments.add("--server.port=" + port);
        }
        if (dataDir != null) {
            arguments.add("--sekisho.data-dir=" + dataDir);
        }
        if (config != null) {
            if (!Files.isReadable(config)) {
                throw new StartupRefused("The configuration file " + config + " can't be read: check --config.");
            }
            arguments.add("--spring.config.additional-location=file:" + config.toAbsolutePath());
        }
        if (verbose) {
            arguments.add("--logging.level.sekisho=debug");
        }
        return arguments;
    }
}
