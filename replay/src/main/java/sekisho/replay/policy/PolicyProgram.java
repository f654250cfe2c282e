package sekisho.replay.policy;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What the small programs on policies have in common.
abstract class PolicyProgram implements Callable<Integer> {
    /// Exit code of a check that found something.
    static final int FOUND = 3;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// Prints to `out` and gives the exit code.
    ///
    /// @throws PolicyRefused if a policy can't be used
    abstract int run(PrintWriter out);

    /// The exit code for a policy that was read and not understood.
    int whenRefused() {
        return 1;
    }

    @Override
    public final Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            return run(out);
        } catch (PolicyRefused refused) {
            spec.commandLine().getErr().println("sekisho: " + refused.getMessage());
            spec.commandLine().getErr().flush();
            return refused.getCause() instanceof IOException ? 1 : whenRefused();
        } finally {
            out.flush();
        }
    }
}
