package sekisho.replay.world;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sekisho world`: makes up a login history.
@Command(
        name = "world",
        description = "Make up a login history of members and attackers, to compare engines on.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class WorldCommand implements Callable<Integer> {
    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The file to write; .gz or .zst compresses it. Without it the rows go to standard output.")
    private @Nullable Path out;

    @Option(
            names = "--members",
            paramLabel = "N",
            defaultValue = "5000",
            description = "How many members (${DEFAULT-VALUE}).")
    private int members;

    @Option(names = "--days", paramLabel = "N", defaultValue = "400", description = "How many days (${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed gives the same file (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--era",
            paramLabel = "YEAR",
            defaultValue = "2026",
            description = "How browsers name themselves: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Era era = Era.Y2026;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "mixed",
            description = "How often members sign in: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Profile profile = Profile.MIXED;

    @Option(
            names = "--attacks",
            paramLabel = "N",
            defaultValue = "-1",
            description = "How many attacks of each type; without it one on each member, at most 5000.")
    private int attacks;

    @Option(names = "--parameters", paramLabel = "FILE", description = "A YAML file that changes assumptions.")
    private @Nullable Path parameters;

    @Option(names = "--describe", description = "Print what the world is like to standard error.")
    private boolean describe;

    @Override
    public Integer call() throws IOException {
        Parameters assumptions = Parameters.bundled();
        if (parameters != null) {
            assumptions = assumptions.changedBy(parameters);
        }
        List<Row> rows = new World(new World.Settings(members, days, seed, era, profile, attacks), assumptions).rows();
        WorldWriter writer = new WorldWriter(seed);
        if (out == null) {
            writer.write(rows, System.out);
        } else {
            writer.write(rows, out);
        }
        if (describe) {
            PrintStream stream = System.err;
            stream.print(Description.of(rows).text());
        }
        return 0;
    }
}
