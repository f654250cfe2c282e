package sekisho.server;

import java.sql.SQLException;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.config.ConfigDataException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.tomcat.ConnectorStartFailedException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import sekisho.server.platform.StartupRefused;

/// Why the server doesn't start, as one sentence that names the way out; [Main] prints it.
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailure implements SpringBootExceptionReporter {
    /// Keeps Spring from printing the stack trace as well.
    @Override
    public boolean reportException(Throwable failure) {
        return true;
    }

    static String sentence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String sentence = known(cause);
            if (!sentence.isEmpty()) {
                return sentence;
            }
        }
        Throwable root = root(failure);
        return "It failed: " + firstLine(root) + " Run it again with --verbose to see where.";
    }

    private static String known(Throwable cause) {
        return switch (cause) {
            case StartupRefused refused -> firstLine(refused);
            case PortInUseException port ->
                "Port " + port.getPort() + " is taken: stop the program that uses it, or choose another port with"
                        + " --port (pages) or MANAGEMENT_SERVER_PORT (health and metrics).";
            case ConnectorStartFailedException connector ->
                "The server can't listen there (" + firstLine(root(connector))
                        + "): check --port and SERVER_ADDRESS; ports below 1024 need a permission.";
            case java.net.BindException address ->
                "The server can't listen there (" + firstLine(address) + "): check SERVER_ADDRESS.";
            case BindException binding -> setting(binding);
            case ConfigDataException file -> "The configuration can't be read: " + firstLine(file);
            case SQLException database ->
                "The database refuses: " + firstLine(database)
                        + " Check SPRING_DATASOURCE_URL, SPRING_DATASOURCE_USERNAME"
                        + " and SPRING_DATASOURCE_PASSWORD.";
            default -> "";
        };
    }

    private static String setting(BindException binding) {
        return "The setting " + binding.getName() + " can't be used: " + firstLine(root(binding));
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        return message.lines().findFirst().orElse("").strip();
    }
}
