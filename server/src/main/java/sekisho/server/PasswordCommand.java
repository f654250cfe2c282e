package sekisho.server;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sekisho.server.account.EmailAddress;
import sekisho.server.password.RequireResetStore;
import sekisho.server.platform.StartupRefused;

/// `sekisho password …`: what an operator does to passwords. He can never see or choose one.
@Command(
        name = "password",
        description = "Switch passwords off that are no longer safe.",
        subcommands = PasswordCommand.RequireReset.class)
final class PasswordCommand extends CommandGroup {
    /// `sekisho password require-reset`.
    @Command(
            name = "require-reset",
            description = {
                "Ask for a new password at the next sign-in of a member.",
                "The server must be running. An external database is named by SPRING_DATASOURCE_URL,",
                "SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD."
            })
    static final class RequireReset implements Callable<Integer> {
        @Option(names = "--email", required = true, paramLabel = "ADDRESS", description = "The member's address.")
        private String email = "";

        @Mixin
        private RunningServer server = new RunningServer();

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help.")
        private boolean help;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            String identifier = EmailAddress.parse(email)
                    .map(EmailAddress::canonical)
                    .orElseThrow(() -> new StartupRefused("\"" + email + "\" is not an e-mail address."));
            int accounts = new RequireResetStore(server.database()).requireReset(identifier);
            if (accounts == 0) {
                throw new StartupRefused("No account has the address " + identifier + "; nothing was changed.");
            }
            spec.commandLine()
                    .getOut()
                    .println("The next sign-in of " + identifier + " asks for a code and a new password.");
            return 0;
        }
    }
}
