package sekisho.server;

import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.boot.SpringApplication;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `sekisho serve`: the server for members.
@Command(
        name = "serve",
        description = "Run the server.",
        footer = {
            "",
            "Settings come from --config FILE, ./application.yaml or the environment:",
            "  SEKISHO_ISSUER         the URL that members see: https",
            "  SERVER_ADDRESS         0.0.0.0 to be reached from other machines",
            "  SPRING_DATASOURCE_URL  an external PostgreSQL (default: its own)",
            "  MANAGEMENT_SERVER_PORT health and metrics, this machine only (9090)"
        })
final class ServeCommand implements Callable<Integer>, ServerOptions.Holder {
    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Override
    public ServerOptions options() {
        return options;
    }

    @Override
    public Integer call() {
        SpringApplication server = new SpringApplication(SekishoServer.class);
        server.setDefaultProperties(Map.of("logging.structured.format.console", "ecs"));
        server.run(options.arguments().toArray(String[]::new));
        return 0;
    }
}
