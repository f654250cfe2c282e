package sekisho.replay.world;

import picocli.CommandLine;

/// Runs the command outside the server's jar.
public final class WorldByHand {
    private WorldByHand() {}

    /// @param arguments as after `sekisho world`
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new WorldCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }
}
