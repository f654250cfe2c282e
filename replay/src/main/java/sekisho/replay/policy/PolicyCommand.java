package sekisho.replay.policy;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sekisho policy`: checks, compares and explains policies without running anything.
@Command(
        name = "policy",
        description = "Check, compare and explain policies.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LintCommand.class, DiffCommand.class, ExplainCommand.class},
        footer = {
            "",
            "Where a policy is expected, \"standard\" is the bundled one.",
            "Examples:",
            "  sekisho policy lint policy.yaml",
            "  sekisho policy diff standard policy.yaml",
            "  sekisho policy explain policy.yaml --locale ja"
        })
public final class PolicyCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;
}
