package sekisho.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.Environment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `sekisho demo`: the same server with staged members, addresses and mailbox, for this machine only.
@Command(name = "demo", description = "Try it on this machine, with an intruder.")
final class DemoCommand implements Callable<Integer>, ServerOptions.Holder {
    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public ServerOptions options() {
        return options;
    }

    @Override
    public Integer call() {
        SpringApplication server = new SpringApplication(SekishoServer.class);
        server.setAdditionalProfiles("demo");
        List<String> arguments = new ArrayList<>(options.arguments());
        // An argument beats every other source: the demo never listens elsewhere.
        arguments.add("--server.address=127.0.0.1");
        var out = spec.commandLine().getOut();
        out.printf("%n  Starting PostgreSQL and the server …%n");
        out.flush();
        Environment environment = server.run(arguments.toArray(String[]::new)).getEnvironment();
        String address = "http://localhost:" + environment.getProperty("local.server.port") + "/demo";
        String line = "─".repeat(address.length() + 6);
        out.printf("%n  ┌%s┐%n  │   %s   │%n  └%s┘%n  Ctrl-C ends it.%n%n", line, address, line);
        out.flush();
        return 0;
    }
}
