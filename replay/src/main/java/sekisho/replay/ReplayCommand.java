package sekisho.replay;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sekisho.replay.policy.PolicyFile;
import sekisho.replay.policy.PolicyRefused;
import sekisho.replay.report.Report;
import sekisho.replay.report.ReportFacts;

/// `sekisho replay`: assesses a login history with several engines. 0 when done, 1 when it failed, 2 for a
/// wrong call.
@Command(
        name = "replay",
        description = {
            "Assess a login history with engines and policies side by side.",
            "The files are CSV in the columns of the RBA dataset, also packed with gzip or zstd."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  sekisho replay log.csv.gz --report report",
            "  sekisho replay log.csv --policy standard --policy new.yaml --report report"
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 64;

    private static final int MOST_POLICIES = 2;

    /// Languages of the summary.
    private static final List<String> LANGUAGES = List.of("ja", "en");

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "What to read, one after another.")
    private List<Path> files = List.of();

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description = "An engine, or several: ${COMPLETION-CANDIDATES}. Without it all.",
            completionCandidates = Names.class)
    private List<String> names = List.of();

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            description = "A file, or \"standard\", for sekisho to decide by; twice to compare.")
    private List<String> policyNames = List.of();

    @Option(names = "--scores", paramLabel = "OUT", description = "Write the scores here, as CSV.")
    private @Nullable Path scoresTo;

    @Option(names = "--report", paramLabel = "DIR", description = "Write report.html and report.json here.")
    private @Nullable Path reportTo;

    @Option(names = "--threads", paramLabel = "N", description = "How many threads may work at a time.")
    private int threads = Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);

    @Option(names = "--strict", description = "End at the first row that can't be used.")
    private boolean strict;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @Option(
            names = {"--lang", "--locale"},
            paramLabel = "ja|en",
            description = "Language of the summary (${DEFAULT-VALUE}).")
    private String language = "en";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// The names for the help.
    private static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Names() {
            super(Engines.names());
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        checkCall();
        List<SekishoEngine> ours;
        try {
            ours = Engines.under(policyNames.stream().map(PolicyFile::named).toList(), scoresTo != null);
        } catch (PolicyRefused refused) {
            return fail(refused.getMessage());
        }
        List<Engine> engines = engines(ours);
        try (LoginHistoryReader reader = new LoginHistoryReader(files, strict)) {
            return run(reader, engines, ours);
        } catch (HistoryFileException failure) {
            return fail(failure.getMessage());
        } catch (IOException failure) {
            return fail("The result can't be written (" + failure.getClass().getSimpleName() + ": "
                    + failure.getMessage() + "); check that the directory exists, that it may be written to and"
                    + " that there is room.");
        }
    }

    /// Where there are policies, our engine runs once for each of them.
    private List<Engine> engines(List<SekishoEngine> ours) {
        List<Engine> engines = new ArrayList<>(ours);
        for (String name : new LinkedHashSet<>(names.isEmpty() ? Engines.names() : names)) {
            if (name.equals(Engines.OURS) && !ours.isEmpty()) {
                continue;
            }
            Engine engine = Engines.create(name, scoresTo != null);
            if (engine == null) {
                throw misunderstood(
                        "There is no engine \"" + name + "\"; choose from " + String.join(", ", Engines.names()));
            }
            engines.add(engine);
        }
        return engines;
    }

    private void checkCall() {
        if (threads < 1 || threads > MOST_THREADS) {
            throw misunderstood("--threads takes a number from 1 to " + MOST_THREADS);
        }
        if (policyNames.size() > MOST_POLICIES) {
            throw misunderstood("--policy may be given once or twice");
        }
        if (!LANGUAGES.contains(language)) {
            throw misunderstood("--lang takes ja or en");
        }
        for (Path file : files) {
            if (scoresTo != null && isSame(file, scoresTo)) {
                throw misunderstood("--scores would overwrite " + file + ", which is to be read; name another file");
            }
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException oneIsMissing) {
            return false;
        }
    }

    private ParameterException misunderstood(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private int run(LoginHistoryReader reader, List<Engine> engines, List<SekishoEngine> ours)
            throws IOException, InterruptedException {
        ReplayRun run = new ReplayRun(reader, engines, threads);
        try (Interruption interruption = Interruption.of(run, () -> say(stopped(reader, run)));
                ScoreFile scores = scoresTo == null ? null : ScoreFile.begin(scoresTo, engines)) {
            Outcomes outcomes = quiet ? run.run(scores) : runWithProgress(reader, run, scores);
            if (outcomes == null) {
                return 1;
            }
            if (scores != null) {
                scores.finish();
            }
            report(outcomes, reader.report(), ours, run.agreements());
            return 0;
        }
    }

    private @Nullable Outcomes runWithProgress(LoginHistoryReader reader, ReplayRun run, @Nullable ScoreFile scores)
            throws IOException, InterruptedException {
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal();
        try (Progress progress = Progress.show(reader, run, err(), terminal)) {
            return run.run(scores);
        }
    }

    private String stopped(LoginHistoryReader reader, ReplayRun run) {
        return String.format(
                Locale.ROOT,
                "Stopped after %,d rows, at line %,d of %s; nothing was written.",
                run.rows(),
                reader.line(),
                reader.file());
    }

    private void report(
            Outcomes outcomes, ReadReport read, List<SekishoEngine> ours, List<ReportFacts.Agreement> agreements)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.print(Summary.of(read, outcomes, Locale.of(language)));
        out.print(PolicySummary.of(outcomes, ours, Locale.of(language)));
        out.print(AgreementSummary.of(agreements, Locale.of(language)));
        out.flush();
        if (reportTo != null) {
            Report.write(reportTo, outcomes, ReadFacts.of(read, outcomes, comparison(ours), agreements));
        }
    }

    private static ReportFacts.@Nullable Comparison comparison(List<SekishoEngine> ours) {
        return ours.size() == MOST_POLICIES
                ? new ReportFacts.Comparison(
                        ours.getFirst().name(), ours.getLast().name())
                : null;
    }

    private int fail(@Nullable String sentence) {
        say(String.valueOf(sentence));
        return 1;
    }

    private void say(String sentence) {
        err().println("sekisho: " + sentence);
        err().flush();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
