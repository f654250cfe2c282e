package sekisho.server.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sekisho.server.audit.AuditChain.Head;
import sekisho.server.platform.StartupRefused;

/// The file in the data directory that keeps the head with the highest number: whoever has only the database can't cut
/// the end of the log off unseen.
public final class HeadFile {
    private static final Logger log = LoggerFactory.getLogger(HeadFile.class);

    /// No longer than this is any head.
    private static final int LONGEST = 128;

    /// A file lock holds between processes, this one between threads.
    private static final Object THREADS = new Object();

    private final Path file;

    private HeadFile(Path file) {
        this.file = file;
    }

    /// That of a data directory.
    public static HeadFile in(Path dataDir) {
        return new HeadFile(dataDir.resolve("audit-head"));
    }

    /// The same for the server, which makes the file, so that it can write to it also if the first entry comes from a
    /// command of another user.
    static HeadFile ofServer(Path dataDir) {
        HeadFile made = in(dataDir);
        try {
            Files.createFile(made.file);
        } catch (FileAlreadyExistsException before) {
            return made;
        } catch (IOException failed) {
            log.warn("{} can't be made: {}", made.file, failed.toString());
        }
        return made;
    }

    /// Keeps the head of a committed entry, unless a later one came first. A disk that is full is no reason to stop
    /// staff
    /// from working: a failure is only logged.
    public void keep(AuditEntry entry) {
        synchronized (THREADS) {
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                channel.lock();
                ByteBuffer kept = ByteBuffer.allocate(LONGEST);
                channel.read(kept, 0);
                Optional<Head> head =
                        Head.parse(StandardCharsets.US_ASCII.decode(kept.flip()).toString());
                if (head.isEmpty() || head.get().seq() < entry.seq()) {
                    channel.write(StandardCharsets.US_ASCII.encode(entry.head() + "\n"), 0);
                }
            } catch (IOException failed) {
                log.warn("{} can't be written: {}", file, failed.toString());
            }
        }
    }

    /// The head that was kept; empty if there is none.
    ///
    /// @throws StartupRefused if the file can't be understood
    public Optional<Head> find() {
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            if (text.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(Head.parse(text)
                    .orElseThrow(() -> new StartupRefused(file
                            + " holds no number and hash of an entry: give the last one that you know by --head.")));
        } catch (IOException refused) {
            throw new StartupRefused(file + " can't be read: give the last entry that you know by --head.", refused);
        }
    }
}
