package sekisho.server.risk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// Copies of data files in the data directory that nobody else writes to, so that they can be mapped
/// safely. A copy is named after source, size and time of change: a start finds it again and copies
/// nothing.
final class PrivateCopies {
    private static final String END = ".mmdb";

    private final Path directory;
    private final Map<Path, Path> inUse = new HashMap<>();

    PrivateCopies(Path directory) {
        this.directory = directory;
    }

    /// Opens a private copy of this version of a file.
    CityData open(Path source, WatchedFile.Stamp stamp) throws IOException {
        Path copy = directory.resolve(name(source, stamp) + END);
        if (!Files.exists(copy)) {
            copy(source, copy);
        }
        try {
            CityData data = CityData.open(copy);
            inUse.put(source, copy);
            removeOthers();
            return data;
        } catch (IOException | RuntimeException | InternalError | StackOverflowError broken) {
            Files.deleteIfExists(copy);
            throw broken;
        }
    }

    private void copy(Path source, Path target) throws IOException {
        Files.createDirectories(directory);
        Path unfinished = Files.createTempFile(directory, "copying", ".part");
        try {
            Files.copy(source, unfinished, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /// Old copies go; one that is still mapped lives on until nobody looks into it.
    private void removeOthers() throws IOException {
        if (inUse.size() < 2) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*{" + END + ",.part}")) {
            for (Path file : files) {
                if (!inUse.containsValue(file)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static String name(Path source, WatchedFile.Stamp stamp) {
        String version = source.toAbsolutePath() + "\n" + stamp.size() + "\n" + stamp.modified();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(version.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
