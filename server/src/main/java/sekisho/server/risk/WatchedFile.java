package sekisho.server.risk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A value that is read from a file, and read again when somebody replaces the file. A file that can't
/// be read, or changes while it is read, leaves the value as it was.
final class WatchedFile<T> {
    /// Makes the value; throws when the file isn't good.
    interface Loader<T> {
        T load(Path source, Stamp stamp) throws IOException;
    }

    /// What tells one version of a file from the next.
    record Stamp(long size, FileTime modified) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.size(), attributes.lastModifiedTime());
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(WatchedFile.class);

    private final Path source;
    private final Loader<T> loader;
    private volatile @Nullable T current;
    private @Nullable Stamp seen;
    private boolean missingLogged;

    WatchedFile(Path source, Loader<T> loader) {
        this.source = source;
        this.loader = loader;
    }

    /// The value of the last good file; `null` before the first.
    @Nullable
    T current() {
        return current;
    }

    /// Reads the file if it is not the one that was seen last. Only one thread may call it.
    void refresh() {
        try {
            Stamp stamp = Stamp.of(source);
            if (stamp.equals(seen)) {
                return;
            }
            T loaded = loader.load(source, stamp);
            if (!stamp.equals(Stamp.of(source))) {
                LOG.info("{} changes while it is read; it is read again later", source);
                return;
            }
            seen = stamp;
            current = loaded;
            LOG.info("{} is in use", source);
        } catch (NoSuchFileException missing) {
            if (!missingLogged) {
                LOG.warn("{} is missing: {}", source, current == null ? "places are not known" : "the old data stays");
                missingLogged = true;
            }
        } catch (IOException | RuntimeException | InternalError | StackOverflowError | OutOfMemoryError broken) {
            remember();
            LOG.warn(
                    "{} can't be used ({}): {}",
                    source,
                    broken.toString(),
                    current == null ? "places are not known" : "the old data stays");
        }
    }

    /// A broken file is tried again only when it has changed.
    private void remember() {
        try {
            seen = Stamp.of(source);
        } catch (IOException gone) {
            seen = null;
        }
    }
}
