package sekisho.server;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import sekisho.replay.ReplayCommand;
import sekisho.replay.policy.PolicyCommand;
import sekisho.replay.world.WorldCommand;
import sekisho.server.password.BreachedCommand;

/// The command line. Only `serve` and `demo` start the server; every other command is a small program.
@Command(
        name = "sekisho",
        description = "Sign-in protection that explains itself.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = false,
        footer = {
            "",
            "Examples:",
            "  sekisho demo               try it on this machine, nothing else needed",
            "  SEKISHO_ISSUER=https://signin.example.jp sekisho serve --config FILE",
            "  sekisho help serve         the options of a command",
            "",
            "Exit codes: 0 done, 1 failed, 2 not understood, 3 a check found something."
        })
public final class Main {
    /// All commands, in the order of the help.
    private static final List<Object> COMMANDS = List.of(
            new DemoCommand(),
            new ServeCommand(),
            new ReplayCommand(),
            new ExportHistoryCommand(),
            new PolicyCommand(),
            new WorldCommand(),
            new BreachedCommand(),
            new PasswordCommand(),
            new StaffCommand(),
            new AuditCommand(),
            new VersionCommand(),
            new CommandLine.HelpCommand());

    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    private Main() {}

    public static void main(String[] args) {
        int exit = commandLine().execute(args);
        // After `serve` and `demo` the server runs on; nothing else leaves a thread behind.
        if (exit != 0) {
            System.exit(exit);
        }
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        COMMANDS.forEach(line::addSubcommand);
        line.setUsageHelpLongOptionsMaxWidth(30);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            say(command.getErr(), StartFailure.sentence(failure));
            if (wantsDetails(command)) {
                failure.printStackTrace(command.getErr());
            }
            return CommandLine.ExitCode.SOFTWARE;
        });
        line.setParameterExceptionHandler((misunderstood, arguments) -> {
            CommandLine command = misunderstood.getCommandLine();
            String name = command.getCommandSpec().qualifiedName();
            say(command.getErr(), misunderstood.getMessage() + ". See: " + name + " --help");
            return CommandLine.ExitCode.USAGE;
        });
        return line;
    }

    private static boolean wantsDetails(CommandLine command) {
        return command.getCommand() instanceof ServerOptions.Holder holder
                && holder.options().verbose();
    }

    private static void say(PrintWriter to, String sentence) {
        to.println("sekisho: " + sentence);
        to.flush();
    }
}
