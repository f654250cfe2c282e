package sekisho.replay.world;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.YAMLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `sekisho world`: makes up a login history.
@Command(
        name = "world",
        description = "Make up a login history, to compare engines on.",
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
            description = "How many attacks of each type; without it one on each member, at most 5000.")
    private @Nullable Integer attacks;

    @Option(names = "--parameters", paramLabel = "FILE", description = "A YAML file that changes assumptions.")
    private @Nullable Path parameters;

    @Option(names = "--describe", description = "Print what the world is like to standard error.")
    private boolean describe;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (members < 1 || days < 1 || attacks != null && attacks < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--members and --days must be 1 or more, --attacks not less than 0.");
        }
        List<Row> rows =
                new World(new World.Settings(members, days, seed, era, profile, attacks), assumptions()).rows();
        WorldWriter writer = new WorldWriter(seed);
        if (out == null) {
            writer.write(rows, System.out);
        } else {
            writer.write(rows, out);
        }
        if (describe) {
            spec.commandLine().getErr().print(Description.of(rows).text());
            spec.commandLine().getErr().flush();
        }
        return 0;
    }

    private Parameters assumptions() throws IOException {
        Parameters bundled = Parameters.bundled();
        if (parameters == null) {
            return bundled;
        }
        try {
            return bundled.changedBy(parameters);
        } catch (IllegalArgumentException | YAMLException e) {
            throw new ParameterException(spec.commandLine(), parameters + ": " + e.getMessage(), e);
        }
    }
}
