package sekisho.replay;

import picocli.CommandLine;

/// Starts `replay` alone.
final class ReplayMain {
    private ReplayMain() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new ReplayCommand()).execute(args));
    }
}
