package sekisho.server;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sekisho.server.audit.AuditChain;
import sekisho.server.audit.AuditChain.Fault;
import sekisho.server.audit.AuditChain.Found;
import sekisho.server.audit.AuditChain.Head;
import sekisho.server.audit.HeadFile;

/// `sekisho audit …`: the log of what staff did.
@Command(name = "audit", description = "Check the log of what staff did.", subcommands = AuditCommand.Verify.class)
final class AuditCommand extends CommandGroup {
    /// A check found something.
    private static final int FOUND = 3;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    /// `sekisho audit verify`.
    @Command(
            name = "verify",
            description = {"Read the whole log, and say whether it is as it was written.", RunningServer.WITH_KEYS},
            sortOptions = false,
            footer = {
                "",
                "The number and hash of the last entry are kept in the data directory: nothing",
                "else shows an end that was cut off. Each entry leaves them in the server's log",
                "too, or in what a command prints; give others by --head.",
                "",
                "Exit codes: 0 unbroken, 1 it can't be read, 2 not understood, 3 broken."
            })
    static final class Verify implements Callable<Integer> {
        @Mixin
        private RunningServer server = new RunningServer();

        @Option(
                names = "--head",
                paramLabel = "SEQ:HASH",
                description =
                        "An entry that must be in it, as the server's log or an earlier check showed it; without this"
                                + " option, the one that the data directory keeps.")
        private @Nullable String head;

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help.")
        private boolean help;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            Head seen = head == null ? HeadFile.in(server.directory()).find().orElse(null) : parse(head);
            DataSource database = server.database();
            return switch (AuditChain.in(database, server.keys(database)).verify(seen)) {
                case Found.Whole whole -> {
                    say(whole);
                    yield 0;
                }
                case Found.Broken broken -> {
                    PrintWriter err = spec.commandLine().getErr();
                    err.println("Entry " + broken.seq() + " " + words(broken.fault()) + ".");
                    err.flush();
                    yield FOUND;
                }
            };
        }

        private Head parse(String text) {
            return Head.parse(text)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(), "--head is a number, a colon and 64 hexadecimal digits"));
        }

        private void say(Found.Whole whole) {
            PrintWriter out = spec.commandLine().getOut();
            if (whole.head() == null) {
                out.println("The log is empty.");
            } else {
                out.println(String.format(
                        Locale.ROOT,
                        "Entries: %,d, from %s to %s: unbroken.",
                        whole.entries(),
                        whole.first(),
                        whole.last()));
                out.println("Head: " + whole.head());
            }
            out.flush();
        }

        private static String words(Fault fault) {
            return switch (fault) {
                case CHANGED -> "was changed";
                case MISSING -> "is missing, though later ones are there";
                case INSERTED -> "was never written";
                case MISPLACED -> "doesn't follow the one before it";
                case CUT_OFF -> "was cut off, with all after it";
                case OTHER_THAN_SEEN -> "isn't the one that was seen before";
                case KEY_MISSING -> "can't be checked: its key is missing in the data directory, or it was changed";
            };
        }
    }
}
