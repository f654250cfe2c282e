package sekisho.replay.world;

import java.io.IOException;
import java.nio.file.Path;

/// A login history of today's browsers that `sekisho world` would make up, for others than the command line.
///
/// @param members how many, at least 1
/// @param days how many, at least 1
/// @param seed the same seed gives the same history
public record MadeUpHistory(int members, int days, long seed) {
    public MadeUpHistory {
        if (members < 1 || days < 1) {
            throw new IllegalArgumentException("a history of " + members + " members and " + days + " days is empty");
        }
    }

    /// Writes it, compressed if the file's name ends with `.gz` or `.zst`.
    public void write(Path file) throws IOException {
        World world = new World(
                new World.Settings(members, days, seed, Era.Y2026, Profile.MIXED, null), Parameters.bundled());
        new WorldWriter(seed).write(world.rows(), file);
    }
}
