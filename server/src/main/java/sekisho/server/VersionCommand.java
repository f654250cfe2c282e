package sekisho.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `sekisho version`.
@Command(name = "version", description = "Show the version.")
final class VersionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Properties build = new Properties();
        try (InputStream file = Main.class.getResourceAsStream("/META-INF/build-info.properties")) {
            if (file != null) {
                build.load(file);
            }
        }
        spec.commandLine()
                .getOut()
                .println("Sekisho " + build.getProperty("build.version", "unbuilt") + " on Java " + Runtime.version());
        return 0;
    }
}
