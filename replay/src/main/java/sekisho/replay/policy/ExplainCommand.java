package sekisho.replay.policy;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sekisho.engine.Policy;

/// `sekisho policy explain`: 0 when done, 1 if the policy can't be used.
@Command(name = "explain", description = "Explain a policy in plain sentences, level by level.", sortOptions = false)
final class ExplainCommand extends PolicyProgram {
    @Parameters(paramLabel = "POLICY", description = "The file.")
    private String name = "";

    @Option(
            names = "--locale",
            paramLabel = "ja|en",
            description = "Language; without it both.",
            converter = Words.OfLocale.class)
    private @Nullable Words words;

    @Override
    int run(PrintWriter out) {
        Policy policy = PolicyFile.named(name);
        if (words != null) {
            out.print(PolicyExplanation.of(policy, words));
            return 0;
        }
        out.print(PolicyExplanation.of(policy, Words.ENGLISH));
        out.println();
        out.print(PolicyExplanation.of(policy, Words.JAPANESE));
        return 0;
    }
}
