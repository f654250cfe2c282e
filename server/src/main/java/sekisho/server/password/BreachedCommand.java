package sekisho.server.password;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `breached`: makes the site's own list of leaked passwords.
@Command(
        name = "breached",
        description = "The list of leaked passwords.",
        mixinStandardHelpOptions = true,
        subcommands = BreachedCommand.Build.class)
public final class BreachedCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /// `breached build`: 0 when the list was built, 1 when not, 2 for a wrong call.
    @Command(
            name = "build",
            description = {
                "Builds a list from text files: one password a line, or one SHA-1 a line, alone or followed by :count"
                        + " (as Have I Been Pwned gives them). The first line of each file says which.",
                "Point sekisho.password.breached-list to the result; a running server takes up a new one by itself."
            },
            mixinStandardHelpOptions = true)
    static final class Build implements Callable<Integer> {
        @Option(names = "--in", arity = "1..*", required = true, paramLabel = "FILE", description = "What to read.")
        private List<Path> in = List.of();

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "The list to write.")
        private Path out = Path.of("");

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter err = spec.commandLine().getErr();
            try (BreachedListBuilder builder = new BreachedListBuilder(out)) {
                Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(builder::discard));
                long size = 0;
                for (Path file : in) {
                    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                        err.println(file + " can't be read: give the path of a text file.");
                        return 1;
                    }
                    size += Files.size(file);
                }
                Meter meter = new Meter(err, size);
                for (Path file : in) {
                    try (InputStream text = Files.newInputStream(file)) {
                        builder.read(file.toString(), text, meter::at);
                    }
                    meter.fileDone(Files.size(file));
                }
                meter.sorting();
                report(builder.finish());
                return 0;
            } catch (AccessDeniedException | NoSuchFileException refused) {
                err.println("No list was built: " + refused.getFile() + " can't be written.");
                return 1;
            } catch (IOException | RuntimeException failed) {
                err.println("No list was built: " + failed.getMessage());
                return 1;
            }
        }

        private void report(BreachedListBuilder.Result result) {
            PrintWriter err = spec.commandLine().getErr();
            if (result.bad() > 0) {
                err.printf(Locale.ROOT, "%,d lines were left out:%n", result.bad());
                for (BreachedListBuilder.BadLine line : result.badLines()) {
                    err.printf(Locale.ROOT, "  %s line %d: %s%n", line.source(), line.number(), line.reason());
                }
                if (result.bad() > result.badLines().size()) {
                    err.println("  …");
                }
            }
            spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "%s: %,d entries of %,d lines, %,d bytes, false-positive probability %.1e%n",
                            out,
                            result.entries(),
                            result.lines(),
                            result.bytes(),
                            result.falsePositives());
            spec.commandLine().getOut().flush();
        }
    }

    /// Tells how far the reading is: twice a second on a terminal, every ten seconds elsewhere.
    private static final class Meter {
        private final PrintWriter err;
        private final long size;
        private final boolean terminal;
        private final long everyNanos;
        private final long started = System.nanoTime();
        private long told = started;
        private long before;

        private Meter(PrintWriter err, long size) {
            this.err = err;
            this.size = size;
            terminal = System.console() != null && System.console().isTerminal();
            everyNanos = terminal ? TimeUnit.MILLISECONDS.toNanos(500) : TimeUnit.SECONDS.toNanos(10);
        }

        private void at(long lines, long bytes) {
            if ((lines & 0x3FF) != 0) {
                return;
            }
            long now = System.nanoTime();
            if (now - told < everyNanos) {
                return;
            }
            told = now;
            double seconds = (now - started) / 1e9;
            long done = before + bytes;
            long left = (long) (seconds / done * (size - done));
            String text = String.format(
                    Locale.ROOT,
                    "%,d lines, %d %%, %,.0f lines a second, %d min %02d s left",
                    lines,
                    100 * done / Math.max(1, size),
                    lines / seconds,
                    left / 60,
                    left % 60);
            tell(text);
        }

        private void fileDone(long bytes) {
            before += bytes;
        }

        private void sorting() {
            if (told != started) {
                tell("all read, sorting");
                err.println();
            }
        }

        private void tell(String text) {
            if (terminal) {
                err.print("\r" + text + "    ");
            } else {
                err.println(text);
            }
            err.flush();
        }
    }
}
