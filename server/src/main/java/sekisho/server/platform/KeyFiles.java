package sekisho.server.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// The directory of key files: 256 random bits each, in hexadecimal, readable by the server's user only.
public final class KeyFiles {
    /// Length of a key in bytes.
    public static final int BYTES = 32;

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{" + 2 * BYTES + "}");

    private final Path directory;

    private KeyFiles(Path directory) {
        this.directory = directory;
    }

    /// Opens `keys` below the data directory and makes it if it doesn't exist.
    public static KeyFiles in(Path dataDir) {
        Path directory = dataDir.resolve("keys");
        try {
            Files.createDirectories(dataDir);
            if (!Files.isDirectory(directory)) {
                Files.createDirectory(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (FileAlreadyExistsException race) {
            return new KeyFiles(directory);
        } catch (IOException refused) {
            throw notUsable(directory, refused);
        }
        return new KeyFiles(directory);
    }

    /// The key in the file of that name; empty if there is no such file.
    public Optional<byte[]> find(String name) {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(file).strip();
            if (!HEX.matcher(text).matches()) {
                throw new StartupRefused("The key file " + file + " is damaged: restore it from your backup.");
            }
            return Optional.of(HexFormat.of().parseHex(text));
        } catch (IOException refused) {
            throw notUsable(file, refused);
        }
    }

    /// The key in the file of that name, made now if there is none. Two processes that make it at once
    /// agree on one.
    public byte[] findOrMake(String name) {
        return find(name).orElseGet(() -> make(name));
    }

    private byte[] make(String name) {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        Path file = directory.resolve(name);
        try {
            // Written aside and linked into place: a crash never leaves half a key, a race never two.
            Path fresh = Files.createTempFile(directory, name, ".new");
            try {
                Files.writeString(fresh, HexFormat.of().formatHex(key) + "\n");
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
                Files.createLink(file, fresh);
            } catch (FileAlreadyExistsException another) {
                return find(name).orElseThrow();
            } catch (UnsupportedOperationException noLinks) {
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException refused) {
            throw notUsable(file, refused);
        }
        return key;
    }

    private static RuntimeException notUsable(Path path, IOException refused) {
        if (refused instanceof AccessDeniedException) {
            return new StartupRefused(
                    path + " can't be used by the user " + System.getProperty("user.name")
                            + ": change its owner, or choose another directory with SEKISHO_DATA_DIR.",
                    refused);
        }
        return new UncheckedIOException(path + " can't be used", refused);
    }
}
