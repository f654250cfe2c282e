package sekisho.replay.policy;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sekisho policy diff`: 0 if two policies are the same, 3 if not, 1 if one of them can't be used.
@Command(
        name = "diff",
        description = "Say in words what differs between two policies. Exit code 3 if something does.",
        sortOptions = false)
final class DiffCommand extends PolicyProgram {
    @Parameters(index = "0", paramLabel = "BEFORE", description = "One policy.")
    private String before = "";

    @Parameters(index = "1", paramLabel = "AFTER", description = "The other.")
    private String after = "";

    @Option(
            names = "--locale",
            paramLabel = "ja|en",
            description = "Language, en without it.",
            converter = Words.OfLocale.class)
    private Words words = Words.ENGLISH;

    @Override
    int run(PrintWriter out) {
        List<String> differences = PolicyDiff.between(PolicyFile.named(before), PolicyFile.named(after), words);
        if (differences.isEmpty()) {
            out.println(words.say("diff.same"));
            return 0;
        }
        differences.forEach(out::println);
        return FOUND;
    }
}
