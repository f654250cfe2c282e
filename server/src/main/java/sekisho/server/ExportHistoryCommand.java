package sekisho.server;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sekisho.replay.LoginHistoryWriter;
import sekisho.server.platform.StartupRefused;
import sekisho.server.record.LoginHistory;

/// `sekisho export-history`: writes what the server knows of past sign-ins, for `sekisho replay`.
@Command(
        name = "export-history",
        description = {
            "Write all recorded sign-ins as a login history, to replay them.",
            "It holds account ids, network addresses and habits: keep it as safe as the database.",
            "The server must be running. An external database is named by SPRING_DATASOURCE_URL,",
            "SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD."
        },
        sortOptions = false,
        footer = {"", "Example:", "  sekisho export-history log.csv.zst"})
final class ExportHistoryCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            description = "The file to write, as CSV; a name that ends with .gz or .zst packs it.")
    private Path file = Path.of("");

    @Mixin
    private RunningServer server = new RunningServer();

    @Option(names = "--overwrite", description = "Replace the file if there is one.")
    private boolean overwrite;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (Files.exists(file) && !overwrite) {
            throw new StartupRefused(file + " is there already: name another file, or give --overwrite to replace it.");
        }
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        try {
            long rows = write(beside);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
            spec.commandLine().getErr().println(String.format(Locale.ROOT, "%s: %,d sign-ins.", file, rows));
            return 0;
        } catch (IOException | UncheckedIOException failed) {
            throw new StartupRefused(
                    file + " can't be written (" + failed.getMessage()
                            + "); check that its directory exists, that it may be written to and that there is room.",
                    failed);
        } finally {
            discard(beside);
        }
    }

    private long write(Path beside) throws IOException {
        LoginHistory history = new LoginHistory(server.database());
        try (Progress progress = Progress.of(history.size(), spec.commandLine().getErr());
                OutputStream bytes = new BufferedOutputStream(owned(beside), 1 << 16);
                OutputStream packed = LoginHistoryWriter.packed(bytes, file.toString())) {
            return history.write(packed, progress::at);
        }
    }

    /// Nobody but its owner may read it.
    private static OutputStream owned(Path beside) throws IOException {
        Files.deleteIfExists(beside);
        Files.createFile(beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.newOutputStream(beside);
    }

    private static void discard(Path beside) {
        try {
            Files.deleteIfExists(beside);
        } catch (IOException stays) {
            // It has the name of an unfinished file.
        }
    }

    /// Shows on standard error how far the export is: a bar in a terminal, a line every ten seconds elsewhere.
    private static final class Progress implements AutoCloseable {
        private static final long BETWEEN_LINES = TimeUnit.SECONDS.toNanos(10);

        private final long size;
        private final PrintWriter err;
        private final @Nullable ProgressBar bar;
        private long saidAt = System.nanoTime();

        private Progress(long size, PrintWriter err, @Nullable ProgressBar bar) {
            this.size = size;
            this.err = err;
            this.bar = bar;
        }

        static Progress of(long size, PrintWriter err) {
            Console console = System.console();
            boolean terminal = console != null && console.isTerminal();
            return new Progress(size, err, terminal ? bar(size) : null);
        }

        private static ProgressBar bar(long size) {
            return new ProgressBarBuilder()
                    .setTaskName("export-history")
                    .setInitialMax(size)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis((int) Duration.ofMillis(500).toMillis())
                    .clearDisplayOnFinish()
                    .build();
        }

        void at(long read) {
            if (bar != null) {
                bar.stepTo(read);
            } else if (System.nanoTime() - saidAt > BETWEEN_LINES) {
                saidAt = System.nanoTime();
                err.println(String.format(Locale.ROOT, "%,d of %,d decisions", read, size));
                err.flush();
            }
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }
}
