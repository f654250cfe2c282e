package sekisho.replay.policy;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sekisho.engine.Policy;

/// `sekisho policy lint`: 0 if the policy can be used, perhaps with warnings, 3 if not, 1 if it can't be read.
@Command(
        name = "lint",
        description = "Check a policy. Exit code 3 if it can't be used; a warning changes no exit code.",
        sortOptions = false)
final class LintCommand extends PolicyProgram {
    @Parameters(paramLabel = "POLICY", description = "The file.")
    private String name = "";

    @Option(
            names = "--locale",
            paramLabel = "ja|en",
            description = "Language of the warnings, en without it.",
            converter = Words.OfLocale.class)
    private Words words = Words.ENGLISH;

    @Override
    int run(PrintWriter out) {
        Policy policy = PolicyFile.named(name);
        List<PolicyWarning> warnings = PolicyWarning.of(policy);
        for (PolicyWarning warning : warnings) {
            out.println(words.say("lint.warning", name, warning.in(words)));
        }
        out.println(words.say(
                "lint.done", name, policy.version(), policy.levels().size(), String.valueOf(warnings.size())));
        return 0;
    }

    @Override
    int whenRefused() {
        return FOUND;
    }
}
